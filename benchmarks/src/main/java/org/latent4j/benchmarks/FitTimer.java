package org.latent4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.latent4j.data.Dataset;
import org.latent4j.formats.NpyWriter;
import org.latent4j.formats.ReadOptions;
import org.latent4j.formats.Tables;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixture.CovarianceStructure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Times whole fits without reading: {@code make} writes data from a seed as {@code .npy} files that
 * any program can read, {@code gmm}, {@code pca} and {@code family} fit them, several times in one
 * process, and print the seconds of each repetition and what was found, so that contenders can be
 * checked to have come to the same place.
 */
@Command(
    name = "fit-timer",
    mixinStandardHelpOptions = true,
    description = "Times whole fits without reading.",
    subcommands = {
      FitTimer.Make.class,
      FitTimer.Gmm.class,
      FitTimer.PrincipalComponents.class,
      FamilyTimer.class
    })
public final class FitTimer {

  private FitTimer() {}

  /**
   * Runs a command.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new FitTimer()).execute(arguments));
  }

  static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  /** How a fit is repeated. */
  static final class Repeated {
    @Option(names = "--threads", defaultValue = "2", description = "threads")
    int threads;

    @Option(names = "--repetitions", defaultValue = "5", description = "fits in this process")
    int repetitions;
  }

  /** Writes a mixture's rows, and a start for fitting it. */
  @Command(
      name = "make",
      mixinStandardHelpOptions = true,
      description =
          "Writes rows of k overlapping Gaussians and a start: DIR/data.npy, DIR/means.npy.")
  static final class Make implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "where the files go")
    private Path folder = Path.of(".");

    @Option(names = "--rows", required = true, description = "n")
    private int rows;

    @Option(names = "--features", required = true, description = "d")
    private int features;

    @Option(names = "-k", defaultValue = "10", description = "components (default 10)")
    private int components;

    @Option(names = "--seed", defaultValue = "1", description = "seed (default 1)")
    private long seed;

    @Override
    public Integer call() throws IOException {
      Files.createDirectories(folder);
      Timings.Made made = Timings.make(rows, features, components, seed);
      NpyWriter.write(folder.resolve("data.npy"), made.rows());
      NpyWriter.write(folder.resolve("means.npy"), made.startMeans());
      return 0;
    }
  }

  /** Times a mixture. */
  @Command(
      name = "gmm",
      mixinStandardHelpOptions = true,
      description =
          "Fits a Gaussian mixture from equal weights, given means and the columns' variances.")
  static final class Gmm implements Callable<Integer> {
    @Parameters(paramLabel = "DATA", description = "rows, .npy")
    private Path data = Path.of("data.npy");

    @Option(names = "--start-means", required = true, description = "k x d, .npy")
    private Path means = Path.of("means.npy");

    @Option(names = "--covariance", defaultValue = "full", description = "structure")
    private String covariance = "full";

    @Option(names = "--iterations", defaultValue = "20", description = "parameter updates")
    private int iterations;

    @Mixin private Repeated repeated = new Repeated();

    @Override
    public Integer call() throws IOException {
      Dataset rows = read(data);
      Matrix startMeans = read(means).toMatrix();
      CovarianceStructure structure = CovarianceStructure.named(covariance);
      Timings timings =
          Timings.mixture(
              rows, startMeans, structure, iterations, repeated.threads, repeated.repetitions);
      print(
          "gmm %s n=%d d=%d k=%d threads=%d, per iteration: %s, log likelihood per row %.12f",
          structure.label(),
          rows.rowCount(),
          rows.featureCount(),
          startMeans.rows(),
          repeated.threads,
          timings,
          timings.found());
      return 0;
    }
  }

  /** Times PCA. */
  @Command(
      name = "pca",
      mixinStandardHelpOptions = true,
      description = "Fits principal components.")
  static final class PrincipalComponents implements Callable<Integer> {
    @Parameters(paramLabel = "DATA", description = "rows, .npy")
    private Path data = Path.of("data.npy");

    @Option(names = "--latent", defaultValue = "10", description = "q (default 10)")
    private int latent;

    @Mixin private Repeated repeated = new Repeated();

    @Override
    public Integer call() throws IOException {
      Dataset rows = read(data);
      Timings timings = Timings.pca(rows, latent, repeated.threads, repeated.repetitions);
      print(
          "pca n=%d d=%d q=%d threads=%d: %s, first variance %.12f",
          rows.rowCount(), rows.featureCount(), latent, repeated.threads, timings, timings.found());
      return 0;
    }
  }

  static Dataset read(Path file) throws IOException {
    return Tables.read(file, ReadOptions.defaults()).data();
  }
}
