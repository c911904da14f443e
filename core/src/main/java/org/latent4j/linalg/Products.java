package org.latent4j.linalg;

import org.latent4j.linalg.internal.Blas;
import org.latent4j.linalg.internal.Blas.Transpose;
import org.latent4j.linalg.internal.Blas.Triangle;
import org.latent4j.linalg.internal.NativeDoubles;

/**
 * The products of {@link Matrix}: plain loops below {@value #NATIVE_FROM} multiplications, where
 * copying off the heap costs more than it saves, OpenBLAS above.
 */
final class Products {
  private static final int NATIVE_FROM = 20_000;
  private static final int TILE = 16;

  private Products() {}

  static double[] times(Matrix a, Matrix b) {
    int m = a.rows();
    int n = b.columns();
    int k = a.columns();
    if (isLarge(m, n, k)) {
      return multiply(Transpose.NO, Transpose.NO, m, n, k, a, b);
    }
    double[] product = new double[Shapes.size(m, n)];
    for (int i = 0; i < m; i++) {
      for (int l = 0; l < k; l++) {
        addScaled(a.values()[i * k + l], b.values(), l * n, product, i * n, n);
      }
    }
    return product;
  }

  static double[] timesTransposed(Matrix a, Matrix b) {
    int m = a.rows();
    int n = b.rows();
    int k = a.columns();
    if (isLarge(m, n, k)) {
      return multiply(Transpose.NO, Transpose.YES, m, n, k, a, b);
    }
    double[] product = new double[Shapes.size(m, n)];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        product[i * n + j] = ArrayMath.dot(a.values(), i * k, b.values(), j * k, k);
      }
    }
    return product;
  }

  static double[] transposedTimes(Matrix a, Matrix b) {
    int m = a.columns();
    int n = b.columns();
    int k = a.rows();
    if (isLarge(m, n, k)) {
      return a.values() == b.values()
          ? gram(a)
          : multiply(Transpose.YES, Transpose.NO, m, n, k, a, b);
    }
    double[] product = new double[Shapes.size(m, n)];
    for (int l = 0; l < k; l++) {
      for (int i = 0; i < m; i++) {
        addScaled(a.values()[l * m + i], b.values(), l * n, product, i * n, n);
      }
    }
    return product;
  }

  /** By tiles, so that both the reads and the writes stay within few cache lines. */
  static double[] transpose(int rows, int columns, double[] values) {
    double[] result = new double[values.length];
    for (int i0 = 0; i0 < rows; i0 += TILE) {
      for (int j0 = 0; j0 < columns; j0 += TILE) {
        int iEnd = Math.min(i0 + TILE, rows);
        int jEnd = Math.min(j0 + TILE, columns);
        for (int i = i0; i < iEnd; i++) {
          for (int j = j0; j < jEnd; j++) {
            result[j * rows + i] = values[i * columns + j];
          }
        }
      }
    }
    return result;
  }

  /** Copies the lower triangle of a square row-major matrix onto its upper one. */
  static void mirrorLower(int size, double[] values) {
    for (int i = 1; i < size; i++) {
      for (int j = 0; j < i; j++) {
        values[j * size + i] = values[i * size + j];
      }
    }
  }

  /** Whether so many multiplications are worth the way off the heap and back. */
  static boolean isLarge(double multiplications) {
    return multiplications >= NATIVE_FROM;
  }

  private static boolean isLarge(int m, int n, int k) {
    return isLarge((double) m * n * k) && Math.min(k, Math.min(m, n)) > 1;
  }

  private static void addScaled(
      double factor, double[] source, int from, double[] target, int to, int count) {
    for (int j = 0; j < count; j++) {
      target[to + j] += factor * source[from + j];
    }
  }

  private static double[] multiply(
      Transpose transA, Transpose transB, int m, int n, int k, Matrix a, Matrix b) {
    int size = Shapes.size(m, n);
    try (NativeDoubles left = NativeDoubles.copyOf(a.values());
        NativeDoubles right = NativeDoubles.copyOf(b.values());
        NativeDoubles product = NativeDoubles.allocate(size)) {
      Blas.dgemm(
          transA,
          transB,
          m,
          n,
          k,
          1,
          left,
          0,
          a.columns(),
          right,
          0,
          b.columns(),
          0,
          product,
          0,
          n);
      return product.toArray(0, size);
    }
  }

  private static double[] gram(Matrix a) {
    int n = a.columns();
    int size = Shapes.size(n, n);
    try (NativeDoubles factor = NativeDoubles.copyOf(a.values());
        NativeDoubles product = NativeDoubles.allocate(size)) {
      Blas.dsyrk(Triangle.LOWER, Transpose.YES, n, a.rows(), 1, factor, 0, n, 0, product, 0, n);
      double[] values = product.toArray(0, size);
      mirrorLower(n, values);
      return values;
    }
  }
}
