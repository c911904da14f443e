package org.latent4j.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linear.PcaOptions.Whitening;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitReport;
import org.latent4j.model.FitResult;

class PcaTest {

  private static final FitContext CONTEXT = FitContext.defaults().withThreads(2);

  /** A·diag(variance)·Aᵀ is the covariance where no axis is left out. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void allLoadingsGiveBackTheCovariance(int seed) {
    Matrix x = Rows.correlated(60 + seed, 2 + seed % 9, seed);
    Pca pca = fit(x, x.columns());
    Matrix expected = Rows.covariance(x, x.rows() - 1.0);
    Matrix actual = pca.loadings().timesTransposed(pca.loadings());
    assertThat(Rows.largest(actual.minus(expected))).isLessThan(1e-12 * Rows.largest(expected));
    assertThat(pca.totalVariance()).isEqualTo(Rows.trace(expected), within(1e-11));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void axesAreOrthonormalOrderedAndPointToTheirLargestEntry(int seed) {
    int d = 2 + seed % 9;
    int q = 1 + seed % d;
    Pca pca = fit(Rows.correlated(50, d, seed), q);
    Matrix axes = pca.principalAxes();
    assertThat(Rows.largest(axes.transposedTimes(axes).minus(Matrix.identity(q))))
        .isLessThan(1e-13);
    for (int j = 0; j < q; j++) {
      double[] axis = axes.column(j);
      double largest = Arrays.stream(axis).map(Math::abs).max().orElseThrow();
      assertThat(Arrays.stream(axis).max().orElseThrow()).isEqualTo(largest);
      assertThat(j == 0 || pca.explainedVariance()[j] <= pca.explainedVariance()[j - 1]).isTrue();
    }
  }

  /** Eckart and Young 1936: what q axes lose is the variance of the others. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void reconstructionLosesTheVarianceOfTheAxesLeftOut(int seed) {
    Matrix x = Rows.shifted(Rows.correlated(80, 6, seed), 100);
    Pca all = fit(x, 6);
    int q = 1 + seed % 5;
    double left = Arrays.stream(all.explainedVariance()).skip(q).sum() * 79 / 80;
    Pca pca = fit(x, q);
    assertThat(pca.reconstructionError(x)).isEqualTo(left, within(1e-11 * all.totalVariance()));
    Matrix residual = x.minus(pca.reconstruct(x));
    double square = Arrays.stream(residual.values()).map(v -> v * v).sum() / 80;
    assertThat(square).isEqualTo(left, within(1e-11 * all.totalVariance()));
  }

  @Test
  void codesOfTheRowsAreUncorrelatedWithTheExplainedVariances() {
    Matrix x = Rows.shifted(Rows.correlated(200, 5, 1), 1e3);
    Pca pca = fit(x, 3);
    Matrix codes = Rows.covariance(pca.encode(x), 199);
    Matrix expected = Matrix.diagonal(pca.explainedVariance());
    assertThat(Rows.largest(codes.minus(expected))).isLessThan(1e-11);
  }

  @Test
  void whitenedCodesHaveIdentityCovariance() {
    Matrix x = Rows.correlated(200, 5, 1).scaled(30);
    Pca pca = fit(x, PcaOptions.defaults().withLatentDimension(4).withWhitening(Whitening.YES));
    Matrix codes = Rows.covariance(pca.encode(x), 199);
    assertThat(Rows.largest(codes.minus(Matrix.identity(4)))).isLessThan(1e-12);
  }

  @Test
  void whiteningDoesNotChangeReconstructions() {
    Matrix x = Rows.correlated(100, 5, 2);
    Pca plain = fit(x, 3);
    Pca white = fit(x, PcaOptions.defaults().withLatentDimension(3).withWhitening(Whitening.YES));
    assertThat(Rows.largest(white.reconstruct(x).minus(plain.reconstruct(x)))).isLessThan(1e-13);
  }

  @Test
  void allAxesLoseNothing() {
    Matrix x = Rows.correlated(30, 7, 2);
    assertThat(Rows.largest(fit(x, 7).reconstruct(x).minus(x))).isLessThan(1e-13);
  }

  @ParameterizedTest
  @CsvSource({"3, 0, 1e-11", "-2, 1e8, 1e-6"})
  void shiftAndSignLeaveTheAxes(double sign, double offset, double tolerance) {
    Matrix x = Rows.correlated(500, 4, 7);
    double[] near = Arrays.stream(x.values()).map(v -> Math.rint(v * 0x1p20) / 0x1p20).toArray();
    Matrix rows = Matrix.wrap(500, 4, near);
    Pca expected = fit(rows, 3);
    Pca actual = fit(Rows.shifted(rows.scaled(Math.signum(sign)), offset), 3);
    assertThat(Rows.largest(actual.principalAxes().minus(expected.principalAxes())))
        .isLessThan(tolerance);
    for (int j = 0; j < 3; j++) {
      assertThat(actual.explainedVariance()[j])
          .isEqualTo(expected.explainedVariance()[j], within(1e-11));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0x1p-498, 0x1p-40, 0x1p30, 0x1p500})
  void scaleChangesVariancesAndNotAxes(double scale) {
    Matrix x = Rows.correlated(300, 5, 8);
    Pca expected = fit(x, 4);
    Pca actual = fit(x.scaled(scale), 4);
    assertThat(Rows.largest(actual.principalAxes().minus(expected.principalAxes())))
        .isLessThan(1e-12);
    for (int j = 0; j < 4; j++) {
      assertThat(actual.explainedVariance()[j] / scale / scale)
          .isEqualTo(expected.explainedVariance()[j], within(1e-12));
    }
    Matrix back = actual.reconstruct(x.scaled(scale)).scaled(1 / scale);
    assertThat(Rows.largest(back.minus(expected.reconstruct(x)))).isLessThan(1e-12);
  }

  @Test
  void fewerRowsThanFeaturesVaryAlongRowsMinusOneAxes() {
    Matrix x = Rows.correlated(5, 40, 3);
    Pca pca = fit(x, 4);
    assertThat(Rows.largest(pca.reconstruct(x).minus(x))).isLessThan(1e-12);
    assertThat(Arrays.stream(pca.explainedVarianceRatio()).sum()).isEqualTo(1, within(1e-12));
  }

  @Test
  void twoRowsVaryAlongTheLineThroughThem() {
    Pca pca = fit(Matrix.of(2, 3, 1, 1, 1, 3, 0, 3), 1);
    assertThat(pca.principalAxes().column(0))
        .usingComparatorWithPrecision(1e-15)
        .containsExactly(2 / 3.0, -1 / 3.0, 2 / 3.0);
    assertThat(pca.explainedVariance()[0]).isEqualTo(4.5, within(1e-14));
    assertThat(pca.mean()).containsExactly(2, 0.5, 2);
  }

  @Test
  void oneFeatureIsItsOwnAxis() {
    Pca pca = fit(Matrix.of(3, 1, 1, 2, 6), 1);
    assertThat(pca.principalAxes()).isEqualTo(Matrix.of(1, 1, 1));
    assertThat(pca.explainedVariance()[0]).isEqualTo(7, within(1e-14));
    assertThat(pca.encode(Matrix.of(1, 1, 5)).get(0, 0)).isEqualTo(2, within(1e-15));
  }

  @Test
  void aConstantColumnIsOnNoAxis() {
    Matrix x = Rows.correlated(100, 3, 4);
    double[] wide = new double[400];
    for (int i = 0; i < 400; i++) {
      wide[i] = i % 4 == 3 ? 0.1 : x.get(i / 4, i % 4);
    }
    Pca pca = fit(Matrix.wrap(100, 4, wide), 3);
    Pca expected = fit(x, 3);
    for (int j = 0; j < 3; j++) {
      assertThat(pca.principalAxes().get(3, j)).isEqualTo(0, within(1e-15));
      assertThat(pca.explainedVariance()[j])
          .isEqualTo(expected.explainedVariance()[j], within(1e-13));
    }
  }

  @Test
  void aRowOfWeightTwoCountsAsTwoRows() {
    Matrix x = Rows.correlated(50, 3, 5);
    double[] weights = IntStream.range(0, 50).mapToDouble(i -> 1 + i % 3).toArray();
    int[] repeated =
        IntStream.range(0, 50).flatMap(i -> IntStream.range(0, 1 + i % 3).map(c -> i)).toArray();
    Dataset weighted = HeapDataset.builder(Schema.numeric(3), x).weights(weights).build();
    for (Route route : new Route[] {Route.COVARIANCE, Route.SVD}) {
      PcaOptions options = PcaOptions.defaults().withLatentDimension(2).withRoute(route);
      Pca actual = Pca.fit(weighted, options, CONTEXT).model();
      Pca expected = fit(x.selectRows(repeated), options);
      assertThat(Rows.largest(actual.principalAxes().minus(expected.principalAxes())))
          .isLessThan(1e-12);
      assertThat(actual.explainedVariance())
          .usingComparatorWithPrecision(1e-12)
          .containsExactly(expected.explainedVariance());
      assertThat(actual.singularValues())
          .usingComparatorWithPrecision(1e-12)
          .containsExactly(expected.singularValues());
    }
  }

  @Test
  void twoThousandFeaturesAreFitted() {
    Matrix x = Rows.gaussian(50, 3, 1).times(Rows.gaussian(3, 2000, 2));
    Pca pca = fit(x, 3);
    assertThat(Rows.largest(pca.reconstruct(x).minus(x))).isLessThan(1e-11);
  }

  @Test
  void theReportTellsTheRouteAndTheChoice() {
    Matrix x = Rows.gaussian(20, 2, 3).times(Matrix.of(2, 3, 100, 0, 0, 0, 1, 0));
    FitReport report = Pca.fit(Dataset.of(x), PcaOptions.defaults(), CONTEXT).report();
    assertThat(report.logLikelihood()).isNaN();
    assertThat(report.converged()).isTrue();
    assertThat(report.notes())
        .containsExactly(
            "axes found from the 3 x 3 covariance matrix of one pass (about 4.5e+02 operations for"
                + " 20 x 3 values)",
            "latent dimension 1 chosen: the fewest axes with at least 95 % of the variance, they"
                + " have 100.0 %");
  }

  @Test
  void theReportTellsOfAxesWithoutVariance() {
    Matrix x = Rows.gaussian(20, 2, 3).times(Matrix.of(2, 3, 1, 0, 0, 0, 1, 0));
    PcaOptions options = PcaOptions.defaults().withLatentDimension(3);
    assertThat(Pca.fit(Dataset.of(x), options, CONTEXT).report().notes())
        .contains("rows vary along 2 axes only; the others hold rounding");
  }

  @Test
  void theReportTellsOfVariancesThatSquaresBlur() {
    Matrix x = Rows.gaussian(50, 3, 3).times(Matrix.diagonal(1, 0.1, 1e-6));
    PcaOptions options = PcaOptions.defaults().withLatentDimension(3).withRoute(Route.COVARIANCE);
    FitResult<Pca> fit = Pca.fit(Dataset.of(x), options, CONTEXT);
    assertThat(fit.report().notes().get(1))
        .isEqualTo(
            String.format(
                Locale.ROOT,
                "variances below %.1e carry rounding, since a covariance squares the condition"
                    + " number; singular values of the rows would tell them exactly",
                1e-10 * fit.model().explainedVariance()[0] * 49 / 50));
    assertThat(Pca.fit(Dataset.of(x), options.withRoute(Route.AUTO), CONTEXT).report().notes())
        .containsExactly(
            "axes found from the singular value decomposition of the rows (about 4.1e+03 operations"
                + " for 50 x 3 values)");
  }

  @Test
  void parametersAreCountedWithoutTheOrthonormality() {
    // mean 4, axes 4·2 − 3, variances 2
    assertThat(fit(Rows.correlated(20, 4, 1), 2).parameterCount()).isEqualTo(11);
  }

  @ParameterizedTest
  @CsvSource({"20, 3, 4, '3 (features)'", "4, 6, 4, '3 (rows - 1)'"})
  void tooManyAxesAreRefused(int n, int d, int q, String most) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fit(Rows.gaussian(n, d, 1), q))
        .withMessage("latentDimension must be between 1 and " + most + ", got " + q);
  }

  @Test
  void whiteningOfAxesWithoutVarianceIsRefused() {
    Matrix x = Rows.gaussian(20, 1, 3).times(Matrix.of(1, 3, 1, 2, 3));
    PcaOptions options = PcaOptions.defaults().withLatentDimension(2).withWhitening(Whitening.YES);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fit(x, options))
        .withMessage(
            "latentDimension must be at most 1 where codes are whitened, since there is no variance"
                + " along further axes, got 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"COVARIANCE", "GRAM", "SVD"})
  void equalRowsAreRefused(String route) {
    PcaOptions options = PcaOptions.defaults().withRoute(Route.valueOf(route));
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> fit(Matrix.of(3, 2, .1, .2, .1, .2, .1, .2), options))
        .withMessage("all rows are equal; PCA needs rows that differ");
  }

  @Test
  void oneRowIsRefused() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> fit(Matrix.of(1, 2, 1, 2), 1))
        .withMessage("PCA needs at least 2 rows of at least 1 feature, got 1 x 2");
  }

  @Test
  void weightsThatSumToOneAreRefused() {
    Dataset data =
        HeapDataset.builder(Schema.numeric(1), Matrix.of(2, 1, 1, 2)).weights(0.5, 0.5).build();
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> Pca.fit(data, PcaOptions.defaults(), CONTEXT))
        .withMessage(
            "weights must sum to more than 1, since variances are divided by their sum - 1, got"
                + " 1.0");
  }

  @Test
  void variancesBeyondDoublesAreRefused() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> fit(Matrix.of(3, 1, 1e200, 2e200, 3e200), 1))
        .withMessage(
            "variances must lie between 1e-307 and 1e308, got about 10^400; multiply the columns by"
                + " a common factor");
  }

  @Test
  void aNegativeLatentDimensionIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PcaOptions.defaults().withLatentDimension(-1))
        .withMessage("latentDimension must be at least 1, or 0 for automatic, got -1");
  }

  private static Pca fit(Matrix x, int q) {
    return fit(x, PcaOptions.defaults().withLatentDimension(q));
  }

  private static Pca fit(Matrix x, PcaOptions options) {
    return Pca.fit(Dataset.of(x), options, CONTEXT).model();
  }
}
