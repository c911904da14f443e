package org.latent4j.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FitContext;
import org.latent4j.testing.SharedFiles;

/** PCA against scikit-learn 1.2.1, R 4.2.2 and numbers in print. */
class PcaReferenceTest {

  private static final FitContext CONTEXT = FitContext.defaults().withThreads(2);

  /** Every case of the reference by every exact route. */
  @TestFactory
  Stream<DynamicTest> scikitLearn() {
    List<Map<String, String>> values = SharedFiles.table("sklearn_pca.csv");
    List<Map<String, String>> axes = SharedFiles.table("sklearn_pca_components.csv");
    return values.stream()
        .filter(row -> row.get("index").equals("0"))
        .flatMap(
            row ->
                Stream.of(Route.COVARIANCE, Route.SVD)
                    .map(
                        route ->
                            DynamicTest.dynamicTest(
                                row.get("dataset") + " q=" + row.get("components") + " " + route,
                                () -> assertCase(row, route, values, axes))));
  }

  private static void assertCase(
      Map<String, String> row,
      Route route,
      List<Map<String, String>> values,
      List<Map<String, String>> axes) {
    int q = Integer.parseInt(row.get("components"));
    Pca pca = fit(Rows.reference(row.get("dataset")), q, route);
    Predicate<Map<String, String>> sameCase =
        other ->
            other.get("dataset").equals(row.get("dataset"))
                && other.get("components").equals(row.get("components"));
    for (Map<String, String> expected : values.stream().filter(sameCase).toList()) {
      int j = Integer.parseInt(expected.get("index"));
      assertRelative(pca.explainedVariance()[j], number(expected, "explained_variance"), 1e-11);
      assertRelative(
          pca.explainedVarianceRatio()[j], number(expected, "explained_variance_ratio"), 1e-11);
      assertRelative(pca.singularValues()[j], number(expected, "singular_value"), 1e-11);
    }
    for (Map<String, String> expected : axes.stream().filter(sameCase).toList()) {
      int feature = Integer.parseInt(expected.get("feature"));
      int j = Integer.parseInt(expected.get("index"));
      assertThat(pca.principalAxes().get(feature, j))
          .isEqualTo(number(expected, "loading"), within(1e-10));
    }
  }

  @TestFactory
  Stream<DynamicTest> prcompOfStandardisedColumns() {
    return SharedFiles.table("r_prcomp_correlation.csv").stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.get("dataset") + " " + row.get("index"),
                    () -> {
                      Matrix x = Rows.standardised(Rows.reference(row.get("dataset")));
                      Pca pca = fit(x, x.columns(), Route.AUTO);
                      // prcomp standardises with divisor n − 1
                      double variance =
                          pca.explainedVariance()[Integer.parseInt(row.get("index"))]
                              * (x.rows() - 1)
                              / x.rows();
                      assertRelative(variance, number(row, "variance"), 1e-11);
                    }));
  }

  /** The example of scikit-learn's documentation. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GRAM")
  void sixPoints(Route route) {
    Matrix x = Matrix.of(6, 2, -1, -1, -2, -1, -3, -2, 1, 1, 2, 1, 3, 2);
    Pca pca = fit(x, 2, route);
    assertThat(pca.explainedVarianceRatio()[0]).isEqualTo(0.99244, within(5e-6));
    assertThat(pca.explainedVarianceRatio()[1]).isEqualTo(0.00755, within(1e-5));
    assertThat(pca.singularValues()[0]).isEqualTo(6.30061, within(5e-6));
    assertThat(pca.singularValues()[1]).isEqualTo(0.54980, within(5e-6));
  }

  @Test
  void variancesOfIris() {
    Pca pca = fit(Rows.iris(), 4, Route.AUTO);
    double[] expected = {4.22824171, 0.24267075, 0.07820950, 0.02383509};
    for (int j = 0; j < 4; j++) {
      assertThat(pca.explainedVariance()[j]).isEqualTo(expected[j], within(5e-9));
    }
    double[] perRow = {4.20005343, 0.24105294, 0.07768810, 0.02367619};
    PrincipalSpectrum spectrum =
        PrincipalSpectrum.of(Dataset.of(Rows.iris()), 4, Route.AUTO, CONTEXT);
    for (int j = 0; j < 4; j++) {
      assertThat(spectrum.variances()[j]).isEqualTo(perRow[j], within(5e-9));
    }
  }

  @Test
  void arrestsInTheStatesOfAmerica() {
    Matrix x = Rows.standardised(Rows.csv("usarrests/usarrests.csv", 1, 5));
    Pca pca = fit(x, 4, Route.AUTO);
    double[] deviations = {1.574878274, .994869415, .597129116, .416449382};
    double[] first = {.535899, .583184, .278191, .543432};
    for (int j = 0; j < 4; j++) {
      assertThat(Math.sqrt(pca.explainedVariance()[j] * 49 / 50))
          .isEqualTo(deviations[j], within(5e-10));
      assertThat(pca.principalAxes().get(j, 0)).isEqualTo(first[j], within(1e-6));
    }
  }

  /** How many axes hold 95 % of the variance, as scikit-learn counts them. */
  @ParameterizedTest
  @CsvSource({
    "iris, 2",
    "wine, 1",
    "wineStandardised, 10",
    "wdbc, 1",
    "wdbcStandardised, 10",
    "digits, 29"
  })
  void automaticLatentDimension(String dataset, int expected) {
    Matrix x =
        switch (dataset) {
          case "wine" -> Rows.csv("wine/wine.csv", 1, 14);
          case "wineStandardised" -> Rows.standardised(Rows.csv("wine/wine.csv", 1, 14));
          case "wdbc" -> Rows.csv("wdbc/wdbc.csv", 2, 32);
          case "wdbcStandardised" -> Rows.standardised(Rows.csv("wdbc/wdbc.csv", 2, 32));
          default -> Rows.reference(dataset);
        };
    assertThat(fit(x, 0, Route.AUTO).latentSpace().dimension()).isEqualTo(expected);
  }

  private static Pca fit(Matrix x, int q, Route route) {
    PcaOptions options = PcaOptions.defaults().withLatentDimension(q).withRoute(route);
    return Pca.fit(Dataset.of(x), options, CONTEXT).model();
  }

  private static double number(Map<String, String> row, String column) {
    return Double.parseDouble(row.get(column));
  }

  private static void assertRelative(double actual, double expected, double tolerance) {
    assertThat(actual).isEqualTo(expected, within(tolerance * Math.abs(expected)));
  }
}
