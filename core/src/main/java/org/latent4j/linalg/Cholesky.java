package org.latent4j.linalg;

import java.util.Arrays;
import org.latent4j.linalg.internal.Blas.Triangle;
import org.latent4j.linalg.internal.Lapack;
import org.latent4j.linalg.internal.NativeDoubles;

/**
 * The Cholesky factorisation A = L·Lᵀ of a symmetric positive definite n×n matrix, L lower
 * triangular with a positive diagonal.
 *
 * <p>Only the lower triangle of A is read. The factorisation costs n³/3 multiplications; below
 * {@value #NATIVE_FROM} rows it is done in plain Java, above by LAPACK's {@code dpotrf}. The
 * log-determinant is a sum of logarithms, so that it neither overflows nor underflows. Immutable
 * and thread-safe.
 */
public final class Cholesky {
  static final int NATIVE_FROM = 32;

  private final Matrix lower;

  private Cholesky(Matrix lower) {
    this.lower = lower;
  }

  /**
   * Factors a symmetric positive definite matrix.
   *
   * @param symmetric the n×n matrix; entries above its diagonal are not read
   * @return its factorisation
   * @throws IllegalArgumentException if the matrix is not square
   * @throws NotPositiveDefiniteException if a pivot is not positive and finite (also NaN)
   */
  public static Cholesky of(Matrix symmetric) {
    int n = Shapes.requireSquare("symmetric", symmetric);
    double[] factor = symmetric.toArray();
    if (n < NATIVE_FROM || !factorNatively(n, factor)) {
      // After a native failure this finds the exact pivot that failed.
      factor = symmetric.toArray();
      factor(n, factor);
    }
    for (int i = 0; i < n; i++) {
      Arrays.fill(factor, i * n + i + 1, (i + 1) * n, 0);
    }
    return new Cholesky(Matrix.wrap(n, n, factor));
  }

  /**
   * Returns the factor L.
   *
   * @return n×n, zero above the diagonal
   */
  public Matrix lower() {
    return lower;
  }

  /**
   * Returns the natural logarithm of the determinant of A.
   *
   * @return 2·Σ log L(i, i); 0 for the empty matrix
   */
  public double logDeterminant() {
    int n = lower.rows();
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += StrictMath.log(lower.values()[i * n + i]);
    }
    return 2 * sum;
  }

  /**
   * Solves A·X = B.
   *
   * @param b n×m
   * @return X, n×m
   * @throws IllegalArgumentException if B does not have n rows
   */
  public Matrix solve(Matrix b) {
    return TriangularSolve.lowerTransposed(lower, TriangularSolve.lower(lower, b));
  }

  /**
   * Solves A·x = b.
   *
   * @param b vector of length n
   * @return x, of length n
   * @throws IllegalArgumentException if b has another length
   */
  public double[] solve(double[] b) {
    return TriangularSolve.lowerTransposed(lower, TriangularSolve.lower(lower, b));
  }

  /**
   * Returns the inverse of the factor. Rows x become white by x·L⁻ᵀ, a triangular product that is
   * faster than a triangular solve.
   *
   * @return L⁻¹, n×n, zero above the diagonal
   */
  public Matrix inverseLower() {
    return TriangularSolve.invertLower(lower);
  }

  /**
   * Returns the squared Mahalanobis length of a difference.
   *
   * @param difference x - μ, of length n
   * @return differenceᵀ·A⁻¹·difference, at least 0
   * @throws IllegalArgumentException if the difference has another length
   */
  public double squaredMahalanobis(double[] difference) {
    double[] white = TriangularSolve.lower(lower, difference);
    return ArrayMath.dot(white, 0, white, 0, white.length);
  }

  /** Row by row (Cholesky–Banachiewicz): every inner product runs over contiguous values. */
  private static void factor(int n, double[] a) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double reduced = a[i * n + j] - ArrayMath.dot(a, i * n, a, j * n, j);
        a[i * n + j] = reduced / a[j * n + j];
      }
      double pivot = a[i * n + i] - ArrayMath.dot(a, i * n, a, i * n, i);
      if (!(pivot > 0 && pivot < Double.POSITIVE_INFINITY)) {
        throw new NotPositiveDefiniteException(i, pivot, n);
      }
      a[i * n + i] = Math.sqrt(pivot);
    }
  }

  private static boolean factorNatively(int n, double[] a) {
    try (NativeDoubles work = NativeDoubles.copyOf(a)) {
      if (Lapack.dpotrf(Triangle.LOWER, n, work, 0, n) != 0) {
        return false;
      }
      work.get(0, a, 0, a.length);
    }
    for (int i = 0; i < n; i++) {
      if (!(a[i * n + i] > 0 && a[i * n + i] < Double.POSITIVE_INFINITY)) {
        return false;
      }
    }
    return true;
  }
}
