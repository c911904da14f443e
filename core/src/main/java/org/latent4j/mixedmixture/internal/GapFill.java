package org.latent4j.mixedmixture.internal;

import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;

/**
 * What a Gaussian N(μ, Σ) says of missing features m given those observed o, by its precision Λ =
 * Σ⁻¹: the mean μ_m − Λ_mm⁻¹·Λ_mo·(x_o − μ_o), the covariance Λ_mm⁻¹, and log|Σ_oo| = log|Σ| +
 * log|Λ_mm|. A row filled with that mean is as far from μ, in the Mahalanobis distance of Σ, as its
 * observed part is in that of Σ_oo, because the filling is what makes the distance least.
 * Immutable.
 */
final class GapFill {

  private final int[] missing;
  private final int[] observed;
  private final Matrix slopes;
  private final Matrix covariance;
  private final double logDeterminant;

  /**
   * Solves for one pattern.
   *
   * @param precision Λ, d×d
   * @param missing places of the missing features, at least one, increasing
   * @param observed places of the others
   */
  GapFill(Matrix precision, int[] missing, int[] observed) {
    this.missing = missing;
    this.observed = observed;
    Cholesky own = Cholesky.of(select(precision, missing, missing));
    logDeterminant = own.logDeterminant();
    slopes = own.solve(select(precision, missing, observed));
    Matrix root = own.inverseLower();
    covariance = root.transposedTimes(root);
  }

  /** Some rows and columns of a matrix. */
  static Matrix select(Matrix matrix, int[] rows, int[] columns) {
    double[] values = new double[rows.length * columns.length];
    for (int i = 0, at = 0; i < rows.length; i++) {
      for (int column : columns) {
        values[at++] = matrix.get(rows[i], column);
      }
    }
    return Matrix.wrap(rows.length, columns.length, values);
  }

  /** Λ_mm⁻¹, the covariance of what is missing. */
  Matrix covariance() {
    return covariance;
  }

  /** log|Λ_mm|. */
  double logDeterminant() {
    return logDeterminant;
  }

  /** Replaces the missing values of a row by their means given the others. */
  void fill(double[] row, int at, double[] mean, int meanAt) {
    for (int i = 0; i < missing.length; i++) {
      double value = mean[meanAt + missing[i]];
      for (int j = 0; j < observed.length; j++) {
        int o = observed[j];
        value -= slopes.get(i, j) * (row[at + o] - mean[meanAt + o]);
      }
      row[at + missing[i]] = value;
    }
  }

  /** Adds a multiple of the covariance of what is missing to the lower triangle of a d×d matrix. */
  void addCovariance(double factor, double[] matrix, int at, int d) {
    for (int i = 0; i < missing.length; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[at + missing[i] * d + missing[j]] += factor * covariance.get(i, j);
      }
    }
  }
}
