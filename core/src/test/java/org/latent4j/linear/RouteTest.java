package org.latent4j.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FitContext;

class RouteTest {

  private static final FitContext CONTEXT = FitContext.defaults().withThreads(2);

  @ParameterizedTest
  @CsvSource({
    "GRAM, 300, 20",
    "SVD, 300, 20",
    "RANDOMISED, 300, 20",
    "GRAM, 30, 200",
    "SVD, 30, 200",
    "RANDOMISED, 30, 200",
    "GRAM, 40, 40",
    "SVD, 40, 40"
  })
  void givesTheAxesOfTheCovariance(Route route, int n, int d) {
    Dataset data = Dataset.of(Rows.shifted(graded(n, d, 3), 1e4));
    PrincipalSpectrum expected = PrincipalSpectrum.of(data, 8, Route.COVARIANCE, CONTEXT);
    PrincipalSpectrum actual = PrincipalSpectrum.of(data, 8, route, CONTEXT);
    assertThat(actual.route()).isEqualTo(route);
    assertThat(actual.totalVariance())
        .isEqualTo(expected.totalVariance(), within(1e-11 * expected.totalVariance()));
    assertThat(actual.variances())
        .usingComparatorWithPrecision(1e-11 * expected.variances()[0])
        .containsExactly(expected.variances());
    assertThat(Rows.largest(actual.axes(8).minus(expected.axes(8)))).isLessThan(1e-8);
    assertThat(actual.mean()).usingComparatorWithPrecision(1e-10).containsExactly(expected.mean());
  }

  @ParameterizedTest
  @EnumSource(names = {"COVARIANCE", "GRAM", "SVD", "RANDOMISED"})
  void countsWeightsAsRows(Route route) {
    Matrix x = graded(60, 12, 5);
    double[] weights = new double[60];
    int[] repeated = new int[120];
    for (int i = 0; i < 120; i++) {
      repeated[i] = i % 60 < 40 ? i % 40 : 40 + i % 20;
      weights[repeated[i]]++;
    }
    Dataset weighted = HeapDataset.builder(Schema.numeric(12), x).weights(weights).build();
    PrincipalSpectrum expected =
        PrincipalSpectrum.of(Dataset.of(x.selectRows(repeated)), 5, Route.COVARIANCE, CONTEXT);
    PrincipalSpectrum actual = PrincipalSpectrum.of(weighted, 5, route, CONTEXT);
    assertThat(actual.weightTotal()).isEqualTo(120);
    assertThat(actual.variances())
        .usingComparatorWithPrecision(1e-11 * expected.variances()[0])
        .containsExactly(expected.variances());
    assertThat(Rows.largest(actual.axes(5).minus(expected.axes(5)))).isLessThan(1e-8);
  }

  @ParameterizedTest
  @EnumSource(names = {"COVARIANCE", "GRAM", "SVD", "RANDOMISED"})
  void survivesExtremeScales(Route route) {
    Matrix x = graded(30, 40, 2);
    PrincipalSpectrum expected = PrincipalSpectrum.of(Dataset.of(x), 3, Route.COVARIANCE, CONTEXT);
    for (double scale : new double[] {0x1p-495, 0x1p495}) {
      PrincipalSpectrum actual =
          PrincipalSpectrum.of(Dataset.of(x.scaled(scale)), 3, route, CONTEXT);
      double[] variances = Arrays.stream(actual.variances()).map(v -> v / scale / scale).toArray();
      assertThat(variances)
          .usingComparatorWithPrecision(1e-11 * expected.variances()[0])
          .containsExactly(expected.variances());
      assertThat(actual.mean()[1] / scale).isEqualTo(expected.mean()[1], within(1e-12));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"COVARIANCE", "GRAM", "SVD", "RANDOMISED"})
  void refusesWhatIsMissing(Route route) {
    double[] values = graded(10, 3, 2).toArray();
    values[5] = Double.NaN;
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(
            () -> PrincipalSpectrum.of(Dataset.of(Matrix.wrap(10, 3, values)), 2, route, CONTEXT))
        .withMessage(
            "PCA needs complete rows, but values are missing (x3 1 of 10 rows); drop or impute"
                + " them, or fit one of fa, gmm, mfa, mixed, ppca, which take them");
  }

  @ParameterizedTest
  @EnumSource(names = {"COVARIANCE", "GRAM", "SVD", "RANDOMISED"})
  void refusesWhatIsInfinite(Route route) {
    double[] values = graded(10, 3, 2).toArray();
    values[5] = Double.NEGATIVE_INFINITY;
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(
            () -> PrincipalSpectrum.of(Dataset.of(Matrix.wrap(10, 3, values)), 2, route, CONTEXT))
        .withMessage("row 2 of column 'x3' is -infinity; values must be finite, or missing");
  }

  /** A singular value of 1e-11 of the greatest is beyond squares, but not beyond the rows. */
  @Test
  void singularValuesSeeWhatSquaresLose() {
    Matrix left = Rows.rotation(40, 1).columnRange(0, 3);
    double[] mean = Rows.mean(left);
    double[] centred = left.toArray();
    Arrays.setAll(centred, i -> centred[i] - mean[i % 3]);
    Matrix right = Rows.rotation(5, 2).columnRange(0, 3);
    Matrix x =
        Matrix.wrap(40, 3, centred).times(Matrix.diagonal(1, 1e-3, 1e-11)).timesTransposed(right);
    Dataset data = Dataset.of(x);
    PrincipalSpectrum exact = PrincipalSpectrum.of(data, 3, Route.SVD, CONTEXT);
    PrincipalSpectrum squared = PrincipalSpectrum.of(data, 3, Route.COVARIANCE, CONTEXT);
    assertThat(exact.rank()).isEqualTo(3);
    assertThat(squared.rank()).isEqualTo(2);
    // two singular vectors of the product nearly stay those of the factors
    assertThat(Math.abs(Rows.dot(exact.axes(3).column(2), right.column(2))))
        .isEqualTo(1, within(1e-5));
    Pca pca = Pca.fit(data, PcaOptions.defaults().withLatentDimension(3), CONTEXT).model();
    assertThat(pca.principalAxes()).isEqualTo(exact.axes(3));
  }

  @ParameterizedTest
  @CsvSource({
    "1000000, 50, 10, COVARIANCE",
    "20000, 784, 40, COVARIANCE",
    "60000, 784, 50, COVARIANCE",
    "150, 4, 4, COVARIANCE",
    "72, 7129, 10, GRAM",
    "400, 4096, 20, GRAM",
    "400, 4096, 399, SVD",
    "5000, 20000, 10, RANDOMISED",
    "20000, 20000, 50, RANDOMISED"
  })
  void theCheapestIsChosen(long n, long d, long q, String expected) {
    assertThat(new RouteChoice(n, d, q).cheapest()).isEqualTo(Route.valueOf(expected));
  }

  @Test
  void whatNoArrayHoldsIsRefused() {
    RouteChoice choice = new RouteChoice(100_000, 100_000, 50);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(choice::cheapest)
        .withMessage(
            "principal axes of 100000 rows of 100000 features need a matrix of more than 2147483639"
                + " values; leave out features or rows");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> choice.requireFeasible(Route.SVD));
  }

  @Test
  void costsAreThoseOfTheFormulas() {
    RouteChoice choice = new RouteChoice(1000, 100, 10);
    assertThat(choice.operations(Route.COVARIANCE)).isEqualTo(1e7 + 4e6);
    assertThat(choice.operations(Route.GRAM)).isEqualTo(1e8 + 4e9 + 2e6 + 8e4 + 2e4);
    assertThat(choice.operations(Route.SVD)).isEqualTo(8e7 + 2e7);
    assertThat(choice.operations(Route.RANDOMISED)).isEqualTo(80 * 1e5 * 20);
    assertThat(new RouteChoice(1000, 100, 50).operations(Route.COVARIANCE)).isEqualTo(1e7 + 1e7);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5})
  void countsOutOfRangeAreRefused(int count) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                PrincipalSpectrum.of(
                    Dataset.of(Rows.gaussian(5, 9, 1)), count, Route.AUTO, CONTEXT))
        .withMessage("axis count must be between 1 and 4 (rows - 1), got " + count);
  }

  @Test
  void aSpectrumOfSomeAxesLeavesTheSameNoise() {
    Dataset data = Dataset.of(graded(100, 12, 9));
    PrincipalSpectrum all = PrincipalSpectrum.of(data, 12, Route.AUTO, CONTEXT);
    PrincipalSpectrum some = PrincipalSpectrum.of(data, 4, Route.AUTO, CONTEXT);
    assertThat(all.isComplete()).isTrue();
    assertThat(some.isComplete()).isFalse();
    double expected = Arrays.stream(all.variances()).skip(4).sum() / 8;
    assertThat(all.noiseVariance(4)).isEqualTo(expected, within(1e-14));
    assertThat(some.noiseVariance(4)).isEqualTo(expected, within(1e-14));
  }

  /** Rows with variances that fall by a half from axis to axis, so that axes are well apart. */
  private static Matrix graded(int n, int d, long seed) {
    double[] deviations = new double[d];
    Arrays.setAll(deviations, j -> Math.pow(0.6, Math.min(j, 14)));
    return Rows.gaussian(n, d, seed)
        .times(Matrix.diagonal(deviations))
        .times(Rows.rotation(d, seed + 1));
  }
}
