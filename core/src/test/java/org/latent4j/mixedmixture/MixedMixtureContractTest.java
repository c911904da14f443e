package org.latent4j.mixedmixture;

import org.junit.jupiter.api.Nested;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Settings;
import org.latent4j.testing.ModelContract;

class MixedMixtureContractTest {

  abstract static class Mixed extends ModelContract<MixedMixture> {
    private final String covariance;

    Mixed(String covariance) {
      this.covariance = covariance;
    }

    @Override
    public ModelFamily family() {
      return new MixedMixtureFamily();
    }

    @Override
    public Settings settings() {
      return Settings.of(family().settings())
          .with("k", 2)
          .with("covariance", covariance)
          .with("starts", 4);
    }

    @Override
    public Dataset data() {
      return MixedRows.data(300, 5);
    }

    @Override
    public boolean modelsMissingValues() {
      return true;
    }

    @Override
    public boolean hasSmoothDensity() {
      return isContinuous();
    }
  }

  @Nested
  class FullAndOthers extends Mixed {
    FullAndOthers() {
      super("full");
    }
  }

  @Nested
  class DiagonalAndOthers extends Mixed {
    DiagonalAndOthers() {
      super("diagonal");
    }

    @Override
    public Settings settings() {
      return super.settings().with("counts", "negative-binomial");
    }
  }

  @Nested
  class FullNumbers extends Mixed {
    FullNumbers() {
      super("full");
    }

    @Override
    public Dataset data() {
      return numbers();
    }
  }

  @Nested
  class DiagonalNumbers extends Mixed {
    DiagonalNumbers() {
      super("diagonal");
    }

    @Override
    public Dataset data() {
      return numbers();
    }
  }

  private static Dataset numbers() {
    Matrix all = MixedRows.drawn(300, 5);
    return Dataset.of(all.selectColumns(new int[] {0, 2}));
  }
}
