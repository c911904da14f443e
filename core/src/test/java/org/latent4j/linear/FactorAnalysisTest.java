package org.latent4j.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/** The mathematics of a factor analysis of given parameters. */
class FactorAnalysisTest {

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void logDensityIsThatOfTheGaussianOfItsCovariance(int seed) {
    FactorAnalysis model = randomModel(seed);
    Matrix x = Rows.correlated(20, model.featureCount(), seed).scaled(5);
    double[] expected = DenseGaussian.of(model).logDensity(x);
    double[] actual = model.logDensity(x);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).isEqualTo(expected[i], within(1e-10 * (1 + Math.abs(expected[i]))));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void covarianceIsLoadingsAndNoise(int seed) {
    FactorAnalysis model = randomModel(seed);
    Matrix w = model.loadings();
    Matrix expected =
        w.times(model.factorCorrelations())
            .times(w.transpose())
            .plus(Matrix.diagonal(model.noiseVariances()));
    assertThat(Rows.largest(model.covariance().minus(expected))).isLessThan(1e-12);
  }

  /** By the joint Gaussian of z and x: E[z|x] = ΦΛᵀΣ⁻¹(x − μ), Cov[z|x] = Φ − ΦΛᵀΣ⁻¹ΛΦ. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void posteriorIsThatOfTheJointGaussian(int seed) {
    FactorAnalysis model = randomModel(seed);
    double[] x = Rows.gaussian(1, model.featureCount(), seed + 3).row(0);
    double[] difference = x.clone();
    Arrays.setAll(difference, j -> x[j] - model.mean()[j]);
    Matrix phi = model.factorCorrelations();
    Matrix joint = model.loadings().times(phi);
    Cholesky sigma = Cholesky.of(model.covariance());
    double[] expected = joint.transpose().times(sigma.solve(difference));
    GaussianPosterior posterior = model.posterior(x);
    assertThat(posterior.mean()).usingComparatorWithPrecision(1e-10).containsExactly(expected);
    Matrix covariance = phi.minus(joint.transposedTimes(sigma.solve(joint)));
    assertThat(Rows.largest(posterior.covariance().minus(covariance))).isLessThan(1e-10);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void rotationLeavesTheDistribution(int seed) {
    FactorAnalysis model = randomModel(seed);
    Matrix x = Rows.correlated(20, model.featureCount(), seed);
    for (Rotation rotation : Rotation.values()) {
      Rotation.Rotated turned = rotation.rotate(orthogonal(model));
      FactorAnalysis other =
          new FactorAnalysis(
              model.mean(),
              turned.loadings(),
              turned.correlations(),
              model.noiseVariances(),
              rotation);
      assertThat(other.logDensity(x))
          .usingComparatorWithPrecision(1e-9)
          .containsExactly(model.logDensity(x));
      assertThat(other.communalities())
          .usingComparatorWithPrecision(1e-10)
          .containsExactly(model.communalities());
      assertThat(Rows.largest(other.decode(other.encode(x)).minus(model.decode(model.encode(x)))))
          .isLessThan(1e-9);
    }
  }

  @Test
  void equalNoiseIsProbabilisticPca() {
    Matrix w = Rows.gaussian(7, 3, 1);
    double[] mean = Rows.gaussian(1, 7, 2).row(0);
    double[] noise = new double[7];
    Arrays.fill(noise, 0.3);
    Matrix x = Rows.correlated(30, 7, 3);
    assertThat(FactorAnalysis.of(mean, w, noise).logDensity(x))
        .usingComparatorWithPrecision(1e-11)
        .containsExactly(ProbabilisticPca.of(mean, w, 0.3).logDensity(x));
  }

  /** The noise that is left of a feature is far below the rounding of a difference of squares. */
  @Test
  void tinyNoiseLosesNothing() {
    double[] noise = {1e-14, 1, 2};
    FactorAnalysis model = FactorAnalysis.of(new double[3], Matrix.of(3, 1, 1, 2, -1), noise);
    double z = 0.7;
    double[] residuals = {3e-7, -1, 2};
    Matrix x = Matrix.of(1, 3, z + residuals[0], 2 * z + residuals[1], -z + residuals[2]);
    // Given z = x₁ − ε₁ with ε₁ of deviation 1e-7, log p(x) is a quadratic in ε₁, integrated here.
    double sum = 0;
    double step = 1e-9;
    for (double e = -1.2e-6; e <= 1.2e-6; e += step) {
      double factor = x.get(0, 0) - e;
      sum +=
          step
              * normal(e, 1e-14)
              * normal(factor, 1)
              * normal(x.get(0, 1) - 2 * factor, 1)
              * normal(x.get(0, 2) + factor, 2);
    }
    assertThat(model.logDensity(x)[0]).isEqualTo(Math.log(sum), within(1e-6));
  }

  private static double normal(double difference, double variance) {
    return Math.exp(-difference * difference / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
  }

  @Test
  void drawsHaveTheCovariance() {
    FactorAnalysis model = randomModel(7);
    int n = 100_000;
    Matrix actual = Rows.covariance(model.sample(n, new SeededRandom(5)), n);
    Matrix expected = model.covariance();
    for (int i = 0; i < expected.rows(); i++) {
      for (int j = 0; j <= i; j++) {
        double product = expected.get(i, i) * expected.get(j, j);
        double error = Math.sqrt((product + expected.get(i, j) * expected.get(i, j)) / n);
        assertThat(actual.get(i, j)).isEqualTo(expected.get(i, j), within(6 * error));
      }
    }
  }

  @Test
  void standardisedLoadingsAndNoiseAreSharesOfTheVariance() {
    FactorAnalysis model =
        FactorAnalysis.of(new double[2], Matrix.of(2, 1, 3, -2), new double[] {16, 12});
    assertThat(model.standardisedLoadings().values())
        .usingComparatorWithPrecision(1e-15)
        .containsExactly(0.6, -0.5);
    assertThat(model.uniquenesses())
        .usingComparatorWithPrecision(1e-15)
        .containsExactly(0.64, 0.75);
    assertThat(model.communalities())
        .usingComparatorWithPrecision(1e-15)
        .containsExactly(0.36, 0.25);
  }

  /** Six columns have 21 covariances: 6 + 5 loadings and 6 noise variances leave 4 over. */
  @Test
  void parametersAreCounted() {
    assertThat(FactorAnalysis.parameterCount(6, 2)).isEqualTo(6 + 6 + 5 + 6);
    assertThat(TestOfFit.degreesOfFreedom(6, 2)).isEqualTo(21 - 17);
    assertThat(FactorAnalysis.parameterCount(4, 2)).isEqualTo(4 + 10);
    assertThat(TestOfFit.degreesOfFreedom(4, 2)).isEqualTo(-1);
  }

  @Test
  void partsThatDoNotFitAreRefused() {
    Matrix w = Matrix.of(3, 1, 1, 2, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FactorAnalysis.of(new double[2], w, new double[] {1, 1, 1}))
        .withMessage("loadings must have 2 rows (features) and from 1 to 1 columns, got 3 x 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FactorAnalysis.of(new double[3], w, new double[] {1, 1}))
        .withMessage("noiseVariances must have 3 numbers (features), got 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FactorAnalysis.of(new double[3], w, new double[] {1, 0, 1}))
        .withMessage("noiseVariances must be finite and above 0, got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                FactorAnalysis.of(new double[3], w, new double[] {1, 2, 1})
                    .logDensity(Matrix.zeros(1, 2)))
        .withMessage("observations must have 3 features, got 2");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                FactorAnalysis.of(new double[3], w, new double[] {1, 2, 1})
                    .decode(Matrix.zeros(1, 2)))
        .withMessage("latent must have 1 columns, got 2");
  }

  /** Oblique for odd seeds. */
  private static FactorAnalysis randomModel(int seed) {
    SeededRandom random = new SeededRandom(seed + 90);
    int d = 3 + seed % 10;
    int q = 1 + seed % (d - 1);
    double[] noise = new double[d];
    Arrays.setAll(noise, j -> 0.1 + random.nextDouble());
    double[] mean = Rows.gaussian(1, d, seed + 1).row(0);
    double[][] phi = Matrix.identity(q).toRows();
    for (int k = 1; k < q; k++) {
      for (int l = 0; l < k; l++) {
        phi[k][l] = seed % 2 * Math.pow(0.5, k - l);
        phi[l][k] = phi[k][l];
      }
    }
    return new FactorAnalysis(
        mean, Rows.gaussian(d, q, seed), Matrix.ofRows(phi), noise, Rotation.NONE);
  }

  private static Matrix orthogonal(FactorAnalysis model) {
    return model.loadings().times(Cholesky.of(model.factorCorrelations()).lower());
  }
}
