package org.latent4j.mixture.internal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.latent4j.linalg.ArrayMath;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SymmetricEigen;

/**
 * Eigenvalues, decreasing and at least 0, and eigenvectors of a scatter matrix. Small matrices, and
 * those of columns in very different units, are diagonalised by Jacobi's rotations, which find a
 * small eigenvalue to its own digits where the size of a column causes it (Demmel and Veselić 1992,
 * doi:10.1137/0613074); large ones by LAPACK.
 */
final class Axes {

  private static final int SMALL = 24;
  private static final double VERY_DIFFERENT = 1e6; // variances
  private static final int MOST_SWEEPS = 60;
  private static final double ROUNDING = 0x1p-53;

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
    double[] a = symmetric.toArray();
    double[] v = Matrix.identity(d).toArray();
    for (int sweep = 0; sweep < MOST_SWEEPS && sweep(a, v, d); sweep++) {
      // each sweep turns every pair of axes once
    }
    return sorted(a, v, d);
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

  private static boolean sweep(double[] a, double[] v, int d) {
    boolean turned = false;
    for (int p = 0; p < d - 1; p++) {
      for (int q = p + 1; q < d; q++) {
        double product = a[p * d + q];
        double scale = Math.sqrt(Math.abs(a[p * d + p])) * Math.sqrt(Math.abs(a[q * d + q]));
        if (Math.abs(product) > ROUNDING * scale) {
          double theta = (a[q * d + q] - a[p * d + p]) / (2 * product);
          double tangent = Math.copySign(1 / (Math.abs(theta) + Math.hypot(theta, 1)), theta);
          double cosine = 1 / Math.sqrt(tangent * tangent + 1);
          turn(a, v, d, p, q, cosine, tangent);
          turned = true;
        }
      }
    }
    return turned;
  }

  private static void turn(
      double[] a, double[] v, int d, int p, int q, double cosine, double tangent) {
    double product = a[p * d + q];
    a[p * d + p] -= tangent * product;
    a[q * d + q] += tangent * product;
    a[p * d + q] = 0;
    a[q * d + p] = 0;
    double sine = tangent * cosine;
    for (int i = 0; i < d; i++) {
      if (i != p && i != q) {
        double ip = a[i * d + p];
        double iq = a[i * d + q];
        a[i * d + p] = cosine * ip - sine * iq;
        a[p * d + i] = a[i * d + p];
        a[i * d + q] = sine * ip + cosine * iq;
        a[q * d + i] = a[i * d + q];
      }
      double vp = v[i * d + p];
      double vq = v[i * d + q];
      v[i * d + p] = cosine * vp - sine * vq;
      v[i * d + q] = sine * vp + cosine * vq;
    }
  }

  private static Axes sorted(double[] a, double[] v, int d) {
    int[] order =
        IntStream.range(0, d)
            .boxed()
            .sorted(Comparator.comparingDouble(q -> -a[q * d + q]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] values = new double[d];
    for (int q = 0; q < d; q++) {
      values[q] = Math.max(a[order[q] * d + order[q]], 0);
    }
    return new Axes(values, Matrix.wrap(d, d, v).selectColumns(order));
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
