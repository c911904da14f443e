package org.latent4j.mixture;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Settings;
import org.latent4j.testing.ModelContract;

class GaussianMixtureContractTest {

  private abstract static class Structured extends ModelContract<GaussianMixture> {
    private final CovarianceStructure structure;

    Structured(CovarianceStructure structure) {
      this.structure = structure;
    }

    @Override
    public ModelFamily family() {
      return new GaussianMixtureFamily();
    }

    @Override
    public Settings settings() {
      return Settings.of(family().settings()).with("k", 2).with("covariance", structure.label());
    }

    @Override
    public Dataset data() {
      GaussianMixture truth =
          GaussianMixture.of(
              CovarianceStructure.FULL,
              new double[] {0.4, 0.6},
              Matrix.of(2, 3, 0, 0, 0, 4, -3, 20),
              List.of(
                  Matrix.of(3, 3, 1, 0.3, 0, 0.3, 1, 0, 0, 0, 4),
                  Matrix.of(3, 3, 2, -0.5, 0, -0.5, 0.5, 0, 0, 0, 9)));
      return Dataset.of(truth.sample(300, new SeededRandom(17)));
    }
  }

  @Nested
  class Full extends Structured {
    Full() {
      super(CovarianceStructure.FULL);
    }
  }

  @Nested
  class Tied extends Structured {
    Tied() {
      super(CovarianceStructure.TIED);
    }
  }

  @Nested
  class Diagonal extends Structured {
    Diagonal() {
      super(CovarianceStructure.DIAGONAL);
    }
  }

  @Nested
  class Spherical extends Structured {
    Spherical() {
      super(CovarianceStructure.SPHERICAL);
    }
  }

  @Nested
  class Eii extends Structured {
    Eii() {
      super(CovarianceStructure.EII);
    }
  }

  @Nested
  class Eei extends Structured {
    Eei() {
      super(CovarianceStructure.EEI);
    }
  }

  @Nested
  class Vei extends Structured {
    Vei() {
      super(CovarianceStructure.VEI);
    }
  }

  @Nested
  class Evi extends Structured {
    Evi() {
      super(CovarianceStructure.EVI);
    }
  }

  @Nested
  class Vee extends Structured {
    Vee() {
      super(CovarianceStructure.VEE);
    }
  }

  @Nested
  class Eve extends Structured {
    Eve() {
      super(CovarianceStructure.EVE);
    }
  }

  @Nested
  class Vve extends Structured {
    Vve() {
      super(CovarianceStructure.VVE);
    }
  }

  @Nested
  class Eev extends Structured {
    Eev() {
      super(CovarianceStructure.EEV);
    }
  }

  @Nested
  class Vev extends Structured {
    Vev() {
      super(CovarianceStructure.VEV);
    }
  }

  @Nested
  class Evv extends Structured {
    Evv() {
      super(CovarianceStructure.EVV);
    }
  }
}
