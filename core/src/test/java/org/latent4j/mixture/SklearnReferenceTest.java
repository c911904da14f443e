package org.latent4j.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.em.Acceleration;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.testing.SharedFiles;

/**
 * Log likelihoods and parameters after given numbers of M steps from given starts, against
 * scikit-learn 1.2.1. Only cases without its ridge are taken: adding a ridge is not maximum
 * likelihood.
 */
class SklearnReferenceTest {

  @TestFactory
  Stream<DynamicTest> logLikelihoodAfterEachNumberOfIterations() {
    return SharedFiles.table("sklearn_gmm.csv").stream()
        .filter(row -> Double.parseDouble(row.get("reg_covar")) == 0)
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.get("dataset")
                        + " k="
                        + row.get("k")
                        + " "
                        + row.get("type")
                        + " "
                        + row.get("iterations"),
                    () -> {
                      FitResult<GaussianMixture> fit = fit(row);
                      double expected = Double.parseDouble(row.get("loglik_per_row"));
                      assertThat(fit.report().meanLogLikelihood())
                          .isCloseTo(expected, within(1e-9 * Math.abs(expected)));
                      assertThat(fit.report().bic(fit.model().parameterCount()))
                          .isCloseTo(Double.parseDouble(row.get("bic")), within(1e-5));
                      assertThat(fit.report().aic(fit.model().parameterCount()))
                          .isCloseTo(Double.parseDouble(row.get("aic")), within(1e-5));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> parametersAfterTheLastIteration() {
    List<Map<String, String>> parameters = SharedFiles.table("sklearn_gmm_parameters.csv");
    return SharedFiles.table("sklearn_gmm.csv").stream()
        .filter(row -> Double.parseDouble(row.get("reg_covar")) == 0)
        .filter(row -> parameters.stream().anyMatch(p -> sameCase(p, row)))
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.get("dataset") + " k=" + row.get("k") + " " + row.get("type"),
                    () -> {
                      GaussianMixture mixture = fit(row).model();
                      parameters.stream()
                          .filter(p -> sameCase(p, row))
                          .forEach(p -> assertParameter(mixture, p));
                    }));
  }

  private static boolean sameCase(Map<String, String> parameter, Map<String, String> row) {
    return Stream.of("dataset", "k", "reg_covar", "type", "iterations")
        .allMatch(key -> parameter.get(key).equals(row.get(key)));
  }

  private static void assertParameter(GaussianMixture mixture, Map<String, String> p) {
    int c = Integer.parseInt(p.get("component"));
    int i = Integer.parseInt(p.get("i"));
    int j = Integer.parseInt(p.get("j"));
    double expected = Double.parseDouble(p.get("value"));
    double actual =
        switch (p.get("parameter")) {
          case "weight" -> mixture.weights()[c];
          case "mean" -> mixture.means().get(c, i);
          case "cov" -> mixture.covariance(c).get(i, j);
          default -> throw new AssertionError(p.get("parameter"));
        };
    assertThat(actual)
        .as("%s", p)
        .isCloseTo(expected, within(1e-6 * Math.max(1, Math.abs(expected))));
  }

  private static FitResult<GaussianMixture> fit(Map<String, String> row) {
    CovarianceStructure structure =
        switch (row.get("type")) {
          case "full" -> CovarianceStructure.FULL;
          case "tied" -> CovarianceStructure.TIED;
          case "diag" -> CovarianceStructure.DIAGONAL;
          default -> CovarianceStructure.SPHERICAL;
        };
    Dataset data = Dataset.of(SharedFiles.matrix(row.get("dataset") + ".csv"));
    int k = Integer.parseInt(row.get("k"));
    int iterations = Integer.parseInt(row.get("iterations"));
    GaussianMixtureOptions options =
        GaussianMixtureOptions.defaults(k)
            .withAcceleration(Acceleration.NONE)
            .withStructure(structure)
            .withIterations(iterations)
            .withTolerance(0)
            .withCovarianceFloor(0);
    return GaussianMixture.fit(
        data, options, FitContext.defaults().withStart(start(structure, data, row)));
  }

  private static GaussianMixture start(
      CovarianceStructure structure, Dataset data, Map<String, String> row) {
    List<Integer> rows = new ArrayList<>();
    for (Map<String, String> line : SharedFiles.table("sklearn_gmm_start.csv")) {
      if (Stream.of("dataset", "k", "reg_covar").allMatch(c -> line.get(c).equals(row.get(c)))) {
        rows.add(Integer.parseInt(line.get("row_of_mean_0based")));
      }
    }
    Matrix means = data.toMatrix().selectRows(rows.stream().mapToInt(Integer::intValue).toArray());
    double[] weights = new double[rows.size()];
    Arrays.fill(weights, 1.0 / weights.length);
    double[] variances = DataSummary.of(data).variances();
    return GaussianMixture.of(structure, weights, means, List.of(Matrix.diagonal(variances)));
  }
}
