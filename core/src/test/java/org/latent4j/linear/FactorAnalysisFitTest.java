package org.latent4j.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.DataException;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.em.Moments;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitReport;
import org.latent4j.model.FitResult;
import org.latent4j.model.FitStatus;
import org.latent4j.model.ModelFamily.Candidate;

/** What a fit of factor analysis finds, and how it takes hard rows. */
class FactorAnalysisFitTest {

  private static final FitContext CONTEXT = FitContext.defaults().withThreads(2);

  /** The likelihood falls in whatever direction loadings and noise are moved. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void noNeighbourIsMoreLikely(int seed) {
    Matrix x = factors(150, 6, 2, seed);
    FactorAnalysis best = fit(x, 2).model();
    double most = best.logLikelihood(x);
    for (double step : new double[] {1e-1, 1e-2, 1e-3}) {
      Matrix w = best.loadings().plus(Rows.gaussian(6, 2, seed + 7).scaled(step));
      double[] noise = best.noiseVariances();
      double[] moves = Rows.gaussian(1, 6, seed + 8).row(0);
      Arrays.setAll(noise, j -> noise[j] * Math.exp(step * Math.abs(moves[j])));
      assertThat(FactorAnalysis.of(best.mean(), w, noise).logLikelihood(x)).isLessThan(most);
    }
  }

  /** At an inner maximum the diagonal of the covariance is fitted exactly (Lawley 1940). */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void variancesAreFittedExactly(int seed) {
    Matrix x = factors(200, 7, 2, seed);
    FitResult<FactorAnalysis> fit = fit(x, 2);
    assertThat(fit.report().converged()).isTrue();
    Matrix s = Rows.covariance(x, 200);
    Matrix sigma = fit.model().covariance();
    boolean inner = fit.report().notes().stream().noneMatch(n -> n.startsWith("Heywood"));
    for (int j = 0; j < 7; j++) {
      double within = inner ? 1e-6 : 1e-4;
      assertThat(sigma.get(j, j)).isEqualTo(s.get(j, j), within(within * s.get(j, j)));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void scaledColumnsGiveTheScaledModel(int seed) {
    Matrix x = factors(120, 6, 2, seed);
    double[] scales = {1e-5, 3, 1e8, 0.7, 200, 1e-60};
    FitResult<FactorAnalysis> plain = fit(x, 2);
    FitResult<FactorAnalysis> scaled = fit(x.times(Matrix.diagonal(scales)), 2);
    double shift = 120 * Arrays.stream(scales).map(Math::log).sum();
    assertThat(scaled.report().logLikelihood())
        .isEqualTo(plain.report().logLikelihood() - shift, within(1e-9 * Math.abs(shift)));
    double[] noise = plain.model().noiseVariances();
    double[] scaledNoise = scaled.model().noiseVariances();
    for (int j = 0; j < 6; j++) {
      double expected = noise[j] * scales[j] * scales[j];
      assertThat(scaledNoise[j]).isEqualTo(expected, within(1e-5 * expected));
    }
    assertThat(scaled.model().communalities())
        .usingComparatorWithPrecision(1e-5)
        .containsExactly(plain.model().communalities());
  }

  /** Where noise is equal in truth, both models are the same. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void covariancesOfEqualNoiseAreFittedAsByProbabilisticPca(int seed) {
    Matrix w = Rows.gaussian(8, 2, seed);
    double[] noise = new double[8];
    Arrays.fill(noise, 0.4);
    Matrix covariance = w.timesTransposed(w).plus(Matrix.diagonal(noise));
    FactorAnalysis model = fit(Moments.of(500, new double[8], covariance), 2).model();
    assertThat(model.noiseVariances()).usingComparatorWithPrecision(1e-6).containsExactly(noise);
    assertThat(Rows.largest(model.covariance().minus(covariance))).isLessThan(1e-6);
    assertThat(model.testOfFit(Moments.of(500, new double[8], covariance)).orElseThrow().pValue())
        .isGreaterThan(0.999999);
  }

  /** Loadings WᵀΨ⁻¹W are diagonal and decreasing where factors are not turned. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void unturnedFactorsAreCanonical(int seed) {
    FactorAnalysis model = fit(factors(100, 7, 3, seed), 3).model();
    double[] precisions = Arrays.stream(model.noiseVariances()).map(v -> 1 / v).toArray();
    Matrix w = model.loadings();
    Matrix products = w.transposedTimes(Matrix.diagonal(precisions).times(w));
    for (int k = 0; k < 3; k++) {
      for (int l = 0; l < k; l++) {
        double size = Math.sqrt(products.get(k, k) * products.get(l, l));
        assertThat(products.get(k, l)).isEqualTo(0, within(1e-8 * size));
        assertThat(products.get(k, k)).isLessThanOrEqualTo(products.get(l, l));
      }
    }
  }

  /** The truth is never more likely than the maximum; with few starts it may be. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void parametersAreRecovered(int seed) {
    FactorAnalysis truth = truth(9, 2, seed);
    Matrix x = truth.sample(4000, new SeededRandom(seed + 1));
    FitResult<FactorAnalysis> fit = fit(x, 2);
    assertThat(fit.report().logLikelihood()).isGreaterThan(truth.logLikelihood(x));
    assertThat(fit.model().communalities())
        .usingComparatorWithPrecision(0.15)
        .containsExactly(truth.communalities());
  }

  @Test
  void heywoodCasesAreTold() {
    Schema schema =
        Schema.of(
            List.of(
                Column.numeric("sepal length"),
                Column.numeric("sepal width"),
                Column.numeric("petal length"),
                Column.numeric("petal width")));
    Dataset data = HeapDataset.builder(schema, Rows.iris()).build();
    FitResult<FactorAnalysis> fit =
        FactorAnalysis.fit(data, FactorAnalysisOptions.defaults().withLatentDimension(1), CONTEXT);
    assertThat(fit.report().notes())
        .contains(
            "Heywood case: the noise of 'petal length' is at its floor, so the factors leave"
                + " nothing of it; fewer latent dimensions may be enough");
    assertThat(fit.model().uniquenesses()[2]).isEqualTo(1e-6, within(1e-9));
    assertThat(fit.report().iterations()).isLessThan(20);
  }

  /** The floor is as near to the maximum as it is low: each halves what the other lacks. */
  @ParameterizedTest(name = "floor {0}")
  @CsvSource({"1e-8, 3e-7", "1e-6, 3e-5", "1e-4, 3e-3"})
  void theFloorOfHeywoodCasesHardlyMatters(double floor, double within) {
    FactorAnalysisOptions options =
        FactorAnalysisOptions.defaults().withLatentDimension(1).withNoiseFloor(floor);
    double perRow =
        FactorAnalysis.fit(Dataset.of(Rows.iris()), options, CONTEXT).report().meanLogLikelihood();
    FactorAnalysisOptions least = options.withNoiseFloor(1e-8);
    double limit =
        FactorAnalysis.fit(Dataset.of(Rows.iris()), least, CONTEXT).report().meanLogLikelihood();
    assertThat(perRow).isEqualTo(limit, within(within));
  }

  /** scikit-learn stops at −13.610964 per row; R finds better with its ten starts. */
  @Test
  void localMaximaAreLeftByOtherStarts() {
    Matrix x = Rows.reference("factors2");
    FitReport report = fit(x, 3).report();
    assertThat(report.starts()).hasSize(10);
    assertThat(report.meanLogLikelihood()).isGreaterThan(-13.6068);
  }

  @Test
  void latentDimensionOfLeastBicIsChosen() {
    FitResult<FactorAnalysis> fit = fit(Rows.reference("factors2"), 0);
    assertThat(fit.model().latentSpace().dimension()).isEqualTo(2);
    assertThat(fit.report().notes()).contains("latent dimension 2 chosen: the least BIC of 1 to 4");
  }

  @Test
  void unidentifiedSizesAreFittedAndTold() {
    FitResult<FactorAnalysis> fit = fit(Rows.iris(), 2);
    assertThat(fit.report().notes())
        .contains(
            "2 factors of 4 columns are not identified: other loadings and noise give the same"
                + " covariance");
    FitResult<FactorAnalysis> most = fit(Rows.iris(), 3);
    double full = DenseGaussian.fittedTo(Rows.iris()).logLikelihood(Rows.iris());
    assertThat(most.report().logLikelihood()).isEqualTo(full, within(1e-3));
  }

  @ParameterizedTest(name = "{0} rows")
  @ValueSource(ints = {3, 5, 10, 20})
  void fewerRowsThanColumnsAreFitted(int n) {
    Matrix x = factors(n, 25, 2, 4);
    FitResult<FactorAnalysis> fit = fit(x, 2);
    double expected = fit.model().logLikelihood(x);
    assertThat(fit.report().logLikelihood()).isEqualTo(expected, within(1e-8 * Math.abs(expected)));
    assertThat(fit.report().converged()).isTrue();
  }

  @Test
  void repeatedColumnsAreExplainedByAFactor() {
    Matrix x = factors(100, 6, 2, 3).selectColumns(new int[] {0, 1, 2, 3, 4, 5, 0});
    FitResult<FactorAnalysis> fit = fit(x, 2);
    assertThat(fit.report().converged()).isTrue();
    double expected = fit.model().logLikelihood(x);
    assertThat(fit.report().logLikelihood()).isEqualTo(expected, within(1e-7 * Math.abs(expected)));
    assertThat(fit.model().uniquenesses()[0]).isEqualTo(1e-6, within(1e-8));
    assertThat(fit.model().uniquenesses()[6]).isEqualTo(1e-6, within(1e-8));
  }

  /** Twelfths of the squared spacing: what rounding adds to a variance. */
  @Test
  void noiseIsAtLeastThatOfRounding() {
    Column rounded = new Column("r", ColumnKind.NUMERIC, ColumnRole.FEATURE, List.of(), 0.5);
    Schema schema =
        Schema.of(List.of(rounded, Column.numeric("a"), Column.numeric("b"), Column.numeric("c")));
    double[][] rows = factors(200, 4, 1, 9).toRows();
    for (double[] row : rows) {
      row[0] = 3;
    }
    Dataset data = HeapDataset.builder(schema, Matrix.ofRows(rows)).build();
    FactorAnalysis model =
        FactorAnalysis.fit(data, FactorAnalysisOptions.defaults().withLatentDimension(1), CONTEXT)
            .model();
    assertThat(model.noiseVariances()[0]).isEqualTo(0.25 / 12, within(1e-12));
  }

  @Test
  void goingOnFromAModelStaysThere() {
    Matrix x = factors(150, 6, 2, 1);
    FitResult<FactorAnalysis> first = fit(x, 2);
    FitResult<FactorAnalysis> again =
        FactorAnalysis.fit(
            Dataset.of(x), FactorAnalysisOptions.defaults(), CONTEXT.withStart(first.model()));
    assertThat(again.model().latentSpace().dimension()).isEqualTo(2);
    assertThat(again.report().iterations()).isLessThanOrEqualTo(1);
    assertThat(again.report().logLikelihood())
        .isEqualTo(first.report().logLikelihood(), within(1e-8));
    assertThat(again.report().starts()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                FactorAnalysis.fit(
                    Dataset.of(x),
                    FactorAnalysisOptions.defaults().withLatentDimension(3),
                    CONTEXT.withStart(first.model())))
        .withMessage("latentDimension must be 2 (that of the start), got 3");
  }

  @Test
  void aLimitOfIterationsIsKept() {
    FitResult<FactorAnalysis> fit =
        FactorAnalysis.fit(
            Dataset.of(factors(150, 6, 2, 1)),
            FactorAnalysisOptions.defaults().withLatentDimension(2).withIterations(2),
            CONTEXT);
    assertThat(fit.report().status()).isEqualTo(FitStatus.ITERATION_LIMIT);
    assertThat(fit.report().iterations()).isEqualTo(2);
    assertThat(fit.report().trace()).hasSize(2);
  }

  @Test
  void rowsAndOptionsThatCannotBeAreRefused() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> fit(Rows.gaussian(1, 3, 1), 1))
        .withMessage("factor analysis needs at least 2 rows of at least 2 features, got 1 x 3");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> fit(Matrix.of(3, 2, 1, 7, 2, 7, 3, 7), 1))
        .withMessage("factor analysis needs columns that vary, but 'x2' is constant; leave it out");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fit(Rows.gaussian(50, 4, 1), 4))
        .withMessage("latentDimension must be between 1 and 3 (features - 1), got 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fit(Rows.gaussian(3, 9, 1), 3))
        .withMessage("latentDimension must be between 1 and 2 (rows - 1), got 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FactorAnalysisOptions.defaults().withNoiseFloor(0))
        .withMessage("noiseFloor must be between 1.0E-8 and 1, a share of the variance, got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FactorAnalysisOptions.defaults().withTolerance(Double.NaN))
        .withMessage("tolerance must be at least 0, got NaN");
  }

  /** (d − q)² ≥ d + q: 1 of 3 columns, 2 of 5, 4 of 8 and no more. */
  @ParameterizedTest(name = "{0} columns")
  @CsvSource({"2, ''", "3, q=1", "5, q=1 q=2", "8, q=1 q=2 q=3 q=4"})
  void searchTriesIdentifiedSizes(int d, String expected) {
    Dataset data = Dataset.of(Rows.gaussian(100, d, 1));
    List<String> labels =
        new FactorAnalysisFamily()
            .candidates(data.schema(), DataSummary.of(data)).stream()
                .flatMap(List::stream)
                .map(Candidate::label)
                .toList();
    assertThat(String.join(" ", labels)).isEqualTo(expected);
  }

  private static FitResult<FactorAnalysis> fit(Matrix x, int q) {
    return FactorAnalysis.fit(
        Dataset.of(x), FactorAnalysisOptions.defaults().withLatentDimension(q), CONTEXT);
  }

  private static FitResult<FactorAnalysis> fit(Moments moments, int q) {
    return FactorAnalysis.fit(
        moments, FactorAnalysisOptions.defaults().withLatentDimension(q), CONTEXT);
  }

  private static FactorAnalysis truth(int d, int q, int seed) {
    SeededRandom random = new SeededRandom(seed + 70);
    double[] noise = new double[d];
    Arrays.setAll(noise, j -> 0.3 + random.nextDouble());
    return FactorAnalysis.of(new double[d], Rows.gaussian(d, q, seed + 71), noise);
  }

  private static Matrix factors(int n, int d, int q, int seed) {
    return truth(d, q, seed).sample(n, new SeededRandom(seed));
  }
}
