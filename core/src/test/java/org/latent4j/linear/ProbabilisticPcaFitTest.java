package org.latent4j.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;

/** What a fit of probabilistic PCA does with hard rows. */
class ProbabilisticPcaFitTest {

  private static final FitContext CONTEXT = FitContext.defaults().withThreads(2);

  @ParameterizedTest
  @CsvSource({"20, 4, 4, '3 (features - 1)'", "4, 9, 4, '3 (rows - 1)'"})
  void tooManyLatentDimensionsAreRefused(int n, int d, int q, String most) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fit(Rows.gaussian(n, d, 1), q))
        .withMessage("latentDimension must be between 1 and " + most + ", got " + q);
  }

  @Test
  void aLatentDimensionThatLeavesNoNoiseIsRefused() {
    Matrix x = Rows.gaussian(50, 3, 1).times(Rows.gaussian(3, 6, 2));
    assertThat(fit(x, 2).model().noiseVariance()).isPositive();
    for (int q = 3; q < 6; q++) {
      int refused = q;
      assertThatIllegalArgumentException()
          .isThrownBy(() -> fit(x, refused))
          .withMessage(
              "latentDimension must be at most 2, since rows vary along 3 axes only and one must be"
                  + " left for the noise, got "
                  + q);
    }
  }

  @Test
  void rowsOnALineAreRefused() {
    Matrix x = Rows.gaussian(50, 1, 1).times(Matrix.of(1, 3, 1, 2, 3));
    for (int q = 0; q < 3; q++) {
      int refused = q;
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(() -> fit(x, refused))
          .withMessage(
              "probabilistic PCA needs rows that vary along at least 2 axes, but they lie on a"
                  + " line; leave out repeated columns");
    }
  }

  @Test
  void oneFeatureIsRefused() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> fit(Rows.gaussian(9, 1, 1), 1))
        .withMessage("probabilistic PCA needs at least 2 features, got 1");
  }

  /** With 5 rows in 9 dimensions 4 eigenvalues are above 0; the mean is over all that are left. */
  @Test
  void zerosCountInTheNoiseOfFewRows() {
    Matrix x = Rows.correlated(5, 9, 2);
    double[] variances = PrincipalSpectrum.of(Dataset.of(x), 4, Route.SVD, CONTEXT).variances();
    FitResult<ProbabilisticPca> fit = fit(x, 2);
    assertThat(fit.model().noiseVariance())
        .isEqualTo((variances[2] + variances[3]) / 7, within(1e-14));
    double expected = DenseGaussian.of(fit.model()).logLikelihood(x);
    assertThat(fit.report().logLikelihood()).isEqualTo(expected, within(1e-10));
  }

  @Test
  void automaticChoiceKeepsToWhatLeavesNoise() {
    Matrix x = Rows.gaussian(200, 3, 1).times(Rows.gaussian(3, 6, 2));
    FitResult<ProbabilisticPca> fit = fit(x, 0);
    assertThat(fit.model().latentSpace().dimension()).isEqualTo(2);
    assertThat(fit.report().notes())
        .contains(
            "latent dimension 2 chosen: the smallest within a standard error of the best of 1 to 2"
                + " (each row held out once in 5 folds)");
  }

  /** With two rows there is nothing left to fit to, and one axis is all there is. */
  @Test
  void automaticChoiceOfTooFewRowsIsByBic() {
    FitResult<ProbabilisticPca> fit = fit(Matrix.of(3, 3, 0, 0, 1, 0, 1, 0, 4, 0, 0), 0);
    assertThat(fit.model().latentSpace().dimension()).isEqualTo(1);
    assertThat(fit.report().notes())
        .contains(
            "latent dimension 1 chosen: the least BIC of 1 to 1, since too few rows differ to hold"
                + " some out");
  }

  @Test
  void automaticChoiceOfEqualNoiseIsOneAxis() {
    FitResult<ProbabilisticPca> fit = fit(Rows.gaussian(2000, 6, 3), 0);
    assertThat(fit.model().latentSpace().dimension()).isEqualTo(1);
    assertThat(fit.report().notes())
        .contains(
            "latent dimension 1 chosen: the least there is, since no axis makes new rows more"
                + " probable (400 rows held out)");
  }

  @Test
  void automaticChoiceFindsTheDimensionsThatRowsHave() {
    Matrix loadings = Rows.gaussian(12, 4, 3).scaled(2);
    Matrix x =
        ProbabilisticPca.of(new double[12], loadings, 1)
            .sample(2000, new org.latent4j.linalg.SeededRandom(1));
    assertThat(fit(x, 0).model().latentSpace().dimension()).isEqualTo(4);
  }

  @Test
  void knownRoundingBoundsTheNoise() {
    Matrix x = Rows.gaussian(400, 2, 1).times(Matrix.of(2, 3, 30, 10, 0, 0, 20, 10));
    FitResult<ProbabilisticPca> fit = fit(withResolution(x, 1, 1, 2), 2);
    double floor = (1 + 1 + 4) / 12.0 / 3;
    assertThat(fit.model().noiseVariance()).isEqualTo(floor, within(1e-15));
    double[] variances = PrincipalSpectrum.of(Dataset.of(x), 3, Route.AUTO, CONTEXT).variances();
    assertThat(fit.model().explainedVariance())
        .usingComparatorWithPrecision(1e-11)
        .containsExactly(variances[0], variances[1]);
    assertThat(fit.report().notes().get(1))
        .endsWith(" to 0.167, the variance of rounding the columns")
        .startsWith("noise variance raised from ");
    double expected = DenseGaussian.of(fit.model()).logLikelihood(x);
    assertThat(fit.report().logLikelihood())
        .isEqualTo(expected, within(1e-10 * Math.abs(expected)));
  }

  /**
   * Under the bound, axes of less variance than the noise become noise: the most likely is that.
   */
  @Test
  void axesBelowTheRoundingBecomeNoise() {
    Matrix x = Rows.gaussian(400, 3, 1).times(Matrix.diagonal(10, 0.2, 0.1));
    ProbabilisticPca model = fit(withResolution(x, 1, 1, 1), 2).model();
    assertThat(model.noiseVariance()).isEqualTo(1 / 12.0, within(1e-15));
    assertThat(model.explainedVariance()[1]).isEqualTo(1 / 12.0, within(1e-15));
    assertThat(Rows.largest(model.loadings().columnRange(1, 2))).isZero();
    double best = model.logLikelihood(x);
    for (double more : new double[] {1e-3, 1e-1}) {
      Matrix w = model.loadings().plus(Matrix.of(3, 2, 0, 0, 0, more, 0, 0));
      assertThat(ProbabilisticPca.of(model.mean(), w, 1 / 12.0).logLikelihood(x)).isLessThan(best);
      assertThat(
              ProbabilisticPca.of(model.mean(), model.loadings(), (1 + more) / 12.0)
                  .logLikelihood(x))
          .isLessThan(best);
    }
  }

  @Test
  void roundingBelowTheNoiseChangesNothing() {
    Matrix x = Rows.correlated(100, 4, 3);
    FitResult<ProbabilisticPca> plain = fit(x, 2);
    FitResult<ProbabilisticPca> rounded = fit(withResolution(x, .01, .01, .01, .01), 2);
    assertThat(rounded.model().noiseVariance()).isEqualTo(plain.model().noiseVariance());
    assertThat(rounded.report()).isEqualTo(plain.report());
  }

  @Test
  void weightsCountRows() {
    Matrix x = Rows.correlated(60, 4, 5);
    double[] weights = IntStream.range(0, 60).mapToDouble(i -> 1 + i % 3).toArray();
    int[] repeated =
        IntStream.range(0, 60).flatMap(i -> IntStream.range(0, 1 + i % 3).map(c -> i)).toArray();
    Dataset weighted = HeapDataset.builder(Schema.numeric(4), x).weights(weights).build();
    FitResult<ProbabilisticPca> actual = fit(weighted, 0);
    FitResult<ProbabilisticPca> expected = fit(x.selectRows(repeated), 0);
    assertThat(actual.report().logLikelihood())
        .isEqualTo(expected.report().logLikelihood(), within(1e-10));
    assertThat(Rows.largest(actual.model().covariance().minus(expected.model().covariance())))
        .isLessThan(1e-12);
  }

  /** For large sizes only the axes that are wanted are found, and the rest by subtraction. */
  @ParameterizedTest
  @ValueSource(ints = {400, 700})
  void wideRowsAreFittedBySomeAxes(int n) {
    Matrix x = Rows.correlated(n, 600, 1);
    FitResult<ProbabilisticPca> fit = fit(x, 3);
    double[] variances =
        PrincipalSpectrum.of(Dataset.of(x), Math.min(n - 1, 600), Route.SVD, CONTEXT).variances();
    double expected = Arrays.stream(variances).skip(3).sum() / 597;
    assertThat(fit.model().noiseVariance()).isEqualTo(expected, within(1e-11 * expected));
    assertThat(fit.model().explainedVariance())
        .usingComparatorWithPrecision(1e-10 * variances[0])
        .containsExactly(Arrays.copyOf(variances, 3));
    double direct = fit.model().logLikelihood(x);
    assertThat(fit.report().logLikelihood()).isEqualTo(direct, within(1e-9 * Math.abs(direct)));
  }

  /** Noise of 1e-6 beside variances of 1: its square is beyond a difference of sums. */
  @Test
  void littleNoiseInManyFeaturesKeepsItsDigits() {
    Matrix loadings = Rows.rotation(600, 1).columnRange(0, 2);
    Matrix x =
        Rows.gaussian(700, 2, 2)
            .timesTransposed(loadings)
            .plus(Rows.gaussian(700, 600, 3).scaled(1e-6));
    double[] variances = PrincipalSpectrum.of(Dataset.of(x), 600, Route.SVD, CONTEXT).variances();
    double expected = Arrays.stream(variances).skip(2).sum() / 598;
    assertThat(fit(x, 2).model().noiseVariance()).isEqualTo(expected, within(1e-6 * expected));
  }

  @Test
  void parametersOutOfRangeAreRefused() {
    Matrix w = Matrix.of(2, 1, 1, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProbabilisticPca.of(new double[2], w, 0))
        .withMessage("noiseVariance must be finite and above 0, got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProbabilisticPca.of(new double[2], w, Double.NaN))
        .withMessage("noiseVariance must be finite and above 0, got NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProbabilisticPca.of(new double[2], Rows.gaussian(2, 2, 1), 1))
        .withMessage("latentDimension must be between 1 and 1 (features - 1), got 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProbabilisticPca.of(new double[3], w, 1))
        .withMessage(
            "principalAxes must have 3 rows (features) and from 1 to 3 columns, got 2 x 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProbabilisticPcaOptions(-2))
        .withMessage("latentDimension must be at least 1, or 0 for automatic, got -2");
  }

  @Test
  void aPosteriorOfOtherSizesIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GaussianPosterior(new double[2], Matrix.identity(3)))
        .withMessage("covariance must be 2 x 2 (the length of mean), got 3 x 3");
  }

  private static Dataset withResolution(Matrix x, double... resolutions) {
    List<Column> columns =
        IntStream.range(0, resolutions.length)
            .mapToObj(
                j ->
                    new Column(
                        "c" + j, ColumnKind.NUMERIC, ColumnRole.FEATURE, List.of(), resolutions[j]))
            .toList();
    return HeapDataset.builder(Schema.of(columns), x).build();
  }

  private static FitResult<ProbabilisticPca> fit(Matrix x, int q) {
    return fit(Dataset.of(x), q);
  }

  private static FitResult<ProbabilisticPca> fit(Dataset data, int q) {
    return ProbabilisticPca.fit(data, new ProbabilisticPcaOptions(q), CONTEXT);
  }
}
