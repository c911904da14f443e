package org.latent4j.mixture.internal;

import java.util.Arrays;
import org.latent4j.linalg.ArrayMath;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SymmetricEigen;

/**
 * Eigenvalues, decreasing and at least 0, and eigenvectors of a scatter matrix. Small matrices, and
 * those of columns in very different units, are diagonalised by {@link OneSidedJacobi}, large ones
 * by LAPACK.
 */
final class Axes {

  private static final int SMALL = 24;
  private static final double VERY_DIFFERENT = 1e6; // variances

  private final double[] values;
  private final Matrix vectors;

  private Axes(double[] values, Matrix vectors) {
    this.values = values;
    this.vectors = vectors;
  }

  /** Eigenvalues; the array itself. */
  double[] values() {
    return values;
  }

  /** Eigenvectors, d×d, orthonormal columns. */
  Matrix vectors() {
    return vectors;
  }

  static Axes of(Matrix symmetric) {
    int d = symmetric.rows();
    if (d > SMALL && !isGraded(symmetric)) {
      SymmetricEigen eigen = SymmetricEigen.of(symmetric);
      double[] values = Arrays.stream(eigen.values()).map(v -> Math.max(v, 0)).toArray();
      return new Axes(values, eigen.vectors());
    }
    OneSidedJacobi jacobi = new OneSidedJacobi(symmetric);
    return new Axes(jacobi.values(), jacobi.vectors());
  }

  private static boolean isGraded(Matrix symmetric) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = 0;
    for (int j = 0; j < symmetric.rows(); j++) {
      double variance = symmetric.get(j, j);
      least = variance > 0 ? Math.min(least, variance) : least;
      greatest = Math.max(greatest, variance);
    }
    return greatest > VERY_DIFFERENT * least;
  }

  /**
   * The matrix of other variances along axes, exactly symmetric. The least variance is taken out
   * first, since it goes into the diagonal without rounding: many variances at a floor lose
   * nothing.
   *
   * @param axes d×d, orthonormal columns
   * @param variances with d of them from a place on
   * @param from that place
   */
  static Matrix matrix(Matrix axes, double[] variances, int from) {
    int d = axes.rows();
    double least = Double.POSITIVE_INFINITY;
    for (int q = 0; q < d; q++) {
      least = Math.min(least, variances[from + q]);
    }
    double[] vectors = axes.values();
    double[] scaled = new double[d * d];
    for (int i = 0; i < d * d; i++) {
      scaled[i] = vectors[i] * (variances[from + i % d] - least);
    }
    double[] result = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double value = ArrayMath.dot(scaled, i * d, vectors, j * d, d) + (i == j ? least : 0);
        result[i * d + j] = value;
        result[j * d + i] = value;
      }
    }
    return Matrix.wrap(d, d, result);
  }
}
