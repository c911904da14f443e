package org.latent4j.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Settings;
import org.latent4j.testing.ModelContract;

class MixturePriorTest {

  private static final FitContext CONTEXT = FitContext.defaults().withSeed(5);

  private static FitResult<GaussianMixture> fit(
      Matrix x, int k, CovarianceStructure structure, MixturePrior prior) {
    return GaussianMixture.fit(
        Dataset.of(x),
        GaussianMixtureOptions.defaults(k)
            .withStructure(structure)
            .withPrior(prior)
            .withTolerance(1e-10)
            .withIterations(100_000)
            .withStarts(2)
            .withCovarianceFloor(0),
        CONTEXT);
  }

  static Stream<Arguments> structuresAndSeeds() {
    return MixturePrior.structures().stream()
        .flatMap(s -> IntStream.range(0, 5).mapToObj(seed -> Arguments.of(s, seed)));
  }

  private static Matrix rows(int seed, int n, int d) {
    SeededRandom random = new SeededRandom(seed);
    double[] values = new double[n * d];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        values[i * d + j] = (i % 3) * (j + 1) + (1 + i % 2) * random.nextGaussian();
      }
    }
    return Matrix.wrap(n, d, values);
  }

  /** EM stops with an error when what an M step maximises is not what is measured. */
  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("structuresAndSeeds")
  void theObjectiveNeverFalls(CovarianceStructure structure, int seed) {
    Matrix x = rows(seed, 60, 3);
    MixturePrior prior = new MixturePrior(MixturePrior.Kind.CONJUGATE, 0.5 * seed, 0, 2, 1.5);
    List<Double> trace = fit(x, 3, structure, prior).report().trace();
    for (int i = 1; i < trace.size(); i++) {
      assertThat(trace.get(i)).isGreaterThan(trace.get(i - 1) - 1e-8);
    }
  }

  /** σ² ~ inverse gamma (ν/2, s/2) and μ_c | σ² ~ N(m, σ²/κ·I), both written out. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theModeOfEqualSpheresIsAMaximum(int seed) {
    Matrix x = rows(seed, 80, 2);
    double shrinkage = 3;
    double freedom = 5;
    MixturePrior prior = new MixturePrior(MixturePrior.Kind.CONJUGATE, shrinkage, freedom, 4, 1);
    GaussianMixture mode = fit(x, 2, CovarianceStructure.EII, prior).model();
    DataSummary summary = DataSummary.of(Dataset.of(x));
    double[] m = summary.means();
    double s = 4.0 / 2 * Arrays.stream(summary.variances()).average().orElseThrow() * 80 / 79;
    double best = posterior(x, mode, 0, 0, 0, m, s, shrinkage, freedom);
    for (double step : new double[] {-1e-3, 1e-3}) {
      for (int c = 0; c < 2; c++) {
        assertThat(posterior(x, mode, c, step, 0, m, s, shrinkage, freedom)).isLessThan(best);
      }
      assertThat(posterior(x, mode, 0, 0, step, m, s, shrinkage, freedom)).isLessThan(best);
    }
  }

  static IntStream seeds() {
    return IntStream.range(0, 10);
  }

  private static double posterior(
      Matrix x,
      GaussianMixture mode,
      int moved,
      double step,
      double growth,
      double[] m,
      double s,
      double shrinkage,
      double freedom) {
    double variance = mode.covariance(0).get(0, 0) * (1 + growth);
    double[][] means = mode.means().toRows();
    means[moved][1] += step;
    GaussianMixture near =
        GaussianMixture.of(
            CovarianceStructure.EII,
            mode.weights(),
            Matrix.ofRows(means),
            List.of(Matrix.identity(2).scaled(variance)));
    double sum = near.logLikelihood(x);
    sum -= (freedom / 2 + 1) * Math.log(variance) + s / (2 * variance);
    for (double[] mean : means) {
      double square = Math.pow(mean[0] - m[0], 2) + Math.pow(mean[1] - m[1], 2);
      sum -= Math.log(variance) + shrinkage * square / (2 * variance);
    }
    return sum;
  }

  /** At the mode w_c = (n_c + α − 1)/(n + k·(α − 1)), with n_c the sum of responsibilities. */
  @Test
  void weightsCountAsManyRowsMore() {
    Matrix x = rows(3, 90, 2);
    MixturePrior prior = MixturePrior.NONE.withWeightConcentration(11);
    GaussianMixture mode = fit(x, 3, CovarianceStructure.TIED, prior).model();
    Matrix responsibilities = mode.responsibilities(x);
    for (int c = 0; c < 3; c++) {
      double count = Arrays.stream(responsibilities.column(c)).sum();
      assertThat(mode.weights()[c]).isCloseTo((count + 10) / (90 + 3 * 10), within(1e-5));
    }
  }

  /** With k = 1 the mode has a closed form: Λ + W + κn/(n + κ)·0, and the mean is that of rows. */
  @Test
  void oneComponentIsTheClosedForm() {
    Matrix x = rows(1, 50, 2);
    GaussianMixture plain = fit(x, 1, CovarianceStructure.FULL, MixturePrior.NONE).model();
    GaussianMixture mode = fit(x, 1, CovarianceStructure.FULL, MixturePrior.conjugate()).model();
    double factor = (50.0 / 49 + 50) / (50 + 4 + 2 + 2);
    for (int i = 0; i < 4; i++) {
      assertThat(mode.covariance(0).values()[i])
          .isCloseTo(plain.covariance(0).values()[i] * factor, within(1e-12));
    }
    assertThat(mode.means().row(0)).containsExactly(plain.means().row(0), within(1e-13));
  }

  @Test
  void aStrongPriorPullsMeansTogether() {
    Matrix x = rows(2, 60, 2);
    MixturePrior strong = new MixturePrior(MixturePrior.Kind.CONJUGATE, 1e9, 0, 1, 1);
    GaussianMixture mode = fit(x, 2, CovarianceStructure.FULL, strong).model();
    double[] mean = DataSummary.of(Dataset.of(x)).means();
    for (double[] row : mode.means().toRows()) {
      assertThat(row).containsExactly(mean, within(1e-6));
    }
  }

  @ParameterizedTest
  @MethodSource("ten")
  void fewerRowsThanFeaturesNeedNoFloor(CovarianceStructure structure) {
    Matrix x = rows(4, 8, 12);
    GaussianMixture mode = fit(x, 2, structure, MixturePrior.conjugate()).model();
    assertThat(Arrays.stream(mode.logDensity(x))).allMatch(Double::isFinite);
  }

  @ParameterizedTest
  @MethodSource("ten")
  void rowsOnOneSpotNeedNoFloor(CovarianceStructure structure) {
    Matrix spots =
        Matrix.ofRows(
            IntStream.range(0, 40)
                .mapToObj(i -> i < 20 ? new double[] {1, 2} : new double[] {i, i % 7})
                .toArray(double[][]::new));
    GaussianMixture mode = fit(spots, 3, structure, MixturePrior.conjugate()).model();
    assertThat(Arrays.stream(mode.logDensity(spots))).allMatch(Double::isFinite);
  }

  static Stream<CovarianceStructure> ten() {
    return MixturePrior.structures().stream();
  }

  @Test
  void noiseAndPriorGoTogether() {
    Matrix x = rows(6, 200, 2);
    GaussianMixtureOptions options =
        GaussianMixtureOptions.defaults(2)
            .withNoise(NoiseComponent.UNIFORM)
            .withTolerance(1e-10)
            .withPrior(MixturePrior.conjugate().withWeightConcentration(21));
    GaussianMixture mode = GaussianMixture.fit(Dataset.of(x), options, CONTEXT).model();
    double count = Arrays.stream(mode.responsibilities(x).column(2)).sum();
    assertThat(mode.weights()[2]).isCloseTo((count + 20) / (200 + 3 * 20), within(1e-4));
  }

  @Test
  void whatHasNoMeaningIsRefused() {
    GaussianMixtureOptions two = GaussianMixtureOptions.defaults(2);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> two.withStructure(CovarianceStructure.VEE).withPrior(MixturePrior.conjugate()))
        .withMessage(
            "prior conjugate is for covariance full, tied, diagonal, spherical, eii, eei, vei, evi,"
                + " eev, vev, got vee; choose one of them, or prior none");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                two.withWeights(ComponentWeights.EQUAL)
                    .withPrior(MixturePrior.NONE.withWeightConcentration(2)))
        .withMessage("weight-concentration must be 1 when weights are equal, got 2.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MixturePrior.NONE.withWeightConcentration(0.5))
        .withMessage("weight-concentration must be at least 1, got 0.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MixturePrior(MixturePrior.Kind.CONJUGATE, Double.NaN, 0, 1, 1))
        .withMessage("prior-shrinkage must be at least 0, got NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MixturePrior(MixturePrior.Kind.CONJUGATE, 0, -1, 1, 1))
        .withMessage("prior-degrees-of-freedom must be above 0, or 0 for d + 2, got -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MixturePrior(MixturePrior.Kind.CONJUGATE, 0, 0, 0, 1))
        .withMessage("prior-scale must be above 0, got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MixturePrior.kind("flat"))
        .withMessage("prior must be one of none, conjugate, got 'flat'");
  }

  @Test
  void settingsOfAPriorThatIsNotAskedForAreRefused() {
    ModelFamily family = ModelFamily.named("gmm");
    Settings settings = Settings.of(family.settings()).with("prior-scale", 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> family.fit(Dataset.of(rows(1, 20, 2)), settings, CONTEXT))
        .withMessage("prior-scale needs prior conjugate, got prior none");
  }

  @Nested
  class Contract extends ModelContract<GaussianMixture> {

    @Override
    public ModelFamily family() {
      return new GaussianMixtureFamily();
    }

    @Override
    public Settings settings() {
      return Settings.of(family().settings())
          .with("k", 2)
          .with("covariance", "diagonal")
          .with("starts", 4)
          .with("prior", "conjugate")
          .with("weight-concentration", 2);
    }

    @Override
    public Dataset data() {
      return Dataset.of(MixturePriorTest.rows(9, 300, 3));
    }
  }
}
