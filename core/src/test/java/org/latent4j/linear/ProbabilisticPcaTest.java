package org.latent4j.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FitContext;

/** The mathematics of probabilistic PCA. */
class ProbabilisticPcaTest {

  private static final FitContext CONTEXT = FitContext.defaults().withThreads(2);

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void logDensityIsThatOfTheGaussianOfItsCovariance(int seed) {
    ProbabilisticPca model = randomModel(2 + seed % 12, seed);
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
    ProbabilisticPca model = randomModel(2 + seed % 12, seed);
    Matrix w = model.loadings();
    Matrix actual = model.covariance().minus(w.times(w.transpose()));
    double noise = model.noiseVariance();
    Matrix expected = Matrix.identity(model.featureCount()).scaled(noise);
    assertThat(Rows.largest(actual.minus(expected))).isLessThan(1e-12);
  }

  /** W·Wᵀ is what a model is given; columns become orthogonal. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void givenLoadingsAreRotatedOnly(int seed) {
    int d = 2 + seed % 12;
    Matrix given = Rows.gaussian(d, 1 + seed % (d - 1), seed);
    ProbabilisticPca model = ProbabilisticPca.of(new double[d], given, 0.3);
    Matrix w = model.loadings();
    assertThat(Rows.largest(w.timesTransposed(w).minus(given.timesTransposed(given))))
        .isLessThan(1e-12);
    Matrix products = w.transposedTimes(w);
    for (int i = 0; i < products.rows(); i++) {
      for (int j = 0; j < i; j++) {
        assertThat(products.get(i, j)).isEqualTo(0, within(1e-12));
        assertThat(products.get(i, i)).isLessThanOrEqualTo(products.get(j, j));
      }
    }
  }

  /** Along the axes the fitted covariance is that of the rows, across them the mean of the rest. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void fittedCovarianceAgreesWithThatOfTheRowsAlongTheAxes(int seed) {
    Matrix x = Rows.correlated(100, 7, seed);
    int q = 1 + seed % 6;
    ProbabilisticPca model = fit(x, q);
    Matrix s = Rows.covariance(x, 100);
    Matrix u = model.principalAxes();
    Matrix along = u.transposedTimes(s).times(u);
    assertThat(Rows.largest(along.minus(Matrix.diagonal(model.explainedVariance()))))
        .isLessThan(1e-12);
    assertThat(Rows.trace(model.covariance())).isEqualTo(Rows.trace(s), within(1e-12));
  }

  /** The likelihood falls in whatever direction W and σ² are moved. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void noNeighbourIsMoreLikely(int seed) {
    Matrix x = Rows.correlated(100, 5, seed);
    int q = 1 + seed % 4;
    ProbabilisticPca best = fit(x, q);
    double most = best.logLikelihood(x);
    for (double step : new double[] {1e-1, 1e-2, 1e-3}) {
      Matrix w = best.loadings().plus(Rows.gaussian(5, q, seed + 7).scaled(step));
      double noise = best.noiseVariance() * (seed % 2 == 0 ? 1 + step : 1 - step);
      ProbabilisticPca other = ProbabilisticPca.of(best.mean(), w, noise);
      assertThat(other.logLikelihood(x)).isLessThan(most);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void theMostLatentDimensionsAreTheFullGaussian(int seed) {
    int d = 2 + seed % 8;
    Matrix x = Rows.shifted(Rows.correlated(60, d, seed), seed);
    double expected = DenseGaussian.fittedTo(x).logLikelihood(x);
    ProbabilisticPca model = fit(x, d - 1);
    assertThat(model.logLikelihood(x)).isEqualTo(expected, within(1e-10 * Math.abs(expected)));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void rotatedRowsGiveTheRotatedModel(int seed) {
    Matrix x = Rows.correlated(80, 5, seed);
    Matrix rotation = Rows.rotation(5, seed + 1);
    ProbabilisticPca straight = fit(x, 2);
    ProbabilisticPca rotated = fit(x.times(rotation), 2);
    Matrix expected = rotation.transposedTimes(straight.covariance()).times(rotation);
    assertThat(Rows.largest(rotated.covariance().minus(expected))).isLessThan(1e-12);
    assertThat(rotated.logDensity(x.times(rotation)))
        .usingComparatorWithPrecision(1e-10)
        .containsExactly(straight.logDensity(x));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void permutedColumnsGiveThePermutedModel(int seed) {
    Matrix x = Rows.correlated(80, 5, seed);
    int[] order = new SeededRandom(seed).permutation(5);
    Matrix expected = fit(x, 3).loadings();
    Matrix actual = fit(x.selectColumns(order), 3).loadings();
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 3; j++) {
        assertThat(Math.abs(actual.get(i, j)))
            .isEqualTo(Math.abs(expected.get(order[i], j)), within(1e-10));
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void shiftedRowsGiveTheSameModelElsewhere(int seed) {
    Matrix near = rounded(Rows.correlated(200, 4, seed));
    Matrix far = Rows.shifted(near, 1e8);
    ProbabilisticPca expected = fit(near, 2);
    ProbabilisticPca actual = fit(far, 2);
    assertThat(Rows.largest(actual.covariance().minus(expected.covariance()))).isLessThan(1e-11);
    assertThat(actual.logDensity(far))
        .usingComparatorWithPrecision(1e-5) // the mean itself is known to 1e-8
        .containsExactly(expected.logDensity(near));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-150, 1e-20, 1e-3, 1e5, 1e150})
  void scaledRowsMoveTheLogDensityByTheLogarithm(double scale) {
    Matrix x = Rows.correlated(200, 4, 3);
    ProbabilisticPca expected = fit(x, 2);
    ProbabilisticPca actual = fit(x.scaled(scale), 2);
    double shift = -4 * Math.log(scale);
    double[] moved = Arrays.stream(expected.logDensity(x)).map(v -> v + shift).toArray();
    assertThat(actual.logDensity(x.scaled(scale)))
        .usingComparatorWithPrecision(1e-9)
        .containsExactly(moved);
    assertThat(actual.encode(x.scaled(scale)).values())
        .usingComparatorWithPrecision(1e-11)
        .containsExactly(expected.encode(x).values());
    double[] z = {0.5, -2};
    assertThat(actual.decode(Matrix.of(1, 2, z)).scaled(1 / scale).values())
        .usingComparatorWithPrecision(1e-11)
        .containsExactly(expected.decode(Matrix.of(1, 2, z)).values());
  }

  /** Conditioning the joint Gaussian of (z, x), whose covariance is [[I, Wᵀ], [W, C]], on x. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void posteriorIsTheConditionalOfTheJointGaussian(int seed) {
    ProbabilisticPca model = randomModel(3 + seed % 9, seed);
    double[] x = Rows.gaussian(1, model.featureCount(), seed + 5).row(0);
    double[] difference = x.clone();
    Arrays.setAll(difference, j -> x[j] - model.mean()[j]);
    Matrix w = model.loadings();
    Cholesky covariance = Cholesky.of(model.covariance());
    double[] mean = w.transpose().times(covariance.solve(difference));
    int q = w.columns();
    Matrix expected = Matrix.identity(q).minus(w.transposedTimes(covariance.solve(w)));
    GaussianPosterior posterior = model.posterior(x);
    assertThat(posterior.mean()).usingComparatorWithPrecision(1e-11).containsExactly(mean);
    assertThat(Rows.largest(posterior.covariance().minus(expected))).isLessThan(1e-11);
    assertThat(model.encode(Matrix.of(1, x.length, x)).row(0))
        .usingComparatorWithPrecision(1e-15)
        .containsExactly(posterior.mean());
  }

  @Test
  void decodingIsTheMeanOfRowsGivenTheCode() {
    ProbabilisticPca model = randomModel(6, 4);
    double[] z = Rows.gaussian(1, model.latentSpace().dimension(), 1).row(0);
    double[] expected = model.loadings().times(z);
    Arrays.setAll(expected, j -> expected[j] + model.mean()[j]);
    assertThat(model.decode(Matrix.of(1, z.length, z)).row(0))
        .usingComparatorWithPrecision(1e-13)
        .containsExactly(expected);
  }

  /** On a grid the trapezoid rule is exact to rounding for a smooth function that vanishes. */
  @Test
  void densityIntegratesToOneInThePlane() {
    ProbabilisticPca model =
        ProbabilisticPca.of(new double[] {1, -2}, Matrix.of(2, 1, 0.9, 0.4), 0.25);
    int side = 400;
    double step = 16.0 / side;
    double[] grid = new double[side * side * 2];
    for (int i = 0; i < side * side; i++) {
      int row = i / side;
      int column = i % side;
      grid[2 * i] = 1 - 8 + step * row;
      grid[2 * i + 1] = -2 - 8 + step * column;
    }
    double sum = 0;
    for (double value : model.logDensity(Matrix.wrap(side * side, 2, grid))) {
      sum += Math.exp(value) * step * step;
    }
    assertThat(sum).isEqualTo(1, within(1e-12));
  }

  /** The covariance of n draws has standard errors √((cᵢᵢcⱼⱼ + cᵢⱼ²)/n). */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void drawsHaveTheMeanAndCovarianceOfTheModel(int seed) {
    int n = 50_000;
    ProbabilisticPca model = randomModel(5, seed);
    Matrix c = model.covariance();
    Matrix draws = model.sample(n, new SeededRandom(seed));
    Matrix actual = Rows.covariance(draws, n);
    for (int i = 0; i < 5; i++) {
      assertThat(Rows.mean(draws)[i])
          .isEqualTo(model.mean()[i], within(5 * Math.sqrt(c.get(i, i) / n)));
      for (int j = 0; j < 5; j++) {
        double error = Math.sqrt((c.get(i, i) * c.get(j, j) + c.get(i, j) * c.get(i, j)) / n);
        assertThat(actual.get(i, j)).isEqualTo(c.get(i, j), within(5 * error));
      }
    }
  }

  /** σ² of a refit has the standard error σ²·√(2/(n·(d − q))), an eigenvalue λ·√(2/n). */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void aRefitOfDrawsFindsTheModel(int seed) {
    int n = 50_000;
    ProbabilisticPca truth = randomModel(8, seed);
    int q = truth.latentSpace().dimension();
    ProbabilisticPca refit = fit(truth.sample(n, new SeededRandom(seed)), q);
    double noiseError = truth.noiseVariance() * Math.sqrt(2.0 / n / (8 - q));
    assertThat(refit.noiseVariance()).isEqualTo(truth.noiseVariance(), within(5 * noiseError));
    for (int j = 0; j < q; j++) {
      double lambda = truth.explainedVariance()[j];
      assertThat(refit.explainedVariance()[j])
          .isEqualTo(lambda, within(5 * lambda * Math.sqrt(2.0 / n)));
    }
    Matrix x = truth.sample(1000, new SeededRandom(seed + 100));
    assertThat(refit.meanLogLikelihood(x)).isEqualTo(truth.meanLogLikelihood(x), within(0.005));
  }

  @Test
  void aSampleIsTheBeginningOfALongerOne() {
    ProbabilisticPca model = randomModel(4, 2);
    assertThat(model.sample(10, new SeededRandom(3)).rowRange(0, 4))
        .isEqualTo(model.sample(4, new SeededRandom(3)));
  }

  /** As the noise vanishes, codes become those of whitened PCA, and reconstructions its own. */
  @Test
  void withoutNoiseItIsPca() {
    Matrix plane = Rows.correlated(300, 2, 1).times(Rows.rotation(4, 2).rowRange(0, 2));
    for (double noise : new double[] {1e-2, 1e-4, 1e-6}) {
      Matrix x = plane.plus(Rows.gaussian(300, 4, 3).scaled(noise));
      ProbabilisticPca model = fit(x, 2);
      Pca pca =
          Pca.fit(Dataset.of(x), PcaOptions.defaults().withLatentDimension(2), CONTEXT).model();
      double[] variance = pca.explainedVariance();
      Matrix whitened =
          pca.encode(x)
              .times(
                  Matrix.diagonal(
                      Math.sqrt(300 / 299.0 / variance[0]), Math.sqrt(300 / 299.0 / variance[1])));
      double error = Rows.largest(model.encode(x).minus(whitened));
      assertThat(error).isLessThan(20 * noise * noise / variance[1] + 1e-12);
      Matrix reconstruction = model.decode(model.encode(x));
      assertThat(Rows.largest(reconstruction.minus(pca.reconstruct(x))))
          .isLessThan(20 * noise * noise / variance[1] + 1e-12);
    }
  }

  @Test
  void oneSpectrumGivesTheModelsOfAllLatentDimensions() {
    Matrix x = Rows.correlated(120, 6, 8);
    PrincipalSpectrum spectrum = PrincipalSpectrum.of(Dataset.of(x), 6, Route.AUTO, CONTEXT);
    for (int q = 1; q < 6; q++) {
      double expected = ProbabilisticPca.of(spectrum, q).logLikelihood(x);
      assertThat(spectrum.logLikelihood(q, spectrum.noiseVariance(q)))
          .isEqualTo(expected, within(1e-11 * Math.abs(expected)));
      assertThat(fit(x, q).covariance()).isEqualTo(ProbabilisticPca.of(spectrum, q).covariance());
    }
  }

  /** A determinant of 1e-4 to the 200th power is no double, its logarithm is. */
  @Test
  void manyFeaturesOfTinyVarianceHaveAFiniteDensity() {
    ProbabilisticPca model =
        ProbabilisticPca.of(new double[200], Rows.gaussian(200, 3, 1).scaled(1e-4), 1e-8);
    Matrix x = Rows.gaussian(10, 200, 2).scaled(1e-3);
    double[] expected = DenseGaussian.of(model).logDensity(x);
    double[] actual = model.logDensity(x);
    for (int i = 0; i < 10; i++) {
      assertThat(actual[i]).isEqualTo(expected[i], within(1e-9 * Math.abs(expected[i])));
    }
  }

  /** λ/σ² = 1e16: the difference of squares would have no digit left. */
  @Test
  void aRowFarAlongAnAxisKeepsTheDigitsOfItsNoise() {
    ProbabilisticPca model = ProbabilisticPca.of(new double[3], Matrix.of(3, 1, 1e4, 0, 0), 1e-8);
    double expected =
        -0.5
            * (3 * Math.log(2 * Math.PI)
                + Math.log(1e8 + 1e-8)
                + 2 * Math.log(1e-8)
                + 3e4 * 3e4 / (1e8 + 1e-8)
                + 2e-4 * 2e-4 / 1e-8
                + 1e-4 * 1e-4 / 1e-8);
    assertThat(model.logDensity(3e4, 2e-4, -1e-4)).isEqualTo(expected, within(1e-11));
  }

  private static Matrix rounded(Matrix x) {
    double[] values = x.toArray();
    Arrays.setAll(values, i -> Math.rint(values[i] * 0x1p20) / 0x1p20);
    return Matrix.wrap(x.rows(), x.columns(), values);
  }

  private static ProbabilisticPca randomModel(int d, long seed) {
    int q = 1 + (int) (seed % (d - 1));
    double[] mean = Rows.gaussian(1, d, seed + 50).row(0);
    Matrix loadings = Rows.gaussian(d, q, seed + 51);
    return ProbabilisticPca.of(mean, loadings, 0.1 + 0.05 * (seed % 10));
  }

  private static ProbabilisticPca fit(Matrix x, int q) {
    return ProbabilisticPca.fit(Dataset.of(x), new ProbabilisticPcaOptions(q), CONTEXT).model();
  }
}
