package org.latent4j.mixture;

import org.latent4j.linalg.Matrix;

/** Formulas as they stand in a textbook, slow and plain, for tests. */
final class Textbook {

  private Textbook() {}

  /** (2π)^(−d/2) |Σ|^(−½) exp(−½ (x−μ)ᵀ Σ⁻¹ (x−μ)), by Gauss–Jordan elimination. */
  static double gaussianDensity(GaussianMixture mixture, int component, double[] x) {
    int d = x.length;
    Matrix covariance = mixture.covariance(component);
    double[][] augmented = new double[d][d + 1];
    double[] difference = new double[d];
    for (int i = 0; i < d; i++) {
      difference[i] = x[i] - mixture.means().get(component, i);
      for (int j = 0; j < d; j++) {
        augmented[i][j] = covariance.get(i, j);
      }
      augmented[i][d] = difference[i];
    }
    double determinant = eliminate(augmented, d);
    double distance = 0;
    for (int i = 0; i < d; i++) {
      distance += difference[i] * augmented[i][d];
    }
    return Math.exp(-0.5 * distance) / Math.sqrt(Math.pow(2 * Math.PI, d) * determinant);
  }

  private static double eliminate(double[][] augmented, int d) {
    double determinant = 1;
    for (int p = 0; p < d; p++) {
      double pivot = augmented[p][p];
      determinant *= pivot;
      for (int j = 0; j <= d; j++) {
        augmented[p][j] /= pivot;
      }
      for (int i = 0; i < d; i++) {
        double factor = i == p ? 0 : augmented[i][p];
        for (int j = 0; j <= d; j++) {
          augmented[i][j] -= factor * augmented[p][j];
        }
      }
    }
    return determinant;
  }
}
