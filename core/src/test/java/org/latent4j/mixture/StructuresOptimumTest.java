package org.latent4j.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
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

/** What fits of every structure reach from this project's own starts. */
class StructuresOptimumTest {

  private static final FitContext CONTEXT = FitContext.defaults().withThreads(2);

  /** Not below the maxima that mclust reaches from its hierarchical start. */
  @TestFactory
  Stream<DynamicTest> ownStartsReachWhatMclustReaches() {
    return ReferenceFiles.table("converged_bic.csv").stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.get("dataset") + " " + row.get("model") + "," + row.get("G"),
                    () ->
                        assertThat(bic(row))
                            .isGreaterThan(Double.parseDouble(row.get("bic")) - 5e-3)));
  }

  private static double bic(Map<String, String> row) {
    Matrix x = ReferenceFiles.matrix(row.get("dataset") + ".csv");
    FitResult<GaussianMixture> fit =
        GaussianMixture.fit(
            Dataset.of(x),
            GaussianMixtureOptions.defaults(Integer.parseInt(row.get("G")))
                .withStructure(CovarianceStructure.named(row.get("model"))),
            CONTEXT);
    return -fit.report().bic(fit.model().parameterCount());
  }

  /** mclust 6.0.0 with random starts reaches -203.179228 with V,3; its own start -212.08. */
  @Test
  void galaxiesOfVaryingVariance() {
    FitResult<GaussianMixture> fit =
        GaussianMixture.fit(
            Dataset.of(Galaxies.velocities()),
            GaussianMixtureOptions.defaults(3).withStructure(CovarianceStructure.named("V")),
            CONTEXT);
    assertThat(fit.report().logLikelihood()).isGreaterThan(-203.179228 - 1e-3);
    assertThat(fit.model().parameterCount()).isEqualTo(8);
  }

  @ParameterizedTest
  @EnumSource(CovarianceStructure.class)
  void parametersAreRecoveredUpToPermutation(CovarianceStructure structure) {
    GaussianMixture truth =
        GaussianMixture.of(
            structure,
            new double[] {0.2, 0.3, 0.5},
            Matrix.of(3, 2, -6, 0, 0, 6, 6, -1),
            List.of(
                Matrix.of(2, 2, 1, 0.5, 0.5, 1),
                Matrix.of(2, 2, 2, -0.4, -0.4, 0.5),
                Matrix.of(2, 2, 0.5, 0.2, 0.2, 3)));
    int n = 3000;
    for (int seed = 0; seed < 5; seed++) {
      Matrix x = truth.sample(n, new SeededRandom(seed));
      GaussianMixture fit =
          GaussianMixture.fit(
                  Dataset.of(x),
                  GaussianMixtureOptions.defaults(3).withStructure(structure).withStarts(4),
                  CONTEXT.withSeed(seed))
              .model();
      assertThat(fit.logLikelihood(x)).isGreaterThan(truth.logLikelihood(x));
      int[] order =
          IntStream.range(0, 3)
              .boxed()
              .sorted(Comparator.comparingDouble(c -> fit.means().get(c, 0)))
              .mapToInt(Integer::intValue)
              .toArray();
      for (int c = 0; c < 3; c++) {
        assertNear(truth, c, fit, order[c], n * truth.weights()[c]);
      }
    }
  }

  /** Within six standard errors of estimates from the component's rows alone. */
  private static void assertNear(
      GaussianMixture truth, int c, GaussianMixture fit, int own, double rows) {
    assertThat(fit.weights()[own]).isCloseTo(truth.weights()[c], within(6 * 0.5 / Math.sqrt(3000)));
    Matrix expected = truth.covariance(c);
    for (int i = 0; i < 2; i++) {
      double variance = expected.get(i, i);
      assertThat(fit.means().get(own, i))
          .isCloseTo(truth.means().get(c, i), within(6 * Math.sqrt(variance / rows)));
      for (int j = 0; j < 2; j++) {
        double error = Math.sqrt(2 * variance * expected.get(j, j) / rows);
        assertThat(fit.covariance(own).get(i, j)).isCloseTo(expected.get(i, j), within(6 * error));
      }
    }
  }
}
