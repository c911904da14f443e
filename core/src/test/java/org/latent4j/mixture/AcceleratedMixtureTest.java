package org.latent4j.mixture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Dataset;
import org.latent4j.em.Acceleration;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;

/** Accelerated EM ends no lower than plain EM, after far fewer visits of the rows. */
@Tag("slow")
class AcceleratedMixtureTest {

  private static final double TOLERANCE = 1e-5;

  @Test
  void overlappingComponentsTakeLessThanHalfOfTheVisits() {
    double logRatio = 0;
    int seeds = 12;
    for (int seed = 0; seed < seeds; seed++) {
      GaussianMixture truth = overlapping(4, 5, seed);
      Dataset rows = Dataset.of(truth.sample(1000, new SeededRandom(seed)));
      FitContext context = FitContext.defaults().withSeed(seed).withStart(truth);
      GaussianMixtureOptions options =
          GaussianMixtureOptions.defaults(4).withIterations(20_000).withTolerance(TOLERANCE);
      FitResult<GaussianMixture> plain =
          GaussianMixture.fit(rows, options.withAcceleration(Acceleration.NONE), context);
      FitResult<GaussianMixture> fast = GaussianMixture.fit(rows, options, context);
      assertThat(fast.report().logLikelihood())
          .as("seed %d", seed)
          .isGreaterThan(plain.report().logLikelihood() - TOLERANCE);
      assertThat(fast.report().trace()).as("seed %d", seed).isSorted();
      logRatio +=
          Math.log((double) plain.report().iterations() / fast.report().iterations()) / seeds;
    }
    assertThat(Math.exp(logRatio)).isGreaterThan(2);
  }

  /** Components with identity covariances whose means scatter by 2 deviations in all. */
  private static GaussianMixture overlapping(int k, int d, int seed) {
    double[] means = new double[k * d];
    new SeededRandom(seed).split(1).fillGaussian(means);
    double[] weights = new double[k];
    Arrays.fill(weights, 1.0 / k);
    return GaussianMixture.of(
        CovarianceStructure.FULL,
        weights,
        Matrix.wrap(k, d, means).scaled(2 / Math.sqrt(d)),
        List.of(Matrix.identity(d)));
  }
}
