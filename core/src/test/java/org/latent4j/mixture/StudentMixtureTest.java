package org.latent4j.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitReport;
import org.latent4j.model.FitResult;

class StudentMixtureTest {

  private static final FitContext CONTEXT = FitContext.defaults().withThreads(1);

  static IntStream seeds() {
    String only = System.getProperty("seed");
    return only == null ? IntStream.range(0, 50) : IntStream.of(Integer.parseInt(only));
  }

  private static StudentMixture randomMixture(int seed) {
    SeededRandom random = new SeededRandom(seed);
    int k = 2 + random.nextInt(2);
    int d = 1 + random.nextInt(4);
    double[] weights = new double[k];
    double[] degrees = new double[k];
    Matrix[] scales = new Matrix[k];
    double[] means = new double[k * d];
    for (int c = 0; c < k; c++) {
      weights[c] = 0.5 + random.nextDouble();
      degrees[c] = 1 + 10 * random.nextDouble();
      double[] factor = new double[d * d];
      random.fillGaussian(factor);
      Matrix a = Matrix.wrap(d, d, factor);
      scales[c] = a.timesTransposed(a).plus(Matrix.identity(d).scaled(0.3));
    }
    double sum = Arrays.stream(weights).sum();
    for (int i = 0; i < means.length; i++) {
      means[i] = 5 * random.nextGaussian();
    }
    return StudentMixture.of(
        CovarianceStructure.FULL,
        Arrays.stream(weights).map(w -> w / sum).toArray(),
        Matrix.wrap(k, d, means),
        List.of(scales),
        degrees);
  }

  private static StudentMixtureOptions options(int k, CovarianceStructure structure) {
    return StudentMixtureOptions.defaults(k).withStructure(structure).withStarts(3);
  }

  /** Also on repeated rows, where scales touch their floor and the expansion has to rest. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void logLikelihoodNeverFalls(int seed) {
    Matrix x = randomMixture(seed).sample(120, new SeededRandom(seed).split(1));
    int[] repeated = IntStream.range(0, 160).map(i -> i < 120 ? i : 7).toArray();
    for (CovarianceStructure structure : CovarianceStructure.values()) {
      for (Freedom freedom : List.of(Freedom.EACH, Freedom.SHARED)) {
        StudentMixtureOptions options = options(3, structure).withEstimated(freedom);
        for (Matrix rows : List.of(x, x.selectRows(repeated))) {
          FitReport report =
              StudentMixture.fit(
                      Dataset.of(rows),
                      options.withCovarianceFloor(1e-3).withIterations(60),
                      CONTEXT.withSeed(seed))
                  .report();
          List<Double> trace = report.trace();
          boolean repaired = report.notes().stream().anyMatch(n -> n.contains("lost its rows"));
          for (int t = 1; t < trace.size() && !repaired; t++) {
            assertThat(trace.get(t))
                .as("%s %s, iteration %d", structure, freedom, t)
                .isGreaterThanOrEqualTo(trace.get(t - 1) - 1e-9 * Math.abs(trace.get(t - 1)));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(CovarianceStructure.class)
  void manyDegreesOfFreedomAreAGaussianMixture(CovarianceStructure structure) {
    Matrix x = randomMixture(3).sample(400, new SeededRandom(4));
    GaussianMixture start =
        GaussianMixture.fit(
                Dataset.of(x),
                GaussianMixtureOptions.defaults(2).withStructure(structure).withIterations(1),
                CONTEXT)
            .model();
    GaussianMixtureOptions gaussianOptions =
        GaussianMixtureOptions.defaults(2).withStructure(structure).withIterations(5);
    FitResult<GaussianMixture> gaussian =
        GaussianMixture.fit(Dataset.of(x), gaussianOptions, CONTEXT.withStart(start));
    FitResult<StudentMixture> student =
        StudentMixture.fit(
            Dataset.of(x),
            options(2, structure).withFixed(1e10).withIterations(5),
            CONTEXT.withStart(new StudentMixture(start, Freedom.FIXED, new double[] {1, 1})));
    assertThat(student.report().meanLogLikelihood())
        .isCloseTo(gaussian.report().meanLogLikelihood(), within(1e-6));
    for (int c = 0; c < 2; c++) {
      assertClose(student.model().scale(c).values(), gaussian.model().covariance(c).values(), 1e-5);
      assertClose(student.model().means().row(c), gaussian.model().means().row(c), 1e-5);
    }
  }

  private static void assertClose(double[] actual, double[] expected, double relative) {
    double size = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(relative * Math.max(1, size)));
    }
  }

  /** At a maximum E[log u] and ū agree with ν: the equations that a fit has to solve. */
  @ParameterizedTest(name = "nu {0}")
  @ValueSource(doubles = {1.5, 3, 8})
  void degreesOfFreedomAreRecovered(double nu) {
    StudentMixture truth =
        StudentMixture.of(
            CovarianceStructure.FULL,
            new double[] {0.5, 0.5},
            Matrix.of(2, 2, -8, 0, 8, 0),
            List.of(Matrix.identity(2)),
            nu);
    double[] estimates = new double[20];
    for (int seed = 0; seed < 10; seed++) {
      Matrix x = truth.sample(2000, new SeededRandom(seed));
      StudentMixture fitted =
          StudentMixture.fit(
                  Dataset.of(x), options(2, CovarianceStructure.FULL), CONTEXT.withSeed(seed))
              .model();
      System.arraycopy(fitted.degreesOfFreedom(), 0, estimates, 2 * seed, 2);
      assertThat(fitted.logLikelihood(x)).isGreaterThan(truth.logLikelihood(x));
    }
    double[] logs = Arrays.stream(estimates).map(e -> Math.log(e / nu)).toArray();
    double mean = Arrays.stream(logs).average().orElseThrow();
    double spread =
        Math.sqrt(Arrays.stream(logs).map(v -> (v - mean) * (v - mean)).sum() / (19 * 20));
    assertThat(mean).isCloseTo(0, within(4 * spread + 0.02));
    assertThat(spread).isLessThan(0.06);
  }

  /** One row in twenty is thrown far away; a Gaussian mixture gives components to those. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void grossOutliersDoNotMoveTheMeans(int seed) {
    GaussianMixture truth =
        GaussianMixture.of(
            CovarianceStructure.FULL,
            new double[] {0.5, 0.5},
            Matrix.of(2, 2, 0, 0, 10, 0),
            List.of(Matrix.identity(2)));
    SeededRandom random = new SeededRandom(seed);
    double[] values = truth.sample(600, random).toArray();
    for (int i = 0; i < 30; i++) {
      values[2 * i] = 400 * (random.nextDouble() - 0.5);
      values[2 * i + 1] = 400 * (random.nextDouble() - 0.5);
    }
    Dataset data = Dataset.of(Matrix.wrap(600, 2, values));
    Matrix robust =
        StudentMixture.fit(data, StudentMixtureOptions.defaults(2), CONTEXT.withSeed(seed))
            .model()
            .means();
    Matrix gaussian =
        GaussianMixture.fit(data, GaussianMixtureOptions.defaults(2), CONTEXT.withSeed(seed))
            .model()
            .means();
    assertThat(distance(robust, truth.means())).isLessThan(0.5);
    assertThat(distance(gaussian, truth.means())).isGreaterThan(2);
  }

  /** The greatest distance of a true mean from the nearest of the others. */
  private static double distance(Matrix means, Matrix truth) {
    double greatest = 0;
    for (int c = 0; c < truth.rows(); c++) {
      double nearest = Double.POSITIVE_INFINITY;
      for (int e = 0; e < means.rows(); e++) {
        nearest =
            Math.min(
                nearest,
                Math.hypot(means.get(e, 0) - truth.get(c, 0), means.get(e, 1) - truth.get(c, 1)));
      }
      greatest = Math.max(greatest, nearest);
    }
    return greatest;
  }

  @ParameterizedTest
  @EnumSource(CovarianceStructure.class)
  void samplesHaveTheCovarianceOfTheirComponent(CovarianceStructure structure) {
    StudentMixture mixture =
        StudentMixture.of(
            structure,
            new double[] {1},
            Matrix.of(1, 2, 3, -1),
            List.of(Matrix.of(2, 2, 2, 0.8, 0.8, 1)),
            9);
    Matrix x = mixture.sample(40_000, new SeededRandom(5));
    Matrix expected = mixture.covariance(0).orElseThrow();
    double[] means = DataSummary.of(Dataset.of(x)).means();
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        double sum = 0;
        for (int r = 0; r < x.rows(); r++) {
          sum += (x.get(r, i) - means[i]) * (x.get(r, j) - means[j]);
        }
        // Kurtosis of nine degrees of freedom: 3 + 6/5; standard errors about 0.01 · variance.
        assertThat(sum / x.rows()).isCloseTo(expected.get(i, j), within(0.06 * 2.6));
      }
    }
    assertThat(expected.get(0, 0) / mixture.scale(0).get(0, 0)).isCloseTo(9.0 / 7, within(1e-12));
  }

  @Test
  void heavyTailsHaveNoCovariance() {
    StudentMixture mixture =
        StudentMixture.of(
            CovarianceStructure.FULL,
            new double[] {0.5, 0.5},
            Matrix.of(2, 1, 0, 1),
            List.of(Matrix.identity(1)),
            2,
            2.5);
    assertThat(mixture.covariance(0)).isEmpty();
    assertThat(mixture.covariance(1).orElseThrow().get(0, 0)).isCloseTo(5, within(1e-12));
  }

  /** log p falls by (ν + d) log 10 when a row goes ten times as far. */
  @Test
  void tailsFallByAPower() {
    StudentMixture mixture =
        StudentMixture.of(
            CovarianceStructure.FULL,
            new double[] {1},
            Matrix.of(1, 2, 0, 0),
            List.of(Matrix.identity(2)),
            3);
    for (double distance : new double[] {1e20, 1e80, 1e150}) {
      assertThat(mixture.logDensity(distance, 0) - mixture.logDensity(10 * distance, 0))
          .isCloseTo(5 * Math.log(10), within(1e-9));
    }
    assertThat(mixture.logDensity(1e300, 0)).isFinite();
  }

  @Test
  void parametersAreCounted() {
    StudentMixtureOptions options = options(2, CovarianceStructure.FULL);
    Dataset data = Dataset.of(randomMixture(1).sample(200, new SeededRandom(1)));
    int d = data.featureCount();
    long gaussian = 1 + 2L * d + 2L * d * (d + 1) / 2;
    assertThat(StudentMixture.fit(data, options, CONTEXT).model().parameterCount())
        .isEqualTo(gaussian + 2);
    assertThat(
            StudentMixture.fit(data, options.withEstimated(Freedom.SHARED), CONTEXT)
                .model()
                .parameterCount())
        .isEqualTo(gaussian + 1);
    assertThat(StudentMixture.fit(data, options.withFixed(4), CONTEXT).model().parameterCount())
        .isEqualTo(gaussian);
  }

  @Test
  void aStartOfAnotherShapeIsRefused() {
    StudentMixture start = randomMixture(1);
    Dataset data = Dataset.of(start.sample(100, new SeededRandom(1)));
    int k = start.componentCount();
    int d = start.featureCount();
    assertThatThrownBy(
            () ->
                StudentMixture.fit(
                    data, StudentMixtureOptions.defaults(k + 1), CONTEXT.withStart(start)))
        .hasMessage(
            "the start must be a full mixture of %d t distributions over %d features, got a full"
                + " one of %d over %d",
            k + 1, d, k, d);
    assertThatThrownBy(
            () ->
                StudentMixture.fit(
                    data, StudentMixtureOptions.defaults(k), CONTEXT.withStart(start.gaussian())))
        .hasMessage(
            "the start must be a full mixture of %d t distributions over %d features, got another"
                + " kind of model",
            k, d);
  }

  @Test
  void optionsAndParametersOutsideTheirRangeAreRefused() {
    StudentMixtureOptions options = StudentMixtureOptions.defaults(2);
    assertThatThrownBy(() -> StudentMixtureOptions.defaults(0))
        .hasMessage("k must be at least 1, got 0");
    assertThatThrownBy(() -> options.withFixed(0.4))
        .hasMessage("degrees-of-freedom must be 0 (estimated) or at least 0.5, got 0.4");
    assertThatThrownBy(() -> options.withFixed(Double.POSITIVE_INFINITY))
        .hasMessage("degrees-of-freedom must be 0 (estimated) or at least 0.5, got Infinity");
    assertThatThrownBy(
            () ->
                StudentMixture.of(
                    CovarianceStructure.FULL,
                    new double[] {1},
                    Matrix.of(1, 1, 0),
                    List.of(Matrix.identity(2)),
                    3))
        .hasMessage("scales must be 1 x 1, got 2 x 2");
    assertThatThrownBy(
            () ->
                StudentMixture.of(
                    CovarianceStructure.FULL,
                    new double[] {1},
                    Matrix.of(1, 1, 0),
                    List.of(Matrix.identity(1)),
                    0))
        .hasMessage("degreesOfFreedom must be above 0 and finite, got 0.0 at 1");
    assertThatThrownBy(
            () ->
                StudentMixture.of(
                    CovarianceStructure.FULL,
                    new double[] {1},
                    Matrix.of(1, 1, 0),
                    List.of(Matrix.identity(1)),
                    1,
                    2))
        .hasMessage("degreesOfFreedom must be 1 or 1 numbers, got 2");
  }
}
