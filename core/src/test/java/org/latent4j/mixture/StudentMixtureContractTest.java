package org.latent4j.mixture;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Settings;
import org.latent4j.testing.ModelContract;

class StudentMixtureContractTest {

  private abstract static class Structured extends ModelContract<StudentMixture> {
    private final CovarianceStructure structure;
    private final Freedom freedom;

    Structured(CovarianceStructure structure, Freedom freedom) {
      this.structure = structure;
      this.freedom = freedom;
    }

    @Override
    public ModelFamily family() {
      return new StudentMixtureFamily();
    }

    @Override
    public Settings settings() {
      return Settings.of(family().settings())
          .with("k", 2)
          .with("covariance", structure.label())
          .with("freedom", freedom.label())
          // Degrees of freedom hardly move the likelihood: a fit is let go on until what it leaves
          // of it, 1e-6 of 300 rows, is less than the suite looks at.
          .with("tolerance", 1e-6);
    }

    @Override
    public Dataset data() {
      StudentMixture truth =
          StudentMixture.of(
              CovarianceStructure.FULL,
              new double[] {0.4, 0.6},
              Matrix.of(2, 3, 0, 0, 0, 4, -3, 20),
              List.of(
                  Matrix.of(3, 3, 1, 0.3, 0, 0.3, 1, 0, 0, 0, 4),
                  Matrix.of(3, 3, 2, -0.5, 0, -0.5, 0.5, 0, 0, 0, 9)),
              5,
              12);
      return Dataset.of(truth.sample(300, new SeededRandom(17)));
    }
  }

  @Nested
  class Full extends Structured {
    Full() {
      super(CovarianceStructure.FULL, Freedom.EACH);
    }
  }

  @Nested
  class Tied extends Structured {
    Tied() {
      super(CovarianceStructure.TIED, Freedom.EACH);
    }
  }

  @Nested
  class Diagonal extends Structured {
    Diagonal() {
      super(CovarianceStructure.DIAGONAL, Freedom.SHARED);
    }
  }

  @Nested
  class Spherical extends Structured {
    Spherical() {
      super(CovarianceStructure.SPHERICAL, Freedom.EACH);
    }
  }
}
