package org.latent4j.mixture.internal;

import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixture.GaussianMixture;

/** What a mixture says of rows in memory, block by block, and rows it draws. */
public final class MixtureRows {

  private MixtureRows() {}

  /**
   * Log density of each row.
   *
   * @param mixture over d features
   * @param observations n×d
   * @return n numbers
   */
  public static double[] logDensity(GaussianMixture mixture, Matrix observations) {
    return JointDensities.logDensity(
        observations, mixture.featureCount(), mixture.componentCount(), mixture::evaluator);
  }

  /**
   * Probabilities of the components given each row.
   *
   * @param mixture over d features
   * @param observations n×d
   * @return a column for each component, rows sum to 1
   */
  public static Matrix responsibilities(GaussianMixture mixture, Matrix observations) {
    return JointDensities.responsibilities(
        observations, mixture.featureCount(), mixture.componentCount(), mixture::evaluator);
  }

  /**
   * Draws rows.
   *
   * @param mixture over d features
   * @param count n, at least 0
   * @param random decides
   * @return n×d
   */
  public static Matrix sample(GaussianMixture mixture, int count, SeededRandom random) {
    int d = mixture.featureCount();
    double[] weights = mixture.weights();
    double[] rows = new double[Math.multiplyExact(count, d)];
    double[] white = new double[d];
    for (int i = 0; i < count; i++) {
      int component = draw(weights, random.nextDouble());
      if (component == mixture.gaussianCount()) {
        System.arraycopy(mixture.noise().orElseThrow().draw(random), 0, rows, i * d, d);
        continue;
      }
      random.fillGaussian(white);
      double[] deviation = mixture.covariances().colour(component, white);
      for (int j = 0; j < d; j++) {
        rows[i * d + j] = mixture.means().get(component, j) + deviation[j];
      }
    }
    return Matrix.wrap(count, d, rows);
  }

  /**
   * Draws a component.
   *
   * @param weights of the components, sum 1
   * @param uniform in [0, 1)
   * @return an index from 0
   */
  public static int draw(double[] weights, double uniform) {
    double sum = 0;
    int last = 0;
    for (int c = 0; c < weights.length; c++) {
      sum += weights[c];
      last = weights[c] > 0 ? c : last;
      if (uniform < sum) {
        return c;
      }
    }
    return last; // the weights' sum is 1 but for rounding
  }
}
