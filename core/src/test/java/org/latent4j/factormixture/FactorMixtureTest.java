package org.latent4j.factormixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.NumericalException;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.model.FitContext;

/** What a factor mixture says of rows, against dense formulas. */
class FactorMixtureTest {

  static long[] seeds() {
    return java.util.stream.LongStream.range(0, 50).toArray();
  }

  private static FactorMixture random(long seed) {
    NoiseStructure noise = List.of(NoiseStructure.values()).get((int) (seed % 2));
    Sharing sharing = List.of(Sharing.values()).get((int) (seed / 2 % 4));
    int q = (int) (seed % 5);
    int[] factors = {q, sharing.ofLoadings() ? q : (int) ((seed + 2) % 6), q};
    return FactorRows.random(seed, 7, factors, noise, sharing, 2);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void densitiesAreThoseOfFullCovariances(long seed) {
    FactorMixture mixture = random(seed);
    GaussianMixture full = FactorRows.full(mixture);
    Matrix x = mixture.sample(20, new SeededRandom(seed));
    double[] expected = full.logDensity(x);
    double[] actual = mixture.logDensity(x);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isEqualTo(expected[i], within(1e-10 * (1 + Math.abs(expected[i]))));
    }
    double[] shares = full.responsibilities(x).values();
    assertThat(mixture.responsibilities(x).values())
        .usingComparatorWithPrecision(1e-9)
        .containsExactly(shares);
  }

  /** E[z|x, c] = Wᵀ·Σ⁻¹·(x − μ), the regression of z on x. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void codesAreConditionalMeans(long seed) {
    FactorMixture mixture = random(seed);
    Matrix x = mixture.sample(5, new SeededRandom(seed));
    Matrix shares = mixture.responsibilities(x);
    Matrix codes = mixture.encode(x);
    Matrix back = mixture.decode(codes);
    for (int i = 0; i < x.rows(); i++) {
      int at = mixture.componentCount();
      double[] mean = new double[7];
      for (int c = 0; c < mixture.componentCount(); c++) {
        assertThat(codes.get(i, c)).isEqualTo(shares.get(i, c));
        double[] difference = x.row(i);
        for (int j = 0; j < 7; j++) {
          difference[j] -= mixture.means().get(c, j);
        }
        double[] solved = Cholesky.of(mixture.covariance(c)).solve(difference);
        double[] z = mixture.loadings(c).transpose().times(solved);
        for (double value : z) {
          assertThat(codes.get(i, at++)).isEqualTo(shares.get(i, c) * value, within(1e-9));
        }
        double[] deviation = mixture.loadings(c).times(z);
        for (int j = 0; j < 7; j++) {
          mean[j] += shares.get(i, c) * (mixture.means().get(c, j) + deviation[j]);
        }
      }
      assertThat(at).isEqualTo(mixture.latentSpace().dimension());
      assertThat(back.row(i)).usingComparatorWithPrecision(1e-9).containsExactly(mean);
    }
  }

  @Test
  void drawsHaveTheMeanAndTheCovarianceOfTheMixture() {
    int n = 200_000;
    for (NoiseStructure noise : NoiseStructure.values()) {
      for (Sharing sharing : Sharing.values()) {
        FactorMixture mixture = FactorRows.random(3, 4, new int[] {2, 2}, noise, sharing, 1);
        Matrix x = mixture.sample(n, new SeededRandom(5));
        double[] mean = new double[4];
        Matrix second = Matrix.zeros(4, 4);
        for (int c = 0; c < 2; c++) {
          Matrix m = mixture.means().rowRange(c, c + 1);
          double weight = mixture.weights()[c];
          second = second.plus(mixture.covariance(c).plus(m.transposedTimes(m)).scaled(weight));
          for (int j = 0; j < 4; j++) {
            mean[j] += weight * m.get(0, j);
          }
        }
        Matrix drawn = x.transposedTimes(x).scaled(1.0 / n);
        for (int i = 0; i < 4; i++) {
          for (int j = 0; j < 4; j++) {
            double bound = 12 * Math.sqrt(second.get(i, i) * second.get(j, j) / n);
            assertThat(drawn.get(i, j))
                .as("%s %s (%d, %d)", noise, sharing, i, j)
                .isEqualTo(second.get(i, j), within(bound));
          }
        }
        for (int j = 0; j < 4; j++) {
          double bound = 6 * Math.sqrt(second.get(j, j) / n);
          double sum = 0;
          for (double value : x.column(j)) {
            sum += value / n;
          }
          assertThat(sum).isEqualTo(mean[j], within(bound));
        }
      }
    }
  }

  /**
   * Table 1 of McNicholas and Murphy (2008) for covariances of p = 10 features, q = 3 factors and G
   * = 4 groups, and G − 1 weights and G·p means: [pq − q(q − 1)/2] is 27.
   */
  @ParameterizedTest(name = "{0} noise, share {1}")
  @CsvSource({
    "isotropic, both, 28",
    "diagonal, both, 37",
    "isotropic, loadings, 31",
    "diagonal, loadings, 67",
    "isotropic, noise, 109",
    "diagonal, noise, 118",
    "isotropic, none, 112",
    "diagonal, none, 148"
  })
  void parametersAreCountedAsInTheFamilyOfParsimoniousMixtures(
      String noise, String share, int expected) {
    FactorMixture mixture =
        FactorRows.random(
            1, 10, new int[] {3, 3, 3, 3}, NoiseStructure.named(noise), Sharing.named(share), 1);
    assertThat(mixture.parameterCount()).isEqualTo(expected + 3 + 40);
  }

  @Test
  void orderingLeavesTheDistribution() {
    for (NoiseStructure noise : NoiseStructure.values()) {
      for (Sharing sharing : Sharing.values()) {
        FactorMixture mixture = FactorRows.random(8, 6, new int[] {2, 2, 2}, noise, sharing, 1);
        FactorMixture ordered = mixture.ordered();
        Matrix x = mixture.sample(10, new SeededRandom(2));
        assertThat(ordered.logDensity(x))
            .usingComparatorWithPrecision(1e-10)
            .containsExactly(mixture.logDensity(x));
        double[] weights = ordered.weights();
        assertThat(weights[0]).isGreaterThanOrEqualTo(weights[1]);
        assertThat(weights[1]).isGreaterThanOrEqualTo(weights[2]);
        assertThat(ordered.sharing()).isEqualTo(sharing);
      }
    }
  }

  @Test
  void orderedLoadingsAreOrthogonalInTheMetricOfTheNoise() {
    FactorMixture ordered =
        FactorRows.random(4, 6, new int[] {3, 2}, NoiseStructure.DIAGONAL, Sharing.NONE, 1)
            .ordered();
    for (int c = 0; c < 2; c++) {
      Matrix w = ordered.loadings(c);
      double[] inverse = ordered.noiseVariances(c);
      for (int j = 0; j < inverse.length; j++) {
        inverse[j] = 1 / inverse[j];
      }
      Matrix gram = w.transposedTimes(Matrix.diagonal(inverse).times(w));
      for (int i = 0; i < gram.rows(); i++) {
        for (int j = 0; j < i; j++) {
          assertThat(gram.get(i, j)).isEqualTo(0, within(1e-10));
        }
        assertThat(i == 0 || gram.get(i, i) <= gram.get(i - 1, i - 1)).isTrue();
      }
    }
  }

  @Test
  void partsOfWrongShapeAreRefused() {
    Matrix means = Matrix.zeros(2, 3);
    Matrix w = Matrix.zeros(3, 1);
    double[] halves = {0.5, 0.5};
    NoiseStructure diagonal = NoiseStructure.DIAGONAL;
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                FactorMixture.of(
                    diagonal, Sharing.NONE, halves, means, List.of(w), Matrix.zeros(2, 3)))
        .withMessage("loadings must be 2 matrices, got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                FactorMixture.of(
                    diagonal, Sharing.BOTH, halves, means, List.of(w), Matrix.zeros(2, 3)))
        .withMessage("noiseVariances must be 1 x 3, got 2 x 3");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                FactorMixture.of(
                    diagonal,
                    Sharing.BOTH,
                    halves,
                    means,
                    List.of(Matrix.zeros(3, 3)),
                    Matrix.zeros(1, 3)))
        .withMessage("loadings must have at most 2 columns (features - 1), got 3");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                FactorMixture.of(
                    diagonal,
                    Sharing.BOTH,
                    new double[] {0.5, 0.6},
                    means,
                    List.of(w),
                    Matrix.zeros(1, 3)))
        .withMessage("weights must sum to 1, got 1.1");
    assertThatExceptionOfType(NumericalException.class)
        .isThrownBy(
            () ->
                FactorMixture.of(
                    diagonal,
                    Sharing.LOADINGS,
                    halves,
                    means,
                    List.of(w),
                    Matrix.of(2, 3, 1, 1, 1, 1, 0, 1)))
        .withMessage(
            "component 2 noise variance of feature 2 must be above 0, got 0.0; raise noise-floor");
  }

  @Test
  void optionsThatDoNotFitTheRowsAreRefused() {
    Dataset rows = Dataset.of(FactorRows.gaussian(new SeededRandom(1), 5, 3, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                FactorMixture.fit(rows, FactorMixtureOptions.defaults(2, 3), FitContext.defaults()))
        .withMessage("latent must be between 0 and 2 (features - 1), got 3");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(
            () ->
                FactorMixture.fit(rows, FactorMixtureOptions.defaults(6, 1), FitContext.defaults()))
        .withMessage("k must be at most the number of rows (5), got 6");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FactorMixtureOptions.defaults(1, 1).withNoiseFloor(1))
        .withMessage("noise-floor must be at least 0 and below 1, got 1.0");
    FactorMixture start =
        FactorRows.random(1, 3, new int[] {1, 1}, NoiseStructure.ISOTROPIC, Sharing.NONE, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                FactorMixture.fit(
                    rows,
                    FactorMixtureOptions.defaults(2, 1),
                    FitContext.defaults().withStart(start)))
        .withMessage(
            "the start must be a mixture of 2 components with 1 factors, diagonal noise and share"
                + " none over 3 features, got another model");
  }
}
