package org.latent4j.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitReport;
import org.latent4j.model.FitResult;
import org.latent4j.model.FitStatus;

class GaussianMixtureTest {

  private static final FitContext CONTEXT = FitContext.defaults().withThreads(2);

  static IntStream seeds() {
    String only = System.getProperty("seed");
    return only == null ? IntStream.range(0, 50) : IntStream.of(Integer.parseInt(only));
  }

  /** Rows of a random mixture of 2 to 4 components in 1 to 5 columns. */
  private static Matrix rows(int seed, int count) {
    return randomMixture(seed).sample(count, new SeededRandom(seed).split(1));
  }

  private static GaussianMixture randomMixture(int seed) {
    SeededRandom random = new SeededRandom(seed);
    int k = 2 + random.nextInt(3);
    int d = 1 + random.nextInt(5);
    double[] weights = new double[k];
    Matrix[] covariances = new Matrix[k];
    double[] means = new double[k * d];
    for (int c = 0; c < k; c++) {
      weights[c] = 0.5 + random.nextDouble();
      double[] factor = new double[d * d];
      random.fillGaussian(factor);
      Matrix a = Matrix.wrap(d, d, factor);
      covariances[c] = a.timesTransposed(a).plus(Matrix.identity(d).scaled(0.3));
    }
    double sum = Arrays.stream(weights).sum();
    for (int i = 0; i < means.length; i++) {
      means[i] = 4 * random.nextGaussian();
    }
    return GaussianMixture.of(
        CovarianceStructure.FULL,
        Arrays.stream(weights).map(w -> w / sum).toArray(),
        Matrix.wrap(k, d, means),
        List.of(covariances));
  }

  private static GaussianMixtureOptions options(int k, CovarianceStructure structure) {
    return GaussianMixtureOptions.defaults(k).withStructure(structure).withStarts(3);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void logLikelihoodNeverFalls(int seed) {
    Dataset data = Dataset.of(rows(seed, 200));
    for (CovarianceStructure structure : CovarianceStructure.values()) {
      FitReport report =
          GaussianMixture.fit(data, options(3, structure), CONTEXT.withSeed(seed)).report();
      List<Double> trace = report.trace();
      for (int t = 1; t < trace.size(); t++) {
        assertThat(trace.get(t))
            .as("%s, iteration %d", structure, t)
            .isGreaterThanOrEqualTo(trace.get(t - 1) - 1e-9 * Math.abs(trace.get(t - 1)));
      }
      assertThat(report.logLikelihood()).isEqualTo(trace.get(trace.size() - 1));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void scaleMovesLogLikelihoodByTheLogJacobianAndLeavesResponsibilities(int seed) {
    Matrix x = rows(seed, 150);
    double c = Math.exp(new SeededRandom(seed).nextGaussian() * 3);
    for (CovarianceStructure structure : CovarianceStructure.values()) {
      FitResult<GaussianMixture> plain =
          GaussianMixture.fit(Dataset.of(x), options(2, structure), CONTEXT);
      FitResult<GaussianMixture> scaled =
          GaussianMixture.fit(Dataset.of(x.scaled(c)), options(2, structure), CONTEXT);
      assertThat(scaled.report().logLikelihood())
          .isCloseTo(
              plain.report().logLikelihood() - x.rows() * x.columns() * Math.log(c), within(1e-3));
      assertClose(
          scaled.model().responsibilities(x.scaled(c)), plain.model().responsibilities(x), 1e-4);
    }
  }

  @ParameterizedTest
  @EnumSource(CovarianceStructure.class)
  void shiftByHundredMillionLosesNoDigitOfTheCovariances(CovarianceStructure structure) {
    // Multiples of 1/16 below 2^10 stay exact when 1e8 is added.
    double[] values =
        Arrays.stream(rows(7, 400).values()).map(v -> Math.rint(v * 16) / 16).toArray();
    int d = rows(7, 1).columns();
    Matrix x = Matrix.wrap(400, d, values);
    Matrix far = Matrix.wrap(400, d, Arrays.stream(values).map(v -> v + 1e8).toArray());
    FitResult<GaussianMixture> near =
        GaussianMixture.fit(Dataset.of(x), options(2, structure), CONTEXT);
    FitResult<GaussianMixture> shifted =
        GaussianMixture.fit(Dataset.of(far), options(2, structure), CONTEXT);
    assertThat(shifted.report().logLikelihood())
        .isCloseTo(near.report().logLikelihood(), within(1e-4));
    for (int c = 0; c < 2; c++) {
      assertClose(shifted.model().covariance(c), near.model().covariance(c), 1e-6);
    }
  }

  @ParameterizedTest
  @EnumSource(CovarianceStructure.class)
  void extremeScalesGiveTheSameFit(CovarianceStructure structure) {
    Matrix x = rows(3, 200);
    FitResult<GaussianMixture> plain =
        GaussianMixture.fit(Dataset.of(x), options(2, structure), CONTEXT);
    for (int exponent : new int[] {-498, 498}) {
      double c = Math.scalb(1.0, exponent); // 1e-150 and 1e150
      FitResult<GaussianMixture> scaled =
          GaussianMixture.fit(Dataset.of(x.scaled(c)), options(2, structure), CONTEXT);
      assertThat(scaled.report().meanLogLikelihood() + x.columns() * Math.log(c))
          .isCloseTo(plain.report().meanLogLikelihood(), within(1e-9));
      assertThat(scaled.model().meanLogLikelihood(x.scaled(c)))
          .isCloseTo(scaled.report().meanLogLikelihood(), within(1e-9));
    }
  }

  @ParameterizedTest
  @EnumSource(CovarianceStructure.class)
  void oneComponentIsTheClosedForm(CovarianceStructure structure) {
    Matrix x = rows(11, 300);
    int n = x.rows();
    int d = x.columns();
    GaussianMixture mixture =
        GaussianMixture.fit(Dataset.of(x), options(1, structure), CONTEXT).model();
    DataSummary summary = DataSummary.of(Dataset.of(x));
    Matrix centred = centred(x, summary.means());
    Matrix covariance = centred.transposedTimes(centred).scaled(1.0 / n);
    double mean = Arrays.stream(summary.variances()).average().orElseThrow();
    Matrix diagonal = Matrix.diagonal(summary.variances());
    Matrix expected = structure.isDiagonal() ? diagonal : covariance;
    expected = structure.isSpherical() ? Matrix.identity(d).scaled(mean) : expected;
    assertClose(mixture.covariance(0), expected, 1e-12 * mean);
    assertClose(mixture.means(), Matrix.of(1, d, summary.means()), 1e-12);
  }

  private static Matrix centred(Matrix x, double[] means) {
    double[] values = x.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] -= means[i % means.length];
    }
    return Matrix.wrap(x.rows(), x.columns(), values);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void logDensityIsTheTextbookFormula(int seed) {
    GaussianMixture mixture = randomMixture(seed);
    Matrix x = mixture.sample(5, new SeededRandom(seed).split(2));
    double[] actual = mixture.logDensity(x);
    for (int i = 0; i < x.rows(); i++) {
      double density = 0;
      for (int c = 0; c < mixture.componentCount(); c++) {
        density += mixture.weights()[c] * Textbook.gaussianDensity(mixture, c, x.row(i));
      }
      assertThat(actual[i]).isCloseTo(Math.log(density), within(1e-10));
    }
  }

  @Test
  void densityIntegratesToOneInOneDimension() {
    GaussianMixture mixture =
        GaussianMixture.of(
            CovarianceStructure.FULL,
            new double[] {0.3, 0.7},
            Matrix.of(2, 1, -1, 2),
            List.of(Matrix.of(1, 1, 0.25), Matrix.of(1, 1, 1.7)));
    double step = 0.01;
    double integral = 0;
    for (double x = -20; x < 25; x += step) {
      integral += Math.exp(mixture.logDensity(x)) * step;
    }
    assertThat(integral).isCloseTo(1, within(1e-9));
  }

  @ParameterizedTest
  @EnumSource(CovarianceStructure.class)
  void densityIntegratesToOneInTwoDimensions(CovarianceStructure structure) {
    GaussianMixture mixture =
        GaussianMixture.of(
            structure,
            new double[] {0.4, 0.6},
            Matrix.of(2, 2, 0, 0, 3, 1),
            List.of(Matrix.of(2, 2, 1, 0.6, 0.6, 2), Matrix.of(2, 2, 0.5, -0.2, -0.2, 0.8)));
    double step = 0.1;
    int side = 240;
    double[] grid = new double[side * side * 2];
    for (int i = 0; i < side; i++) {
      for (int j = 0; j < side; j++) {
        grid[2 * (i * side + j)] = -12 + step * i;
        grid[2 * (i * side + j) + 1] = -12 + step * j;
      }
    }
    double integral =
        Arrays.stream(mixture.logDensity(Matrix.wrap(side * side, 2, grid))).map(Math::exp).sum();
    assertThat(integral * step * step).isCloseTo(1, within(1e-6));
  }

  @ParameterizedTest
  @EnumSource(CovarianceStructure.class)
  void momentsOfDrawsAreThoseOfTheMixture(CovarianceStructure structure) {
    GaussianMixture mixture =
        GaussianMixture.of(
            structure,
            new double[] {0.25, 0.75},
            Matrix.of(2, 3, 0, 0, 0, 3, -2, 5),
            List.of(
                Matrix.of(3, 3, 4, 1.5, 0, 1.5, 1, 0.1, 0, 0.1, 0.5),
                Matrix.of(3, 3, 1, -0.5, 0.2, -0.5, 2, 0, 0.2, 0, 9)));
    int n = 200_000;
    Matrix draws = mixture.sample(n, new SeededRandom(5));
    Matrix centre = Matrix.of(1, 2, mixture.weights()).times(mixture.means());
    Matrix expected = Matrix.zeros(3, 3);
    for (int c = 0; c < 2; c++) {
      Matrix shift = Matrix.of(1, 3, mixture.means().row(c)).minus(centre);
      expected =
          expected.plus(
              mixture
                  .covariance(c)
                  .plus(shift.transposedTimes(shift))
                  .scaled(mixture.weights()[c]));
    }
    Matrix centred = centred(draws, centre.row(0));
    Matrix actual = centred.transposedTimes(centred).scaled(1.0 / n);
    // Five standard errors: a product of two columns has a variance of at most 3·s²·t² times 3.
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        double bound = 5 * 3 * Math.sqrt(expected.get(i, i) * expected.get(j, j) / n);
        assertThat(actual.get(i, j)).isCloseTo(expected.get(i, j), within(bound));
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void fitToDrawsIsNotWorseThanTheTruth(int seed) {
    GaussianMixture truth = randomMixture(seed);
    Matrix x = truth.sample(600, new SeededRandom(seed).split(3));
    FitResult<GaussianMixture> fit =
        GaussianMixture.fit(
            Dataset.of(x),
            GaussianMixtureOptions.defaults(truth.componentCount()).withIterations(10_000),
            CONTEXT.withSeed(seed));
    assertThat(fit.report().logLikelihood()).isGreaterThan(truth.logLikelihood(x) - 1e-3);
    assertThat(fit.report().status()).isEqualTo(FitStatus.CONVERGED);
  }

  @Test
  void fitRecoversParametersUpToPermutation() {
    GaussianMixture truth =
        GaussianMixture.of(
            CovarianceStructure.FULL,
            new double[] {0.3, 0.7},
            Matrix.of(2, 2, -3, 0, 3, 1),
            List.of(Matrix.of(2, 2, 1, 0.5, 0.5, 1), Matrix.of(2, 2, 2, -0.4, -0.4, 0.5)));
    int n = 20_000;
    GaussianMixture fit =
        GaussianMixture.fit(
                Dataset.of(truth.sample(n, new SeededRandom(1))),
                GaussianMixtureOptions.defaults(2),
                CONTEXT)
            .model();
    int first = fit.means().get(0, 0) < fit.means().get(1, 0) ? 0 : 1;
    for (int c = 0; c < 2; c++) {
      int own = c == 0 ? first : 1 - first;
      double rows = n * truth.weights()[c];
      assertThat(fit.weights()[own]).isCloseTo(truth.weights()[c], within(5 * Math.sqrt(0.21 / n)));
      for (int j = 0; j < 2; j++) {
        double variance = truth.covariance(c).get(j, j);
        assertThat(fit.means().get(own, j))
            .isCloseTo(truth.means().get(c, j), within(5 * Math.sqrt(variance / rows)));
        assertThat(fit.covariance(own).get(j, j))
            .isCloseTo(variance, within(5 * variance * Math.sqrt(2 / rows)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(CovarianceStructure.class)
  void weightTwoIsTheRowTwice(CovarianceStructure structure) {
    Matrix x = rows(21, 120);
    double[] weights = new double[120];
    Arrays.fill(weights, 1);
    int[] twice = new int[150];
    for (int i = 0; i < 150; i++) {
      twice[i] = i < 120 ? i : i - 120;
    }
    Arrays.fill(weights, 0, 30, 2);
    GaussianMixture start = Partitions.firstStep(structure, x, Partitions.equalSlices(x, 2), 2);
    HeapDataset weighted =
        HeapDataset.builder(Schema.numeric(x.columns()), x).weights(weights).build();
    FitReport one =
        GaussianMixture.fit(weighted, options(2, structure), CONTEXT.withStart(start)).report();
    FitReport two =
        GaussianMixture.fit(
                Dataset.of(x.selectRows(twice)), options(2, structure), CONTEXT.withStart(start))
            .report();
    assertThat(one.logLikelihood()).isCloseTo(two.logLikelihood(), within(1e-8));
    assertThat(one.weightTotal()).isEqualTo(150);
  }

  @ParameterizedTest
  @CsvSource({
    "EII, 9, 15", "VII, 11, 17", "EEI, 10, 18", "VEI, 12, 20", "EVI, 12, 24", "VVI, 14, 26",
    "EEE, 11, 24", "VEE, 13, 26", "EVE, 13, 30", "VVE, 15, 32", "EEV, 13, 36", "VEV, 15, 38",
    "EVV, 15, 42", "VVV, 17, 44"
  })
  void parameterCountsAreThoseOfMclust(String letters, long inTwoColumns, long inFour) {
    CovarianceStructure structure = CovarianceStructure.named(letters);
    assertThat(shaped(structure, 2).parameterCount()).isEqualTo(inTwoColumns);
    assertThat(shaped(structure, 4).parameterCount()).isEqualTo(inFour);
    assertThat(shaped(structure, 4).weighted(ComponentWeights.EQUAL).parameterCount())
        .isEqualTo(inFour - 2);
  }

  private static GaussianMixture shaped(CovarianceStructure structure, int d) {
    return GaussianMixture.of(
        structure, new double[] {0.2, 0.3, 0.5}, Matrix.zeros(3, d), List.of(Matrix.identity(d)));
  }

  private static void assertClose(Matrix actual, Matrix expected, double tolerance) {
    assertThat(actual.rows()).isEqualTo(expected.rows());
    assertThat(actual.values()).containsExactly(expected.values(), within(tolerance));
  }
}
