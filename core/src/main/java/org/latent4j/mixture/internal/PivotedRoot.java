package org.latent4j.mixture.internal;

import java.util.Arrays;
import org.latent4j.linalg.Matrix;

/**
 * A root G of a positive semidefinite matrix A = GᵀG: the columns of a Cholesky factor with
 * complete pivoting as rows, those of greatest pivots first and as many as A has rank. Pivots are
 * relative to each column's own size, so small columns keep their digits; what rounding has made of
 * 0 is 0.
 */
final class PivotedRoot {

  private static final double ROUNDING = 0x1p-53;

  private PivotedRoot() {}

  /** The rows of a root of a symmetric d×d matrix; each has d numbers. */
  static double[][] of(Matrix symmetric) {
    double[] a = symmetric.values();
    int d = symmetric.rows();
    double[][] rows = new double[d][];
    double[] left = new double[d];
    Arrays.setAll(left, j -> a[j * d + j]);
    for (int t = 0; t < d; t++) {
      int pivot = 0;
      for (int j = 0; j < d; j++) {
        boolean isNoise = !(left[j] > d * ROUNDING * a[j * d + j]);
        left[j] = isNoise ? 0 : left[j];
        pivot = left[j] > left[pivot] ? j : pivot;
      }
      if (left[pivot] == 0) {
        return Arrays.copyOf(rows, t);
      }
      rows[t] = row(a, rows, t, left, pivot);
    }
    return rows;
  }

  private static double[] row(double[] a, double[][] rows, int t, double[] left, int pivot) {
    int d = left.length;
    double root = Math.sqrt(left[pivot]);
    double[] row = new double[d];
    System.arraycopy(a, pivot * d, row, 0, d);
    for (int s = 0; s < t; s++) {
      double factor = rows[s][pivot];
      double[] before = rows[s];
      for (int j = 0; j < d; j++) {
        row[j] -= factor * before[j];
      }
    }
    for (int j = 0; j < d; j++) {
      row[j] = left[j] == 0 ? 0 : row[j] / root;
      left[j] -= row[j] * row[j];
    }
    row[pivot] = root;
    left[pivot] = 0;
    return row;
  }
}
