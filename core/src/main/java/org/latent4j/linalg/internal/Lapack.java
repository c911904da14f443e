package org.latent4j.linalg.internal;

import static org.latent4j.linalg.internal.Blas.matrix;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;
import org.latent4j.linalg.internal.Blas.Triangle;

/**
 * The decompositions of LAPACK that our algorithms need, on one thread, over {@link NativeDoubles}.
 *
 * <p>Storage and safety are those of {@link Blas}: row-major, checked. LAPACK itself is
 * column-major and would see the transpose; each method is therefore written in terms of the
 * transpose (the opposite triangle, the other singular vectors, LQ for QR), so that nothing is
 * moved.
 *
 * <p>Every method returns LAPACK's {@code info}: 0 for success, a positive number for a numerical
 * failure described there. Inputs must be finite, which the caller has checked.
 */
public final class Lapack {
  private static final int COLUMN_MAJOR = 102;

  private Lapack() {}

  /**
   * Cholesky factorisation in place: A = L·Lᵀ (LOWER) or Uᵀ·U (UPPER), of one triangle.
   *
   * @param triangle the triangle that holds A and receives the factor
   * @param n rows and columns
   * @param a array of A
   * @param aOffset start of A
   * @param aStride row stride of A
   * @return 0, or the number (from 1) of the first pivot that is not positive; a NaN may go
   *     unnoticed and then stands on the diagonal
   */
  public static int dpotrf(Triangle triangle, int n, NativeDoubles a, long aOffset, int aStride) {
    DoublePointer pa = matrix("a", a, aOffset, n, n, aStride);
    OpenBlas.requireLapack();
    return requireLegal(
        openblas.LAPACKE_dpotrf_work(COLUMN_MAJOR, opposite(triangle), n, pa, aStride));
  }

  /**
   * Inverse of a triangular matrix in place.
   *
   * @param triangle the triangle that holds the matrix and receives the inverse
   * @param n rows and columns
   * @param a array of A
   * @param aOffset start of A
   * @param aStride row stride of A
   * @return 0, or the number (from 1) of a diagonal entry that is zero
   */
  public static int dtrtri(Triangle triangle, int n, NativeDoubles a, long aOffset, int aStride) {
    DoublePointer pa = matrix("a", a, aOffset, n, n, aStride);
    OpenBlas.requireLapack();
    return requireLegal(
        openblas.LAPACKE_dtrtri_work(COLUMN_MAJOR, opposite(triangle), (byte) 'N', n, pa, aStride));
  }

  /**
   * All eigenvalues and eigenvectors of a symmetric matrix, by divide and conquer.
   *
   * @param n rows and columns
   * @param a array of A, of which the lower triangle is read; its rows become the eigenvectors
   * @param aOffset start of A
   * @param aStride row stride of A
   * @param w array of the n eigenvalues, increasing
   * @param wOffset start of the eigenvalues
   * @return 0, or a positive number if the iteration did not settle
   */
  public static int dsyevd(
      int n, NativeDoubles a, long aOffset, int aStride, NativeDoubles w, long wOffset) {
    DoublePointer pa = matrix("a", a, aOffset, n, n, aStride);
    DoublePointer pw = w.pointer(wOffset, n);
    OpenBlas.requireLapack();
    return requireLegal(
        openblas.LAPACKE_dsyevd(
            COLUMN_MAJOR, (byte) 'V', opposite(Triangle.LOWER), n, pa, aStride, pw));
  }

  /**
   * The largest eigenvalues of a symmetric matrix and their eigenvectors, by bisection and inverse
   * iteration.
   *
   * @param n rows and columns
   * @param count how many, from 1 to n
   * @param a array of A, of which the lower triangle is read; destroyed
   * @param aOffset start of A
   * @param aStride row stride of A
   * @param w array of n numbers, of which the first {@code count} become the eigenvalues,
   *     increasing
   * @param wOffset start of the eigenvalues
   * @param z array of count×n numbers whose rows become the eigenvectors
   * @param zOffset start of the eigenvectors
   * @param zStride row stride of the eigenvectors
   * @return 0, or a positive number if the iteration did not settle
   */
  public static int dsyevr(
      int n,
      int count,
      NativeDoubles a,
      long aOffset,
      int aStride,
      NativeDoubles w,
      long wOffset,
      NativeDoubles z,
      long zOffset,
      int zStride) {
    if (count < 1 || count > n) {
      throw new IllegalArgumentException("count must be between 1 and " + n + ", got " + count);
    }
    DoublePointer pa = matrix("a", a, aOffset, n, n, aStride);
    DoublePointer pw = w.pointer(wOffset, n);
    DoublePointer pz = matrix("z", z, zOffset, count, n, zStride);
    OpenBlas.requireLapack();
    try (NativeDoubles found = NativeDoubles.allocate(1);
        NativeDoubles support = NativeDoubles.allocate(n)) {
      return requireLegal(
          openblas.LAPACKE_dsyevr(
              COLUMN_MAJOR,
              (byte) 'V',
              (byte) 'I',
              opposite(Triangle.LOWER),
              n,
              pa,
              aStride,
              0,
              0,
              n - count + 1,
              n,
              0,
              found.ints(),
              pw,
              pz,
              zStride,
              support.ints()));
    }
  }

  /**
   * Thin singular value decomposition A = U·diag(s)·Vᵀ by divide and conquer, r = min(m, n).
   *
   * @param m rows of A
   * @param n columns of A
   * @param a array of A; destroyed
   * @param aOffset start of A
   * @param aStride row stride of A
   * @param s array of the r singular values, decreasing
   * @param sOffset start of the singular values
   * @param u array of U, m×r
   * @param uOffset start of U
   * @param uStride row stride of U
   * @param vt array of Vᵀ, r×n
   * @param vtOffset start of Vᵀ
   * @param vtStride row stride of Vᵀ
   * @return 0, or a positive number if the iteration did not settle
   */
  public static int dgesdd(
      int m,
      int n,
      NativeDoubles a,
      long aOffset,
      int aStride,
      NativeDoubles s,
      long sOffset,
      NativeDoubles u,
      long uOffset,
      int uStride,
      NativeDoubles vt,
      long vtOffset,
      int vtStride) {
    int r = Math.min(m, n);
    DoublePointer pa = matrix("a", a, aOffset, m, n, aStride);
    DoublePointer ps = s.pointer(sOffset, r);
    DoublePointer pu = matrix("u", u, uOffset, m, r, uStride);
    DoublePointer pvt = matrix("vt", vt, vtOffset, r, n, vtStride);
    OpenBlas.requireLapack();
    return requireLegal(
        openblas.LAPACKE_dgesdd(
            COLUMN_MAJOR, (byte) 'S', n, m, pa, aStride, ps, pvt, vtStride, pu, uStride));
  }

  /**
   * Replaces the columns of an m×n matrix, m ≥ n, by an orthonormal basis of their span: the factor
   * Q of its QR decomposition by Householder reflections. Dependent columns get some vectors
   * orthonormal to the others.
   *
   * @param m rows of A
   * @param n columns of A, at most m
   * @param a array of A, replaced by Q
   * @param aOffset start of A
   * @param aStride row stride of A
   * @return 0
   */
  public static int orthonormalise(int m, int n, NativeDoubles a, long aOffset, int aStride) {
    if (n > m) {
      throw new IllegalArgumentException("n must be at most m (" + m + "), got " + n);
    }
    DoublePointer pa = matrix("a", a, aOffset, m, n, aStride);
    OpenBlas.requireLapack();
    try (NativeDoubles tau = NativeDoubles.allocate(n)) {
      DoublePointer ptau = tau.pointer(0, n);
      requireLegal(openblas.LAPACKE_dgelqf(COLUMN_MAJOR, n, m, pa, aStride, ptau));
      return requireLegal(openblas.LAPACKE_dorglq(COLUMN_MAJOR, n, m, n, pa, aStride, ptau));
    }
  }

  private static byte opposite(Triangle triangle) {
    return (byte) (triangle == Triangle.LOWER ? 'U' : 'L');
  }

  /** A negative info names an illegal argument: a mistake here, or NaN in the input. */
  private static int requireLegal(int info) {
    if (info < 0) {
      throw new IllegalArgumentException("LAPACK refused its argument " + -info + " (NaN?)");
    }
    return info;
  }
}
