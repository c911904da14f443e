package org.latent4j.mixture;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Settings;
import org.latent4j.testing.ModelContract;

class NoiseContractTest {

  private abstract static class Noisy extends ModelContract<GaussianMixture> {
    private final CovarianceStructure structure;
    private final double correlation;

    Noisy(CovarianceStructure structure, double correlation) {
      this.structure = structure;
      this.correlation = correlation;
    }

    @Override
    public ModelFamily family() {
      return new GaussianMixtureFamily();
    }

    @Override
    public Settings settings() {
      return Settings.of(family().settings())
          .with("k", 2)
          .with("covariance", structure.label())
          .with("starts", 4)
          .with("noise-component", "uniform");
    }

    /** What a turned box leaves to some features is no box. */
    @Override
    public boolean answersForGaps() {
      return model().noise().orElseThrow().axes().isEmpty();
    }

    @Override
    public boolean hasSmoothDensity() {
      return false;
    }

    /** With a correlation, the box along the principal axes is the smaller. */
    @Override
    public Dataset data() {
      double c = correlation;
      GaussianMixture truth =
          GaussianMixture.of(
                  CovarianceStructure.FULL,
                  new double[] {0.4, 0.6},
                  Matrix.of(2, 2, 0, 0, 12 * c, 12 - 20 * (1 - c)),
                  List.of(Matrix.of(2, 2, 1, c, c, 1), Matrix.of(2, 2, 2, 2 * c, 2 * c, 2.5)))
              .withNoise(
                  UniformNoise.alongAxes(
                      new double[] {5 * c, 5 - 10 * (1 - c)},
                      new double[] {10, 5},
                      Matrix.of(
                          2, 2, Math.sqrt(0.5), Math.sqrt(0.5), Math.sqrt(0.5), -Math.sqrt(0.5))),
                  0.2);
      Matrix x = truth.sample(300, new SeededRandom(17));
      return Dataset.of(Matrix.wrap(300, 2, Arrays.stream(x.values()).map(v -> v + 3).toArray()));
    }
  }

  @Nested
  class FullAlongAxes extends Noisy {
    FullAlongAxes() {
      super(CovarianceStructure.FULL, 0.8);
    }
  }

  @Nested
  class FullAlongFeatures extends Noisy {
    FullAlongFeatures() {
      super(CovarianceStructure.FULL, 0);
    }

    @Override
    public Dataset data() {
      return Dataset.of(
          GaussianMixture.of(
                  CovarianceStructure.FULL,
                  new double[] {0.4, 0.6},
                  Matrix.of(2, 2, 0, 0, 5, -5),
                  List.of(Matrix.of(2, 2, 1, 0.5, 0.5, 1), Matrix.of(2, 2, 2, 0, 0, 0.5)))
              .withNoise(
                  UniformNoise.alongFeatures(new double[] {1, -1}, new double[] {12, 11}), 0.3)
              .sample(400, new SeededRandom(23)));
    }
  }

  @Nested
  class DiagonalAlongFeatures extends Noisy {
    DiagonalAlongFeatures() {
      super(CovarianceStructure.DIAGONAL, 0);
    }
  }
}
