package org.latent4j.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Settings;

/** Mixtures whose components all weigh the same. */
class EqualWeightsTest {

  private static final FitContext CONTEXT = FitContext.defaults().withThreads(2);

  private static GaussianMixtureOptions options(int k, CovarianceStructure structure) {
    return GaussianMixtureOptions.defaults(k)
        .withStructure(structure)
        .withWeights(ComponentWeights.EQUAL);
  }

  /** From hard partitions (the species, or equal slices), against mclust with equal proportions. */
  @TestFactory
  Stream<DynamicTest> fitFromPartition() {
    return ReferenceFiles.table("equal_weights.csv").stream()
        .map(row -> DynamicTest.dynamicTest(String.join(" ", row.values()), () -> compare(row)));
  }

  private static void compare(Map<String, String> row) {
    Matrix x = ReferenceFiles.matrix(row.get("dataset") + ".csv");
    int k = Integer.parseInt(row.get("G"));
    boolean isSpecies = row.get("dataset").equals("iris") && k == 3;
    int[] labels =
        isSpecies
            ? IntStream.range(0, x.rows()).map(i -> i / 50).toArray()
            : Partitions.equalSlices(x, k);
    CovarianceStructure structure = CovarianceStructure.named(row.get("model"));
    GaussianMixture start = Partitions.firstStep(structure, x, labels, k);
    FitResult<GaussianMixture> fit =
        GaussianMixture.fit(
            Dataset.of(x),
            options(k, structure)
                .withIterations(100_000)
                .withTolerance(1e-9)
                .withCovarianceFloor(0),
            CONTEXT.withStart(start));
    double expected = Double.parseDouble(row.get("loglik"));
    assertThat(fit.report().logLikelihood()).isCloseTo(expected, within(1e-8 * Math.abs(expected)));
    assertThat(fit.model().parameterCount()).isEqualTo(Long.parseLong(row.get("df")));
    assertThat(fit.model().weights()).containsOnly(1.0 / k);
  }

  @ParameterizedTest
  @EnumSource(CovarianceStructure.class)
  void ownStartsFindTwoEqualClusters(CovarianceStructure structure) {
    GaussianMixture truth =
        GaussianMixture.of(
            structure,
            new double[] {0.5, 0.5},
            Matrix.of(2, 2, -3, 0, 3, 1),
            List.of(Matrix.identity(2)));
    Matrix x = truth.sample(300, new SeededRandom(4));
    FitResult<GaussianMixture> fit =
        GaussianMixture.fit(Dataset.of(x), options(2, structure).withStarts(3), CONTEXT);
    assertThat(fit.model().weights()).containsExactly(0.5, 0.5);
    assertThat(fit.report().logLikelihood()).isGreaterThan(truth.logLikelihood(x));
  }

  @Test
  void componentThatLosesItsRowsIsStartedAgain() {
    GaussianMixture truth =
        GaussianMixture.of(
            CovarianceStructure.FULL,
            new double[] {0.5, 0.5},
            Matrix.of(2, 2, -5, 0, 5, 0),
            List.of(Matrix.identity(2)));
    Matrix x = truth.sample(400, new SeededRandom(8));
    GaussianMixture lost =
        GaussianMixture.of(
            CovarianceStructure.VEE,
            new double[] {0.5, 0.5},
            Matrix.of(2, 2, 1e4, 1e4, 0, 0),
            List.of(Matrix.of(2, 2, 26, 0, 0, 1)));
    FitResult<GaussianMixture> fit =
        GaussianMixture.fit(
            Dataset.of(x), options(2, CovarianceStructure.VEE), CONTEXT.withStart(lost));
    assertThat(fit.report().notes())
        .containsExactly(
            "component 1 had lost its rows and was started again as a half of component 2");
    assertThat(fit.report().logLikelihood()).isGreaterThan(truth.logLikelihood(x) - 1);
  }

  @Test
  void savedMixtureStaysOneOfEqualWeights() {
    ModelFamily family = ModelFamily.named("gmm");
    Settings settings =
        Settings.of(family.settings()).with("k", 3).with("component-weights", "EQUAL");
    double[] values = new double[200];
    new SeededRandom(1).fillGaussian(values);
    GaussianMixture fitted =
        (GaussianMixture)
            family.fit(Dataset.of(Matrix.wrap(100, 2, values)), settings, CONTEXT).model();
    GaussianMixture loaded = (GaussianMixture) family.load(family.save(fitted));
    assertThat(loaded.componentWeights()).isEqualTo(ComponentWeights.EQUAL);
    assertThat(loaded.parameterCount()).isEqualTo(fitted.parameterCount()).isEqualTo(6 + 9);
    GaussianMixture free =
        fitted.weighted(ComponentWeights.FREE); // a file without the word is one of free weights
    assertThat(family.save(free).attributes()).isEqualTo(Map.of("covariance", "full"));
    assertThat(Arrays.stream(free.weights()).sum()).isCloseTo(1, within(1e-15));
  }
}
