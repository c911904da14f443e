package org.latent4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linear.FactorAnalysis;
import org.latent4j.linear.FactorAnalysisOptions;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.internal.KMeans;
import org.latent4j.model.FitContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * One table of times: data from seeds, the same fits on one thread and on two, beside what this
 * machine can do at most; and how the time of an iteration grows with rows, features and
 * components. The limits are measured in the same process: products of matrices, and reading.
 */
@Command(
    name = "time-table",
    mixinStandardHelpOptions = true,
    description = "Times fits on one thread and on two, beside the limits of this machine.")
public final class TimeTable implements Callable<Integer> {

  private static final long SEED = 1;

  @Option(
      names = "--repetitions",
      defaultValue = "5",
      description = "of each fit; the best counts (default 5)")
  private int repetitions = 5;

  @Option(
      names = "--program",
      description = "the program latent, to time a whole process; without it, that row is left out")
  private Path program = Path.of("");

  private Limits[] limits = new Limits[0];

  private TimeTable() {}

  /**
   * Runs the command.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new TimeTable()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    limits = new Limits[] {Limits.measure(1), Limits.measure(2)};
    for (Limits limit : limits) {
      FitTimer.print(
          "%d thread%s: products of matrices %.1f Gflop/s, reading %.1f GB/s",
          limit.threads(),
          limit.threads() == 1 ? "" : "s",
          limit.flops() / 1e9,
          limit.bytes() / 1e9);
    }
    FitTimer.print("");
    FitTimer.print("| task | 1 thread, s | 2 threads, s | ratio | share of the limit, 2 threads |");
    FitTimer.print("|---|---|---|---|---|");
    mixture("full", 200_000, 20, 10);
    mixture("full", 1_000_000, 20, 16);
    mixture("full", 50_000, 100, 8);
    mixture("diagonal", 200_000, 20, 10);
    kMeans(1_000_000, 20, 16);
    pca(1_000_000, 50, 10);
    pca(20_000, 784, 40);
    factors(50_000, 40, 6);
    process();
    FitTimer.print("");
    growth();
    return 0;
  }

  /** Multiplications and additions of an iteration; of triangles, only those that are needed. */
  private static double flops(String structure, double n, double d, double k) {
    return structure.equals("full") ? n * k * (d * (d + 1) + (d + 1) * (d + 2)) : n * k * 8 * d;
  }

  private void mixture(String structure, int n, int d, int k) {
    Timings.Made made = Timings.make(n, d, k, SEED);
    Dataset rows = Dataset.of(made.rows());
    CovarianceStructure covariance = CovarianceStructure.named(structure);
    print(
        String.format(
            Locale.ROOT,
            "Gaussian mixture, %s, %,d × %d, k = %d, per iteration",
            structure,
            n,
            d,
            k),
        threads ->
            Timings.mixture(rows, made.startMeans(), covariance, 20, threads, repetitions).best(),
        flops(structure, n, d, k),
        8.0 * n * d);
  }

  /** A start runs on one thread; on two threads two run side by side, of which half is told. */
  private void kMeans(int n, int d, int k) {
    double[] rows = Timings.make(n, d, k, SEED).rows().toArray();
    double flops = 2.0 * n * d * k;
    print(
        String.format(Locale.ROOT, "k-means for a start, %,d × %d, k = %d, per iteration", n, d, k),
        threads -> (lloyd(rows, d, k, 11, threads) - lloyd(rows, d, k, 1, threads)) / 10,
        flops,
        8.0 * n * d);
  }

  private double lloyd(double[] rows, int d, int k, int iterations, int starts) {
    return Timings.repeat(
                repetitions,
                () ->
                    IntStream.range(0, starts)
                        .parallel()
                        .mapToDouble(
                            s -> new KMeans(rows, d, k).run(iterations, new SeededRandom(SEED))[0])
                        .sum())
            .best()
        / starts;
  }

  private void pca(int n, int d, int q) {
    Dataset rows = Dataset.of(Timings.make(n, d, 10, SEED).rows());
    print(
        String.format(Locale.ROOT, "PCA, %,d × %d, q = %d", n, d, q),
        threads -> Timings.pca(rows, q, threads, repetitions).best(),
        (double) n * d * (d + 1),
        8.0 * n * d);
  }

  private void factors(int n, int d, int q) {
    Dataset rows = Dataset.of(Timings.make(n, d, 10, SEED).rows());
    FactorAnalysisOptions options =
        FactorAnalysisOptions.defaults().withLatentDimension(q).withStarts(1);
    print(
        String.format(
            Locale.ROOT, "factor analysis to convergence, %,d × %d, q = %d, one start", n, d, q),
        threads ->
            Timings.repeat(
                    repetitions,
                    () ->
                        FactorAnalysis.fit(
                                rows, options, FitContext.defaults().withThreads(threads))
                            .report()
                            .meanLogLikelihood())
                .best(),
        (double) n * d * (d + 1),
        8.0 * n * d);
  }

  private void print(String task, IntFunction<Double> seconds, double flops, double bytes) {
    double one = seconds.apply(1);
    double two = seconds.apply(2);
    double least = Math.max(flops / limits[1].flops(), bytes / limits[1].bytes());
    FitTimer.print(
        "| %s | %.4f | %.4f | %.2f | %.0f %% |", task, one, two, one / two, 100 * least / two);
  }

  private void process() throws IOException, InterruptedException {
    if (program.toString().isEmpty()) {
      return;
    }
    Path folder = Files.createTempDirectory("latent4j-times");
    Path model = folder.resolve("faithful.latent");
    double best = Double.POSITIVE_INFINITY;
    for (int r = 0; r <= 2 * repetitions; r++) {
      long begin = System.nanoTime();
      Process process =
          new ProcessBuilder(
                  program.toAbsolutePath().toString(),
                  "fit",
                  "example:faithful",
                  "--model",
                  "gmm",
                  "-k",
                  "2",
                  "--out",
                  model.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor() != 0) {
        throw new IOException("the program ended with exit code " + process.exitValue());
      }
      best = Math.min(best, (System.nanoTime() - begin) / 1e9);
    }
    Files.deleteIfExists(model);
    Files.delete(folder);
    FitTimer.print(
        "| whole process: `latent fit example:faithful --model gmm -k 2` | | %.2f | | |", best);
  }

  /** Fits seconds ~ size^exponent over doublings of one size. */
  private void growth() {
    FitTimer.print(
        "| full Gaussian mixture, per iteration, 2 threads, grows with | seconds | exponent |");
    FitTimer.print("|---|---|---|");
    grow("n", new int[] {50_000, 100_000, 200_000, 400_000}, n -> seconds(n, 20, 10));
    grow("d", new int[] {10, 20, 40, 80}, d -> seconds(100_000, d, 10));
    grow("k", new int[] {5, 10, 20, 40}, k -> seconds(100_000, 20, k));
  }

  private double seconds(int n, int d, int k) {
    Timings.Made made = Timings.make(n, d, k, SEED);
    return Timings.mixture(
            Dataset.of(made.rows()),
            made.startMeans(),
            CovarianceStructure.FULL,
            10,
            2,
            repetitions)
        .best();
  }

  private static void grow(String name, int[] sizes, IntFunction<Double> seconds) {
    List<String> told = new ArrayList<>();
    double meanX = 0;
    double meanY = 0;
    double[] y = new double[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      double s = seconds.apply(sizes[i]);
      told.add(String.format(Locale.ROOT, "%,d: %.4f", sizes[i], s));
      y[i] = Math.log(s);
      meanX += Math.log(sizes[i]) / sizes.length;
      meanY += y[i] / sizes.length;
    }
    double xy = 0;
    double xx = 0;
    for (int i = 0; i < sizes.length; i++) {
      double x = Math.log(sizes[i]) - meanX;
      xy += x * (y[i] - meanY);
      xx += x * x;
    }
    FitTimer.print("| %s | %s | %.2f |", name, String.join(", ", told), xy / xx);
  }
}
