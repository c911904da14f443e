package org.latent4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.em.Acceleration;
import org.latent4j.formats.NpyWriter;
import org.latent4j.formats.ReadOptions;
import org.latent4j.formats.Tables;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linear.Pca;
import org.latent4j.linear.PcaOptions;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.mixture.GaussianMixtureOptions;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
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
      SeededRandom random = new SeededRandom(seed);
      double[] centres = new double[components * features];
      for (int i = 0; i < centres.length; i++) {
        centres[i] = 1.5 * random.nextGaussian();
      }
      double[] values = new double[Math.multiplyExact(rows, features)];
      for (int i = 0; i < rows; i++) {
        int component = random.nextInt(components);
        for (int j = 0; j < features; j++) {
          values[i * features + j] = centres[component * features + j] + random.nextGaussian();
        }
      }
      Matrix data = Matrix.wrap(rows, features, values);
      NpyWriter.write(folder.resolve("data.npy"), data);
      int[] starts = random.sample(rows, components);
      NpyWriter.write(folder.resolve("means.npy"), data.selectRows(starts));
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
      GaussianMixture start = start(rows, startMeans, structure);
      GaussianMixtureOptions options =
          GaussianMixtureOptions.defaults(startMeans.rows())
              .withAcceleration(Acceleration.NONE)
              .withStructure(structure)
              .withIterations(iterations)
              .withTolerance(0)
              .withCovarianceFloor(0);
      FitContext context = FitContext.defaults().withThreads(repeated.threads).withStart(start);
      List<Double> seconds = new ArrayList<>();
      double meanLogLikelihood = 0;
      for (int r = 0; r < repeated.repetitions; r++) {
        long begin = System.nanoTime();
        FitResult<GaussianMixture> fit = GaussianMixture.fit(rows, options, context);
        // Each update visits the rows once, and one more visit gives the first log likelihood.
        seconds.add((System.nanoTime() - begin) / 1e9 / (fit.report().iterations() + 1));
        meanLogLikelihood = fit.report().meanLogLikelihood();
      }
      print(
          "gmm %s n=%d d=%d k=%d threads=%d: %s s per iteration (best %.4f), log likelihood per"
              + " row %.12f",
          structure.label(),
          rows.rowCount(),
          rows.featureCount(),
          startMeans.rows(),
          repeated.threads,
          rounded(seconds),
          best(seconds),
          meanLogLikelihood);
      return 0;
    }

    private static GaussianMixture start(
        Dataset rows, Matrix means, CovarianceStructure structure) {
      double[] weights = new double[means.rows()];
      Arrays.fill(weights, 1.0 / weights.length);
      double[] variances = DataSummary.of(rows).variances();
      return GaussianMixture.of(structure, weights, means, List.of(Matrix.diagonal(variances)));
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
      List<Double> seconds = new ArrayList<>();
      double[] variances = new double[0];
      for (int r = 0; r < repeated.repetitions; r++) {
        long begin = System.nanoTime();
        Pca pca =
            Pca.fit(
                    rows,
                    PcaOptions.defaults().withLatentDimension(latent),
                    FitContext.defaults().withThreads(repeated.threads))
                .model();
        seconds.add((System.nanoTime() - begin) / 1e9);
        variances = pca.explainedVariance();
      }
      print(
          "pca n=%d d=%d q=%d threads=%d: %s s (best %.4f), first variance %.12f",
          rows.rowCount(),
          rows.featureCount(),
          latent,
          repeated.threads,
          rounded(seconds),
          best(seconds),
          variances[0]);
      return 0;
    }
  }

  static Dataset read(Path file) throws IOException {
    return Tables.read(file, ReadOptions.defaults()).data();
  }

  static double best(List<Double> seconds) {
    return seconds.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
  }

  static String rounded(List<Double> seconds) {
    return seconds.stream().map(s -> String.format(Locale.ROOT, "%.4f", s)).toList().toString();
  }
}
