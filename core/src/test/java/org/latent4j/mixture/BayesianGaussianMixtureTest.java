package org.latent4j.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitReport;
import org.latent4j.model.FitResult;

class BayesianGaussianMixtureTest {

  private static final FitContext CONTEXT = FitContext.defaults().withThreads(1);

  static IntStream seeds() {
    String only = System.getProperty("seed");
    return only == null ? IntStream.range(0, 50) : IntStream.of(Integer.parseInt(only));
  }

  static Stream<CovarianceStructure> structures() {
    return BayesianGaussianMixtureOptions.STRUCTURES.stream();
  }

  static Stream<Arguments> structuresAndPriors() {
    return structures()
        .flatMap(s -> Arrays.stream(WeightsPrior.values()).map(p -> Arguments.of(s, p)));
  }

  private static BayesianGaussianMixtureOptions options(int k, CovarianceStructure structure) {
    return BayesianGaussianMixtureOptions.defaults(k).withStructure(structure);
  }

  /** Three groups, far enough from each other that no row is in doubt. */
  private static Matrix apart(int rows, int seed) {
    GaussianMixture truth =
        GaussianMixture.of(
            CovarianceStructure.FULL,
            new double[] {0.5, 0.3, 0.2},
            Matrix.of(3, 2, 0, 0, 300, 0, 0, 300),
            List.of(
                Matrix.of(2, 2, 1, 0.5, 0.5, 2),
                Matrix.of(2, 2, 2, -0.5, -0.5, 1),
                Matrix.identity(2)));
    return truth.sample(rows, new SeededRandom(seed));
  }

  private static double bound(FitReport report) {
    return report.trace().get(report.trace().size() - 1);
  }

  @ParameterizedTest
  @MethodSource("structures")
  void withOneComponentTheBoundIsTheLogEvidence(CovarianceStructure structure) {
    Matrix x = Matrix.of(7, 2, 1, 2, -1, 0.5, 3, 3, 0, 1, 2, -2, 1.5, 4, -3, 2);
    FitReport report =
        BayesianGaussianMixture.fit(Dataset.of(x), options(1, structure), CONTEXT).report();
    ConjugateEvidence evidence =
        ConjugateEvidence.ofDefaults(structure, WeightsPrior.DIRICHLET, 1, x);
    assertThat(bound(report)).isCloseTo(evidence.logJoint(x, new int[7], 1), within(1e-9));
  }

  /** p(x|rows) = p(x, rows)/p(rows), both in closed form. */
  @ParameterizedTest
  @MethodSource("structures")
  void withOneComponentTheDensityIsTheExactPredictive(CovarianceStructure structure) {
    Matrix x = Matrix.of(7, 2, 1, 2, -1, 0.5, 3, 3, 0, 1, 2, -2, 1.5, 4, -3, 2);
    BayesianGaussianMixture mixture =
        BayesianGaussianMixture.fit(Dataset.of(x), options(1, structure), CONTEXT).model();
    ConjugateEvidence evidence =
        ConjugateEvidence.ofDefaults(structure, WeightsPrior.DIRICHLET, 1, x);
    for (double[] row : new double[][] {{0, 0}, {1, 3}, {-20, 55}}) {
      double[] values = Arrays.copyOf(x.toArray(), 16);
      System.arraycopy(row, 0, values, 14, 2);
      double expected =
          evidence.logJoint(Matrix.wrap(8, 2, values), new int[8], 1)
              - evidence.logJoint(x, new int[7], 1);
      assertThat(mixture.logDensity(row)).isCloseTo(expected, within(1e-9));
    }
  }

  /** Where no row is in doubt, the posterior of the parameters is exact and so is p(rows, z). */
  @ParameterizedTest
  @MethodSource("structuresAndPriors")
  void withGroupsFarApartTheBoundIsTheLogJointOfTheirRows(
      CovarianceStructure structure, WeightsPrior prior) {
    Matrix x = apart(200, 3);
    FitResult<BayesianGaussianMixture> fit =
        BayesianGaussianMixture.fit(
            Dataset.of(x),
            options(3, structure).withWeights(prior, 0).withLimits(500, 1e-10, 6),
            CONTEXT);
    int[] z = fit.model().cluster(x);
    assertThat(Arrays.stream(z).distinct().count()).isEqualTo(3);
    ConjugateEvidence evidence = ConjugateEvidence.ofDefaults(structure, prior, 3, x);
    assertThat(bound(fit.report())).isCloseTo(evidence.logJoint(x, z, 3), within(1e-6));
  }

  /** The evidence of seven rows is the sum over all 128 assignments. */
  @ParameterizedTest
  @MethodSource("structuresAndPriors")
  void theBoundIsNotAboveTheLogEvidence(CovarianceStructure structure, WeightsPrior prior) {
    for (int seed = 0; seed < 10; seed++) {
      double[] values = new double[14];
      new SeededRandom(seed).fillGaussian(values);
      Matrix x = Matrix.wrap(7, 2, values);
      ConjugateEvidence evidence = ConjugateEvidence.ofDefaults(structure, prior, 2, x);
      double[] logs = new double[128];
      for (int code = 0; code < 128; code++) {
        int bits = code;
        logs[code] =
            evidence.logJoint(x, IntStream.range(0, 7).map(i -> bits >> i & 1).toArray(), 2);
      }
      double greatest = Arrays.stream(logs).max().orElseThrow();
      double total =
          greatest + Math.log(Arrays.stream(logs).map(v -> Math.exp(v - greatest)).sum());
      double bound =
          bound(
              BayesianGaussianMixture.fit(
                      Dataset.of(x), options(2, structure).withWeights(prior, 0), CONTEXT)
                  .report());
      assertThat(bound).isLessThan(total).isGreaterThan(total - 5);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theBoundNeverFalls(int seed) {
    SeededRandom random = new SeededRandom(seed);
    int d = 1 + random.nextInt(4);
    double[] values = new double[80 * d];
    random.fillGaussian(values);
    for (int i = 0; i < values.length; i++) {
      values[i] += 3 * (i / d % 3) * (i % d + 1);
    }
    Dataset data = Dataset.of(Matrix.wrap(80, d, values));
    for (CovarianceStructure structure : BayesianGaussianMixtureOptions.STRUCTURES) {
      for (WeightsPrior prior : WeightsPrior.values()) {
        List<Double> trace =
            BayesianGaussianMixture.fit(
                    data,
                    options(6, structure)
                        .withWeights(prior, 0.01 + random.nextDouble())
                        .withPrior(0.01 + random.nextDouble(), d + random.nextDouble(), 0.5)
                        .withLimits(100, 1e-6, 3),
                    CONTEXT.withSeed(seed))
                .report()
                .trace();
        for (int t = 1; t < trace.size(); t++) {
          assertThat(trace.get(t))
              .as("%s %s, iteration %d", structure, prior, t)
              .isGreaterThanOrEqualTo(trace.get(t - 1) - 1e-9 * Math.abs(trace.get(t - 1)));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("structuresAndPriors")
  void componentsThatNoRowNeedsAreDropped(CovarianceStructure structure, WeightsPrior prior) {
    GaussianMixture truth =
        GaussianMixture.of(
            CovarianceStructure.SPHERICAL,
            new double[] {0.4, 0.35, 0.25},
            Matrix.of(3, 2, 0, 0, 12, 0, 0, 12),
            List.of(Matrix.identity(2)));
    for (int seed = 0; seed < 5; seed++) {
      FitResult<BayesianGaussianMixture> fit =
          BayesianGaussianMixture.fit(
              Dataset.of(truth.sample(400, new SeededRandom(seed))),
              options(10, structure).withWeights(prior, 0),
              CONTEXT.withSeed(seed));
      BayesianGaussianMixture mixture = fit.model();
      assertThat(mixture.componentCount()).isEqualTo(3);
      assertThat(fit.report().notes().get(0))
          .startsWith("3 of 10 components hold rows; evidence lower bound -");
      assertThat(Arrays.stream(mixture.weights()).sum()).isCloseTo(1, within(1e-12));
      for (int c = 0; c < 3; c++) {
        assertThat(mixture.weights()[c]).isCloseTo(truth.weights()[c], within(0.1));
        assertThat(mixture.means().get(c, 0)).isCloseTo(truth.means().get(c, 0), within(0.5));
        assertThat(mixture.means().get(c, 1)).isCloseTo(truth.means().get(c, 1), within(0.5));
      }
    }
  }

  @Test
  void moreConcentrationKeepsMoreComponents() {
    double[] values = new double[600];
    SeededRandom random = new SeededRandom(8);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble();
    }
    Dataset data = Dataset.of(Matrix.wrap(300, 2, values));
    int few =
        BayesianGaussianMixture.fit(
                data,
                options(8, CovarianceStructure.FULL).withWeights(WeightsPrior.DIRICHLET, 1e-3),
                CONTEXT)
            .model()
            .componentCount();
    int many =
        BayesianGaussianMixture.fit(
                data,
                options(8, CovarianceStructure.FULL).withWeights(WeightsPrior.DIRICHLET, 1e3),
                CONTEXT)
            .model()
            .componentCount();
    assertThat(few).isLessThan(many);
    assertThat(many).isEqualTo(8);
  }

  @Test
  void aStartOfAnotherShapeIsRefused() {
    Matrix x = apart(60, 1);
    BayesianGaussianMixture start =
        BayesianGaussianMixture.fit(Dataset.of(x), options(3, CovarianceStructure.FULL), CONTEXT)
            .model();
    assertThatThrownBy(
            () ->
                BayesianGaussianMixture.fit(
                    Dataset.of(x), options(2, CovarianceStructure.FULL), CONTEXT.withStart(start)))
        .hasMessage(
            "the start must be a full Bayesian mixture of at most 2 components over 2 features,"
                + " got a full one of 3 over 2");
    assertThatThrownBy(
            () ->
                BayesianGaussianMixture.fit(
                    Dataset.of(x),
                    options(3, CovarianceStructure.FULL),
                    CONTEXT.withStart(start.gaussian())))
        .hasMessage(
            "the start must be a full Bayesian mixture of at most 3 components over 2 features,"
                + " got another kind of model");
  }

  @Test
  void optionsOutsideTheirRangeAreRefused() {
    BayesianGaussianMixtureOptions options = BayesianGaussianMixtureOptions.defaults(2);
    assertThatThrownBy(() -> BayesianGaussianMixtureOptions.defaults(0))
        .hasMessage("k must be at least 1, got 0");
    assertThatThrownBy(() -> options.withStructure(CovarianceStructure.EEV))
        .hasMessage("covariance must be one of full, tied, diagonal, spherical, got 'eev'");
    assertThatThrownBy(() -> options.withWeights(WeightsPrior.DIRICHLET, -1))
        .hasMessage("concentration must be at least 0 and finite, got -1.0");
    assertThatThrownBy(() -> options.withPrior(0, 0, 1))
        .hasMessage("mean-precision must be above 0 and finite, got 0.0");
    assertThatThrownBy(() -> options.withPrior(1, 0, Double.NaN))
        .hasMessage("covariance-prior must be above 0 and finite, got NaN");
    assertThatThrownBy(
            () ->
                BayesianGaussianMixture.fit(
                    Dataset.of(apart(20, 1)), options.withPrior(1, 1, 1), CONTEXT))
        .hasMessage(
            "degrees-of-freedom-prior must be 0 (the default) or above 1 (features - 1), got 1.0");
  }
}
