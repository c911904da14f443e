package org.latent4j.mixture;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Settings;
import org.latent4j.testing.ModelContract;

class BayesianGaussianMixtureContractTest {

  private abstract static class Structured extends ModelContract<BayesianGaussianMixture> {
    private final CovarianceStructure structure;
    private final WeightsPrior prior;

    Structured(CovarianceStructure structure, WeightsPrior prior) {
      this.structure = structure;
      this.prior = prior;
    }

    @Override
    public ModelFamily family() {
      return new BayesianGaussianMixtureFamily();
    }

    @Override
    public Settings settings() {
      return Settings.of(family().settings())
          .with("k", 4)
          .with("covariance", structure.label())
          .with("weights-prior", prior.label());
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
      super(CovarianceStructure.FULL, WeightsPrior.DIRICHLET);
    }
  }

  @Nested
  class Tied extends Structured {
    Tied() {
      super(CovarianceStructure.TIED, WeightsPrior.DIRICHLET_PROCESS);
    }
  }

  @Nested
  class Diagonal extends Structured {
    Diagonal() {
      super(CovarianceStructure.DIAGONAL, WeightsPrior.DIRICHLET);
    }
  }

  @Nested
  class Spherical extends Structured {
    Spherical() {
      super(CovarianceStructure.SPHERICAL, WeightsPrior.DIRICHLET_PROCESS);
    }
  }
}
