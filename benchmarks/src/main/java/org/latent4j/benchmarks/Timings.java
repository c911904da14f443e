package org.latent4j.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.em.Acceleration;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linear.Pca;
import org.latent4j.linear.PcaOptions;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.mixture.GaussianMixtureOptions;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;

/**
 * Fits that are repeated and timed.
 *
 * @param seconds of each repetition, of one iteration where there are iterations
 * @param found a number by which contenders can be checked to have come to the same place
 */
record Timings(List<Double> seconds, double found) {

  Timings {
    seconds = List.copyOf(seconds);
  }

  /** The rows of a mixture, and means to start from. */
  record Made(Matrix rows, Matrix startMeans) {}

  /** Rows of k overlapping Gaussians of unit variance, as a seed gives them. */
  static Made make(int rows, int features, int components, long seed) {
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
    return new Made(data, data.selectRows(random.sample(rows, components)));
  }

  /** Fits a Gaussian mixture from equal weights, given means and the columns' variances. */
  static Timings mixture(
      Dataset rows,
      Matrix startMeans,
      CovarianceStructure structure,
      int iterations,
      int threads,
      int repetitions) {
    double[] weights = new double[startMeans.rows()];
    Arrays.fill(weights, 1.0 / weights.length);
    double[] variances = DataSummary.of(rows).variances();
    GaussianMixture start =
        GaussianMixture.of(structure, weights, startMeans, List.of(Matrix.diagonal(variances)));
    GaussianMixtureOptions options =
        GaussianMixtureOptions.defaults(startMeans.rows())
            .withAcceleration(Acceleration.NONE)
            .withStructure(structure)
            .withIterations(iterations)
            .withTolerance(0)
            .withCovarianceFloor(0);
    FitContext context = FitContext.defaults().withThreads(threads).withStart(start);
    List<Double> seconds = new ArrayList<>();
    double found = Double.NaN;
    for (int r = 0; r < repetitions; r++) {
      long begin = System.nanoTime();
      FitResult<GaussianMixture> fit = GaussianMixture.fit(rows, options, context);
      // Each update visits the rows once, and one more visit gives the first log likelihood.
      seconds.add((System.nanoTime() - begin) / 1e9 / (fit.report().iterations() + 1));
      found = fit.report().meanLogLikelihood();
    }
    return new Timings(seconds, found);
  }

  /** Fits principal components; what is found is the first variance. */
  static Timings pca(Dataset rows, int latent, int threads, int repetitions) {
    PcaOptions options = PcaOptions.defaults().withLatentDimension(latent);
    FitContext context = FitContext.defaults().withThreads(threads);
    return repeat(
        repetitions, () -> Pca.fit(rows, options, context).model().explainedVariance()[0]);
  }

  /** Repeats something that finds a number. */
  static Timings repeat(int repetitions, Supplier<Double> fit) {
    List<Double> seconds = new ArrayList<>();
    double found = Double.NaN;
    for (int r = 0; r < repetitions; r++) {
      long begin = System.nanoTime();
      found = fit.get();
      seconds.add((System.nanoTime() - begin) / 1e9);
    }
    return new Timings(seconds, found);
  }

  double best() {
    return seconds.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
  }

  @Override
  public String toString() {
    List<String> rounded =
        seconds.stream().map(s -> String.format(Locale.ROOT, "%.4f", s)).toList();
    return rounded + " s (best " + String.format(Locale.ROOT, "%.4f", best()) + ")";
  }
}
