package org.latent4j.linalg;

import org.latent4j.linalg.internal.Blas;
import org.latent4j.linalg.internal.Blas.Diagonal;
import org.latent4j.linalg.internal.Blas.Side;
import org.latent4j.linalg.internal.Blas.Transpose;
import org.latent4j.linalg.internal.Blas.Triangle;
import org.latent4j.linalg.internal.Lapack;
import org.latent4j.linalg.internal.NativeDoubles;

/**
 * Solves systems with a triangular n×n matrix by substitution, for one right-hand side or many.
 *
 * <p>Only the named triangle is read. A zero on the diagonal gives infinities or NaN by the rules
 * of IEEE arithmetic, as a division does. One right-hand side costs n²/2 multiplications.
 */
public final class TriangularSolve {
  private TriangularSolve() {}

  /**
   * Solves L·X = B.
   *
   * @param lower L, n×n
   * @param b B, n×m
   * @return X, n×m
   * @throws IllegalArgumentException if L is not square or B does not have n rows
   */
  public static Matrix lower(Matrix lower, Matrix b) {
    return solve(lower, Triangle.LOWER, Transpose.NO, b);
  }

  /**
   * Solves Lᵀ·X = B.
   *
   * @param lower L, n×n
   * @param b B, n×m
   * @return X, n×m
   * @throws IllegalArgumentException if L is not square or B does not have n rows
   */
  public static Matrix lowerTransposed(Matrix lower, Matrix b) {
    return solve(lower, Triangle.LOWER, Transpose.YES, b);
  }

  /**
   * Solves U·X = B.
   *
   * @param upper U, n×n
   * @param b B, n×m
   * @return X, n×m
   * @throws IllegalArgumentException if U is not square or B does not have n rows
   */
  public static Matrix upper(Matrix upper, Matrix b) {
    return solve(upper, Triangle.UPPER, Transpose.NO, b);
  }

  /**
   * Solves Uᵀ·X = B.
   *
   * @param upper U, n×n
   * @param b B, n×m
   * @return X, n×m
   * @throws IllegalArgumentException if U is not square or B does not have n rows
   */
  public static Matrix upperTransposed(Matrix upper, Matrix b) {
    return solve(upper, Triangle.UPPER, Transpose.YES, b);
  }

  /**
   * Solves L·x = b.
   *
   * @param lower L, n×n
   * @param b vector of length n
   * @return x, of length n
   * @throws IllegalArgumentException if L is not square or b has another length
   */
  public static double[] lower(Matrix lower, double[] b) {
    int n = requireFit("lower", lower, "b.length", b.length);
    double[] x = b.clone();
    for (int i = 0; i < n; i++) {
      double reduced = x[i] - ArrayMath.dot(lower.values(), i * n, x, 0, i);
      x[i] = reduced / lower.values()[i * n + i];
    }
    return x;
  }

  /**
   * Solves Lᵀ·x = b.
   *
   * @param lower L, n×n
   * @param b vector of length n
   * @return x, of length n
   * @throws IllegalArgumentException if L is not square or b has another length
   */
  public static double[] lowerTransposed(Matrix lower, double[] b) {
    int n = requireFit("lower", lower, "b.length", b.length);
    double[] x = b.clone();
    for (int i = n - 1; i >= 0; i--) {
      x[i] /= lower.values()[i * n + i];
      for (int j = 0; j < i; j++) {
        x[j] -= x[i] * lower.values()[i * n + j];
      }
    }
    return x;
  }

  /** L⁻¹, zero above the diagonal. */
  static Matrix invertLower(Matrix lower) {
    int n = lower.rows();
    double[] inverse = lower.toArray();
    if (n >= Cholesky.NATIVE_FROM) {
      try (NativeDoubles work = NativeDoubles.copyOf(inverse)) {
        Lapack.dtrtri(Triangle.LOWER, n, work, 0, n);
        work.get(0, inverse, 0, inverse.length);
      }
      return Matrix.wrap(n, n, inverse);
    }
    for (int i = 0; i < n; i++) {
      double diagonal = lower.values()[i * n + i];
      for (int j = 0; j < i; j++) {
        double sum = 0;
        for (int l = j; l < i; l++) {
          sum += lower.values()[i * n + l] * inverse[l * n + j];
        }
        inverse[i * n + j] = -sum / diagonal;
      }
      inverse[i * n + i] = 1 / diagonal;
    }
    return Matrix.wrap(n, n, inverse);
  }

  private static Matrix solve(Matrix t, Triangle triangle, Transpose transpose, Matrix b) {
    String name = triangle == Triangle.LOWER ? "lower" : "upper";
    int n = requireFit(name, t, "b.rows", b.rows());
    int m = b.columns();
    double[] x = b.toArray();
    if (!Products.isLarge((double) n * n * m)) {
      substitute(t.values(), triangle, transpose, n, m, x);
      return Matrix.wrap(n, m, x);
    }
    try (NativeDoubles matrix = NativeDoubles.copyOf(t.values());
        NativeDoubles work = NativeDoubles.copyOf(x)) {
      Blas.dtrsm(
          Side.LEFT, triangle, transpose, Diagonal.STORED, n, m, 1, matrix, 0, n, work, 0, m);
      work.get(0, x, 0, x.length);
    }
    return Matrix.wrap(n, m, x);
  }

  /** Whole rows of right-hand sides at once, first to last for L and Uᵀ, else last to first. */
  private static void substitute(
      double[] t, Triangle triangle, Transpose transpose, int n, int m, double[] x) {
    boolean forward = (triangle == Triangle.LOWER) == (transpose == Transpose.NO);
    for (int step = 0; step < n; step++) {
      int i = forward ? step : n - 1 - step;
      for (int done = 0; done < step; done++) {
        int j = forward ? done : n - 1 - done;
        double factor = transpose == Transpose.NO ? t[i * n + j] : t[j * n + i];
        for (int c = 0; c < m; c++) {
          x[i * m + c] -= factor * x[j * m + c];
        }
      }
      for (int c = 0; c < m; c++) {
        x[i * m + c] /= t[i * n + i];
      }
    }
  }

  private static int requireFit(String name, Matrix triangular, String what, int actual) {
    int n = Shapes.requireSquare(name, triangular);
    Shapes.requireSize(what, actual, n, "rows of " + name);
    return n;
  }
}
