package org.latent4j.linear;

import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;

/**
 * Oblique rotation towards powers of loadings (Hendrickson and White 1964). With X the varimax
 * loadings and target Q = X·|X|^(m−1) entry by entry, U = (XᵀX)⁻¹XᵀQ is scaled by columns so that
 * the factors, whose covariance is (UᵀU)⁻¹, have variance 1; the loadings are X·U.
 */
final class Promax {

  private Promax() {}

  static Rotation.Rotated rotate(Matrix varimax, int power) {
    int q = varimax.columns();
    double[] target = varimax.toArray();
    for (int i = 0; i < target.length; i++) {
      target[i] *= Math.pow(Math.abs(target[i]), power - 1);
    }
    Matrix towards = Matrix.wrap(varimax.rows(), q, target);
    Matrix u =
        Cholesky.of(varimax.transposedTimes(varimax)).solve(varimax.transposedTimes(towards));
    Matrix covariance = Cholesky.of(u.transposedTimes(u)).solve(Matrix.identity(q));
    double[] deviations = new double[q];
    for (int k = 0; k < q; k++) {
      deviations[k] = Math.sqrt(covariance.get(k, k));
    }
    double[] correlations = new double[q * q];
    for (int k = 0; k < q; k++) {
      correlations[k * q + k] = 1;
      for (int l = 0; l < k; l++) {
        double value = covariance.get(k, l) / (deviations[k] * deviations[l]);
        correlations[k * q + l] = value;
        correlations[l * q + k] = value;
      }
    }
    Matrix loadings = varimax.times(u).times(Matrix.diagonal(deviations));
    return new Rotation.Rotated(loadings, Matrix.wrap(q, q, correlations));
  }
}
