package org.latent4j.mixture;

import static java.lang.Double.parseDouble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.testing.SharedFiles;

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

  /** 131.868801: mclust's hypvol(faithful), along the principal axes. */
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

  /**
   * Two lines of points among twice as many of noise: mclust 6.0.0 from the true noise, {@code
   * Mclust(G = 2, initialization = list(noise = class == "noise"))} with tol 1e-13; here from our
   * own starts.
   */
  @ParameterizedTest
  @CsvSource({"full, -10525.211293864", "eev, -10525.264446686", "tied, -10576.342478678"})
  void chevronIsFoundInItsNoise(String structure, double logLikelihood) throws IOException {
    Path file = SharedFiles.path("data/chevron/chevron.csv");
    double[][] rows =
        Files.readAllLines(file).stream()
            .skip(1)
            .map(line -> line.split(",", -1))
            .map(cells -> new double[] {parseDouble(cells[1]), parseDouble(cells[2])})
            .toArray(double[][]::new);
    FitResult<GaussianMixture> fit =
        GaussianMixture.fit(
            Dataset.of(Matrix.ofRows(rows)),
            GaussianMixtureOptions.defaults(2)
                .withStructure(CovarianceStructure.named(structure))
                .withNoise(NoiseComponent.UNIFORM)
                .withTolerance(1e-8),
            FitContext.defaults());
    assertThat(fit.report().logLikelihood()).isGreaterThan(logLikelihood - 1e-5);
    assertThat(fit.model().noise().orElseThrow().logVolume())
        .isCloseTo(Math.log(16021.81), within(1e-6));
  }
}
