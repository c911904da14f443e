package org.latent4j.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;

/** Modes of the posterior from given starts, against mclust 6.0.0. */
class PriorReferenceTest {

  @TestFactory
  Stream<DynamicTest> fitFromSlices() {
    Map<String, List<Map<String, String>>> cases =
        ReferenceFiles.table("mclust_prior.csv").stream()
            .collect(
                Collectors.groupingBy(
                    row ->
                        String.join(
                            " ",
                            row.get("data"),
                            row.get("model"),
                            row.get("k"),
                            row.get("shrinkage"),
                            row.get("prior")),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return cases.entrySet().stream()
        .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> compare(one.getValue())));
  }

  private static void compare(List<Map<String, String>> numbers) {
    Map<String, String> first = numbers.get(0);
    Matrix x = data(first.get("data"));
    int k = Integer.parseInt(first.get("k"));
    boolean custom = first.get("prior").equals("custom");
    MixturePrior prior =
        new MixturePrior(
            MixturePrior.Kind.CONJUGATE,
            Double.parseDouble(first.get("shrinkage")),
            custom ? x.columns() + 5 : 0,
            custom ? 3 : 1,
            1);
    GaussianMixture start = start(x, CovarianceStructure.named(first.get("model")), k);
    GaussianMixture step = run(x, start, prior, 1).model();
    FitResult<GaussianMixture> end = run(x, start, prior, 100_000);
    for (Map<String, String> number : numbers) {
      boolean isStep = number.get("stage").equals("step");
      assertNumber(isStep ? step : end.model(), x, number, isStep ? 1e-9 : 1e-5);
    }
  }

  private static Matrix data(String name) {
    return name.equals("waiting")
        ? ReferenceFiles.matrix("faithful.csv").columnRange(1, 2)
        : ReferenceFiles.matrix(name + ".csv");
  }

  private static void assertNumber(
      GaussianMixture mixture, Matrix x, Map<String, String> number, double tolerance) {
    int component = Integer.parseInt(number.get("component")) - 1;
    int i = Integer.parseInt(number.get("i")) - 1;
    int j = Integer.parseInt(number.get("j")) - 1;
    double expected = Double.parseDouble(number.get("value"));
    double actual =
        switch (number.get("quantity")) {
          case "pro" -> mixture.weights()[component];
          case "mean" -> mixture.means().get(component, i);
          case "cov" -> mixture.covariance(component).get(i, j);
          default -> mixture.logLikelihood(x);
        };
    assertThat(actual)
        .as("%s", number)
        .isCloseTo(expected, within(tolerance * (1 + Math.abs(expected))));
  }

  private static GaussianMixture start(Matrix x, CovarianceStructure structure, int k) {
    double[] sums = new double[x.rows()];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = Math.rint(1000 * Arrays.stream(x.row(i)).sum());
    }
    int[] labels = Partitions.equalSlices(Matrix.wrap(sums.length, 1, sums), k);
    GaussianMixture slices = Partitions.firstStep(CovarianceStructure.SPHERICAL, x, labels, k);
    double variance =
        Arrays.stream(DataSummary.of(Dataset.of(x)).variances()).average().orElseThrow();
    return GaussianMixture.of(
        structure,
        slices.weights(),
        slices.means(),
        List.of(Matrix.identity(x.columns()).scaled(variance)));
  }

  private static FitResult<GaussianMixture> run(
      Matrix x, GaussianMixture start, MixturePrior prior, int iterations) {
    return GaussianMixture.fit(
        Dataset.of(x),
        GaussianMixtureOptions.defaults(start.gaussianCount())
            .withStructure(start.structure())
            .withPrior(prior)
            .withCovarianceFloor(0)
            .withIterations(iterations)
            .withTolerance(1e-10),
        FitContext.defaults().withStart(start));
  }

  /** mclust's best model of iris with its default prior: VEV of 2 components, BIC −580.8136. */
  @Test
  void theBestOfIrisIsThatOfMclust() {
    Matrix x = ReferenceFiles.matrix("iris.csv");
    FitResult<GaussianMixture> fit =
        GaussianMixture.fit(
            Dataset.of(x),
            GaussianMixtureOptions.defaults(2)
                .withStructure(CovarianceStructure.VEV)
                .withPrior(MixturePrior.conjugate()),
            FitContext.defaults());
    assertThat(-fit.report().bic(fit.model().parameterCount())).isCloseTo(-580.8136, within(1e-3));
  }
}
