package org.latent4j.factormixture.internal;

import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.TriangularSolve;

/**
 * Loadings and noise on the way through an update, with what it asks of them: with M = I +
 * Wᵀ·Ψ⁻¹·W, the codes E[z|x] = β(x − μ), β = M⁻¹·Wᵀ·Ψ⁻¹, and their covariance M⁻¹. Matrices are
 * kept as q×d, so that inner loops are long. About d·q² operations.
 */
final class Factors {

  private final Matrix rows;
  private final double[] noise;
  private final Matrix codeWeights;
  private final Matrix codeCovariance;

  /**
   * Factors M.
   *
   * @param rows Wᵀ, q×d
   * @param noise d variances; kept
   * @param component from 0, for the text when a variance is not above 0
   */
  Factors(Matrix rows, double[] noise, int component) {
    FactorCovariance.requireNoise(noise, component);
    this.rows = rows;
    this.noise = noise;
    int q = rows.rows();
    int d = rows.columns();
    double[] divided = rows.toArray();
    for (int i = 0; i < divided.length; i++) {
      divided[i] /= noise[i % d];
    }
    Matrix precise = Matrix.wrap(q, d, divided);
    Cholesky m = Cholesky.of(rows.timesTransposed(precise).plus(Matrix.identity(q)));
    codeWeights = m.solve(precise);
    codeCovariance = m.solve(Matrix.identity(q));
  }

  static Factors of(FactorCovariance covariance, int component) {
    return new Factors(covariance.loadings().transpose(), covariance.noise(), component);
  }

  FactorCovariance covariance(int component) {
    return new FactorCovariance(rows.transpose(), noise, component);
  }

  int latentDimension() {
    return rows.rows();
  }

  /** Wᵀ, q×d. */
  Matrix rows() {
    return rows;
  }

  /** ψ; not to be changed. */
  double[] noise() {
    return noise;
  }

  /** β, q×d. */
  Matrix codeWeights() {
    return codeWeights;
  }

  /** C = M⁻¹ + β·S·βᵀ, the second moment of codes of rows of covariance S. */
  Matrix codeMoments(Matrix image) {
    return codeCovariance.plus(image.timesTransposed(codeWeights));
  }

  /** Wᵀ = L⁻¹·β·S with C = L·Lᵀ. */
  static Matrix updated(Matrix codeMoments, Matrix image) {
    return TriangularSolve.lower(Cholesky.of(codeMoments).lower(), image);
  }

  /** What loadings leave of variances. */
  static double[] residuals(double[] variances, Matrix rows) {
    double[] residuals = variances.clone();
    double[] values = rows.values();
    for (int i = 0; i < values.length; i++) {
      residuals[i % residuals.length] -= values[i] * values[i];
    }
    return residuals;
  }

  /** The greatest relative change of a noise variance from another. */
  double change(Factors other) {
    double most = 0;
    for (int j = 0; j < noise.length; j++) {
      most = Math.max(most, Math.abs(noise[j] - other.noise[j]) / other.noise[j]);
    }
    return most;
  }
}
