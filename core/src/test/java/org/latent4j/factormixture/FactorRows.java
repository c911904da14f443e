package org.latent4j.factormixture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.GaussianMixture;

/** Random factor mixtures and what is known of them without their own formulas. */
public final class FactorRows {

  private FactorRows() {}

  /** A random mixture, its means so many units apart. */
  public static FactorMixture random(
      long seed, int d, int[] factors, NoiseStructure noise, Sharing sharing, double apart) {
    SeededRandom random = new SeededRandom(seed);
    int k = factors.length;
    double[] weights = new double[k];
    Arrays.setAll(weights, c -> 1 + random.nextDouble());
    double sum = Arrays.stream(weights).sum();
    Arrays.setAll(weights, c -> weights[c] / sum);
    List<Matrix> loadings = new ArrayList<>();
    for (int c = 0; c < (sharing.ofLoadings() ? 1 : k); c++) {
      loadings.add(gaussian(random, d, factors[c], 1));
    }
    int rows = sharing.ofNoise() ? 1 : k;
    int columns = noise == NoiseStructure.DIAGONAL ? d : 1;
    double[] variances = new double[rows * columns];
    Arrays.setAll(variances, i -> 0.2 + random.nextDouble());
    return FactorMixture.of(
        noise,
        sharing,
        weights,
        gaussian(random, k, d, apart),
        loadings,
        Matrix.wrap(rows, columns, variances));
  }

  /** Gaussian numbers of a given deviation. */
  public static Matrix gaussian(SeededRandom random, int rows, int columns, double deviation) {
    double[] values = new double[rows * columns];
    random.fillGaussian(values);
    return Matrix.wrap(rows, columns, values).scaled(deviation);
  }

  /** The same distribution as a mixture of full covariances. */
  public static GaussianMixture full(FactorMixture mixture) {
    List<Matrix> covariances = new ArrayList<>();
    for (int c = 0; c < mixture.componentCount(); c++) {
      covariances.add(mixture.covariance(c));
    }
    return GaussianMixture.of(
        CovarianceStructure.FULL, mixture.weights(), mixture.means(), covariances);
  }
}
