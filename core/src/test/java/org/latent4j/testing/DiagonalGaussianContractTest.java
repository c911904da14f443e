package org.latent4j.testing;

import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.ModelFamily;

class DiagonalGaussianContractTest extends ModelContract<DiagonalGaussian> {

  @Override
  public ModelFamily family() {
    return new DiagonalGaussianFamily();
  }

  @Override
  public Dataset data() {
    double[] mean = {1, -2, 30};
    double[] deviations = {2, 0.5, 10};
    Matrix x = new DiagonalGaussian(mean, deviations).sample(200, new SeededRandom(1));
    return Dataset.of(x);
  }
}
