package org.latent4j.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;

/** Mixtures with noise from given partitions, against mclust 6.0.0. */
class NoiseReferenceTest {

  @TestFactory
  Stream<DynamicTest> fitFromPartition() {
    Map<String, List<Map<String, String>>> cases =
        ReferenceFiles.table("mclust_noise.csv").stream()
            .filter(row -> known(row.get("model")))
            .collect(
                Collectors.groupingBy(
                    row -> row.get("data") + " " + row.get("model") + "," + row.get("k"),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return cases.entrySet().stream()
        .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> compare(one.getValue())));
  }

  private static boolean known(String letters) {
    return Stream.of(CovarianceStructure.values()).anyMatch(s -> s.letters().equals(letters));
  }

  private static void compare(List<Map<String, String>> numbers) {
    Map<String, String> first = numbers.get(0);
    Matrix x = ReferenceFiles.matrix(first.get("data") + ".csv");
    int k = Integer.parseInt(first.get("k"));
    int every = Integer.parseInt(first.get("noise_every"));
    CovarianceStructure structure = CovarianceStructure.named(first.get("model"));
    GaussianMixture begun = firstStep(x, structure, k, every);
    GaussianMixture start = run(x, begun, 0).model();
    assertThat(start.noise().orElseThrow().logVolume())
        .isCloseTo(value(numbers, "log_volume"), within(1e-11));
    assertThat(start.logLikelihood(x)).isCloseTo(value(numbers, "log_likelihood_1"), within(1e-9));
    FitResult<GaussianMixture> end = run(x, begun, 100_000);
    double expected = value(numbers, "log_likelihood");
    assertThat(end.report().logLikelihood()).isCloseTo(expected, within(1e-7));
    assertThat((double) end.model().parameterCount()).isEqualTo(value(numbers, "df"));
    assertThat(-end.report().bic(end.model().parameterCount()))
        .isCloseTo(value(numbers, "bic"), within(1e-6));
    for (Map<String, String> number : numbers) {
      assertParameter(end.model(), number);
    }
  }

  /** At a maximum parameters are known to about the root of what the likelihood is known to. */
  private static void assertParameter(GaussianMixture mixture, Map<String, String> number) {
    int component = Integer.parseInt(number.get("component")) - 1;
    int i = Integer.parseInt(number.get("i")) - 1;
    int j = Integer.parseInt(number.get("j")) - 1;
    double expected = Double.parseDouble(number.get("value"));
    double actual =
        switch (number.get("quantity")) {
          case "pro" -> mixture.weights()[component < 0 ? mixture.gaussianCount() : component];
          case "mean" -> mixture.means().get(component, i);
          case "cov" -> mixture.covariance(component).get(i, j);
          default -> expected;
        };
    assertThat(actual)
        .as("%s", number)
        .isCloseTo(expected, within(2e-5 * (1 + Math.abs(expected))));
  }

  private static double value(List<Map<String, String>> numbers, String quantity) {
    return numbers.stream()
        .filter(number -> number.get("quantity").equals(quantity))
        .mapToDouble(number -> Double.parseDouble(number.get("value")))
        .findFirst()
        .orElseThrow();
  }

  private static GaussianMixture firstStep(
      Matrix x, CovarianceStructure structure, int k, int every) {
    int n = x.rows();
    int[] clustered = IntStream.range(0, n).filter(i -> i % every != 0).toArray();
    Matrix rows = x.selectRows(clustered);
    GaussianMixture gaussians =
        Partitions.firstStep(structure, rows, Partitions.equalSlices(sums(rows), k), k);
    double[] unit = new double[x.columns()];
    java.util.Arrays.fill(unit, 1);
    return gaussians.withNoise(
        UniformNoise.alongFeatures(unit, unit), 1 - clustered.length / (double) n);
  }

  /** Thousandths, which are whole numbers: equal sums are ties in every order of addition. */
  private static Matrix sums(Matrix rows) {
    double[] sums = new double[rows.rows()];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = Math.rint(1000 * java.util.Arrays.stream(rows.row(i)).sum());
    }
    return Matrix.wrap(sums.length, 1, sums);
  }

  private static FitResult<GaussianMixture> run(Matrix x, GaussianMixture start, int iterations) {
    return GaussianMixture.fit(
        Dataset.of(x),
        GaussianMixtureOptions.defaults(start.gaussianCount())
            .withStructure(start.structure())
            .withNoise(NoiseComponent.UNIFORM)
            .withCovarianceFloor(0)
            .withIterations(iterations)
            .withTolerance(1e-9),
        FitContext.defaults().withStart(start));
  }

  /** {@code exp(131.868801)}: mclust's hypvol(faithful), along the principal axes. */
  @Test
  void theBoxOfFaithfulIsThatOfMclust() {
    Matrix x = ReferenceFiles.matrix("faithful.csv");
    GaussianMixture fitted =
        GaussianMixture.fit(
                Dataset.of(x),
                GaussianMixtureOptions.defaults(1).withNoise(NoiseComponent.UNIFORM),
                FitContext.defaults())
            .model();
    assertThat(Math.exp(fitted.noise().orElseThrow().logVolume()))
        .isCloseTo(131.868801, within(5e-7));
  }
}
