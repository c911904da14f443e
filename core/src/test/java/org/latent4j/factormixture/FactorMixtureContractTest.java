package org.latent4j.factormixture;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Settings;
import org.latent4j.testing.ModelContract;

class FactorMixtureContractTest {

  private abstract static class Structured extends ModelContract<FactorMixture> {
    private final int latent;
    private final NoiseStructure noise;
    private final Sharing sharing;

    Structured(int latent, NoiseStructure noise, Sharing sharing) {
      this.latent = latent;
      this.noise = noise;
      this.sharing = sharing;
    }

    @Override
    public ModelFamily family() {
      return new FactorMixtureFamily();
    }

    @Override
    public Settings settings() {
      return Settings.of(family().settings())
          .with("k", 2)
          .with("latent", latent)
          .with("noise", noise.label())
          .with("share", sharing.label());
    }

    @Override
    public Dataset data() {
      FactorMixture truth =
          FactorMixture.of(
              NoiseStructure.DIAGONAL,
              Sharing.NONE,
              new double[] {0.4, 0.6},
              Matrix.of(2, 4, 0, 0, 0, 1, 4, -3, 20, 2),
              List.of(
                  Matrix.of(4, 1, 1, 2, -1, 0.5), Matrix.of(4, 2, 1, 0, 0.5, 2, -1, 0.3, 2, -1)),
              Matrix.of(2, 4, 0.3, 0.2, 0.4, 0.5, 0.6, 0.3, 0.9, 0.4));
      return Dataset.of(truth.sample(300, new SeededRandom(17)));
    }
  }

  @Nested
  class FactorAnalysers extends Structured {
    FactorAnalysers() {
      super(1, NoiseStructure.DIAGONAL, Sharing.NONE);
    }
  }

  @Nested
  class ProbabilisticPca extends Structured {
    ProbabilisticPca() {
      super(2, NoiseStructure.ISOTROPIC, Sharing.NONE);
    }
  }

  @Nested
  class SharedLoadings extends Structured {
    SharedLoadings() {
      super(2, NoiseStructure.ISOTROPIC, Sharing.LOADINGS);
    }
  }

  @Nested
  class SharedBoth extends Structured {
    SharedBoth() {
      super(1, NoiseStructure.DIAGONAL, Sharing.BOTH);
    }
  }

  @Nested
  class ChosenFactors extends Structured {
    ChosenFactors() {
      super(0, NoiseStructure.ISOTROPIC, Sharing.NONE);
    }
  }
}
