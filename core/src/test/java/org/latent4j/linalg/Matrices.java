package org.latent4j.linalg;

import java.util.Arrays;

/** Matrices and norms for tests. */
final class Matrices {
  static final double EPSILON = Math.ulp(1.0);

  private Matrices() {}

  static Matrix gaussian(int rows, int columns, long seed) {
    double[] values = new double[rows * columns];
    new SeededRandom(seed).fillGaussian(values);
    return Matrix.wrap(rows, columns, values);
  }

  /** A symmetric positive definite matrix with condition number of about 10. */
  static Matrix positiveDefinite(int size, long seed) {
    Matrix x = gaussian(3 * size, size, seed);
    return naiveProduct(x.transpose(), x);
  }

  /** Orthonormal columns by modified Gram–Schmidt, twice. */
  static Matrix orthonormal(int rows, int columns, long seed) {
    double[][] vectors = gaussian(rows, columns, seed).transpose().toRows();
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < columns; i++) {
        for (int j = 0; j < i; j++) {
          double overlap = 0;
          for (int l = 0; l < rows; l++) {
            overlap += vectors[i][l] * vectors[j][l];
          }
          for (int l = 0; l < rows; l++) {
            vectors[i][l] -= overlap * vectors[j][l];
          }
        }
        double norm = 0;
        for (double v : vectors[i]) {
          norm += v * v;
        }
        for (int l = 0; l < rows; l++) {
          vectors[i][l] /= Math.sqrt(norm);
        }
      }
    }
    return Matrix.ofRows(vectors).transpose();
  }

  /** V·diag(values)·Vᵀ, exactly symmetric. */
  static Matrix withSpectrum(Matrix vectors, double... values) {
    int d = vectors.rows();
    double[][] result = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int l = 0; l < values.length; l++) {
          sum += vectors.get(i, l) * values[l] * vectors.get(j, l);
        }
        result[i][j] = sum;
        result[j][i] = sum;
      }
    }
    return Matrix.ofRows(result);
  }

  static Matrix naiveProduct(Matrix a, Matrix b) {
    double[][] product = new double[a.rows()][b.columns()];
    for (int i = 0; i < a.rows(); i++) {
      for (int j = 0; j < b.columns(); j++) {
        double sum = 0;
        for (int l = 0; l < a.columns(); l++) {
          sum += a.get(i, l) * b.get(l, j);
        }
        product[i][j] = sum;
      }
    }
    return Matrix.of(a.rows(), b.columns(), flat(product));
  }

  static double distance(Matrix a, Matrix b) {
    return largest(a.minus(b));
  }

  static double largest(Matrix a) {
    double largest = 0;
    for (double v : a.values()) {
      largest = Double.isNaN(v) ? Double.POSITIVE_INFINITY : Math.max(largest, Math.abs(v));
    }
    return largest;
  }

  /** How far the columns are from orthonormal. */
  static double orthonormalityError(Matrix columns) {
    return distance(naiveProduct(columns.transpose(), columns), Matrix.identity(columns.columns()));
  }

  private static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }
}
