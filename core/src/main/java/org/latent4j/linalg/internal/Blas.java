package org.latent4j.linalg.internal;

import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemv;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dger;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dscal;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dsyrk;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dtrmm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dtrsm;

import java.util.Locale;
import org.bytedeco.javacpp.DoublePointer;

/**
 * The operations of BLAS that our kernels need, on one thread, over {@link NativeDoubles}.
 *
 * <p><b>Storage.</b> Every matrix is row-major: entry (i, j) of a matrix at {@code offset} lies at
 * {@code offset + i * stride + j}, with {@code stride} at least its stored number of columns. A
 * transposed operand is stored as it is before transposition. OpenBLAS is column-major inside; its
 * C interface swaps the operands, which costs nothing. Vectors are contiguous.
 *
 * <p><b>Safety.</b> Sizes, strides and ranges are checked against the arrays before each call, so
 * that a mistake is an exception ({@link IllegalArgumentException} for a size or stride, {@link
 * IndexOutOfBoundsException} for a range) and never a crash. The result must not overlap the
 * operands. An empty operation does nothing.
 */
public final class Blas {
  private static final int ROW_MAJOR = 101;

  private Blas() {}

  /** Whether an operand is used as stored or transposed. */
  public enum Transpose {
    /** As stored. */
    NO(111),
    /** Transposed. */
    YES(112);

    private final int code;

    Transpose(int code) {
      this.code = code;
    }
  }

  /** Which triangle of a square matrix is stored; the other one is neither read nor written. */
  public enum Triangle {
    /** Entries (i, j) with j ≤ i. */
    LOWER(122),
    /** Entries (i, j) with j ≥ i. */
    UPPER(121);

    private final int code;

    Triangle(int code) {
      this.code = code;
    }
  }

  /** On which side of the other operand the triangular matrix stands. */
  public enum Side {
    /** op(T)·B. */
    LEFT(141),
    /** B·op(T). */
    RIGHT(142);

    private final int code;

    Side(int code) {
      this.code = code;
    }
  }

  /** What stands on the diagonal of a triangular matrix. */
  public enum Diagonal {
    /** The stored entries. */
    STORED(131),
    /** Ones; the stored entries are not read. */
    ONES(132);

    private final int code;

    Diagonal(int code) {
      this.code = code;
    }
  }

  /**
   * General product: C = alpha·op(A)·op(B) + beta·C, with op(A) m×k, op(B) k×n, C m×n.
   *
   * @param transA whether A is stored as k×m
   * @param transB whether B is stored as n×k
   * @param m rows of C
   * @param n columns of C
   * @param k inner dimension
   * @param alpha factor of the product
   * @param a array of A
   * @param aOffset start of A
   * @param aStride row stride of A as stored
   * @param b array of B
   * @param bOffset start of B
   * @param bStride row stride of B as stored
   * @param beta factor of C; with 0, C need not be initialised
   * @param c array of C
   * @param cOffset start of C
   * @param cStride row stride of C
   */
  public static void dgemm(
      Transpose transA,
      Transpose transB,
      int m,
      int n,
      int k,
      double alpha,
      NativeDoubles a,
      long aOffset,
      int aStride,
      NativeDoubles b,
      long bOffset,
      int bStride,
      double beta,
      NativeDoubles c,
      long cOffset,
      int cStride) {
    DoublePointer pa =
        transA == Transpose.NO
            ? matrix("a", a, aOffset, m, k, aStride)
            : matrix("a", a, aOffset, k, m, aStride);
    DoublePointer pb =
        transB == Transpose.NO
            ? matrix("b", b, bOffset, k, n, bStride)
            : matrix("b", b, bOffset, n, k, bStride);
    DoublePointer pc = matrix("c", c, cOffset, m, n, cStride);
    cblas_dgemm(
        ROW_MAJOR,
        transA.code,
        transB.code,
        m,
        n,
        k,
        alpha,
        pa,
        aStride,
        pb,
        bStride,
        beta,
        pc,
        cStride);
  }

  /**
   * Symmetric product: C = alpha·A·Aᵀ + beta·C, or alpha·Aᵀ·A + beta·C; one triangle of the n×n C.
   *
   * @param triangle which triangle of C is read and written
   * @param transA NO for A·Aᵀ with A stored as n×k, YES for Aᵀ·A with A stored as k×n
   * @param n rows and columns of C
   * @param k inner dimension
   * @param alpha factor of the product
   * @param a array of A
   * @param aOffset start of A
   * @param aStride row stride of A as stored
   * @param beta factor of C; with 0, C need not be initialised
   * @param c array of C
   * @param cOffset start of C
   * @param cStride row stride of C
   */
  public static void dsyrk(
      Triangle triangle,
      Transpose transA,
      int n,
      int k,
      double alpha,
      NativeDoubles a,
      long aOffset,
      int aStride,
      double beta,
      NativeDoubles c,
      long cOffset,
      int cStride) {
    DoublePointer pa =
        transA == Transpose.NO
            ? matrix("a", a, aOffset, n, k, aStride)
            : matrix("a", a, aOffset, k, n, aStride);
    DoublePointer pc = matrix("c", c, cOffset, n, n, cStride);
    cblas_dsyrk(ROW_MAJOR, triangle.code, transA.code, n, k, alpha, pa, aStride, beta, pc, cStride);
  }

  /**
   * Triangular product in place: B = alpha·op(T)·B or alpha·B·op(T), with B m×n.
   *
   * @param side LEFT for op(T)·B with T m×m, RIGHT for B·op(T) with T n×n
   * @param triangle which triangle of T is stored
   * @param transT whether T is used transposed
   * @param diagonal what stands on the diagonal of T
   * @param m rows of B
   * @param n columns of B
   * @param alpha factor of the product
   * @param t array of T
   * @param tOffset start of T
   * @param tStride row stride of T
   * @param b array of B
   * @param bOffset start of B
   * @param bStride row stride of B
   */
  public static void dtrmm(
      Side side,
      Triangle triangle,
      Transpose transT,
      Diagonal diagonal,
      int m,
      int n,
      double alpha,
      NativeDoubles t,
      long tOffset,
      int tStride,
      NativeDoubles b,
      long bOffset,
      int bStride) {
    int size = side == Side.LEFT ? m : n;
    DoublePointer pt = matrix("t", t, tOffset, size, size, tStride);
    DoublePointer pb = matrix("b", b, bOffset, m, n, bStride);
    cblas_dtrmm(
        ROW_MAJOR,
        side.code,
        triangle.code,
        transT.code,
        diagonal.code,
        m,
        n,
        alpha,
        pt,
        tStride,
        pb,
        bStride);
  }

  /**
   * Triangular solve in place: B becomes X with op(T)·X = alpha·B or X·op(T) = alpha·B, B m×n. A
   * zero on the diagonal gives infinities or NaN.
   *
   * @param side LEFT for op(T)·X with T m×m, RIGHT for X·op(T) with T n×n
   * @param triangle which triangle of T is stored
   * @param transT whether T is used transposed
   * @param diagonal what stands on the diagonal of T
   * @param m rows of B
   * @param n columns of B
   * @param alpha factor of the right-hand sides
   * @param t array of T
   * @param tOffset start of T
   * @param tStride row stride of T
   * @param b array of B, replaced by X
   * @param bOffset start of B
   * @param bStride row stride of B
   */
  public static void dtrsm(
      Side side,
      Triangle triangle,
      Transpose transT,
      Diagonal diagonal,
      int m,
      int n,
      double alpha,
      NativeDoubles t,
      long tOffset,
      int tStride,
      NativeDoubles b,
      long bOffset,
      int bStride) {
    int size = side == Side.LEFT ? m : n;
    DoublePointer pt = matrix("t", t, tOffset, size, size, tStride);
    DoublePointer pb = matrix("b", b, bOffset, m, n, bStride);
    cblas_dtrsm(
        ROW_MAJOR,
        side.code,
        triangle.code,
        transT.code,
        diagonal.code,
        m,
        n,
        alpha,
        pt,
        tStride,
        pb,
        bStride);
  }

  /**
   * Matrix times vector: y = alpha·op(A)·x + beta·y, with A stored as m×n.
   *
   * @param transA NO for x of length n and y of length m, YES for the reverse
   * @param m rows of A
   * @param n columns of A
   * @param alpha factor of the product
   * @param a array of A
   * @param aOffset start of A
   * @param aStride row stride of A
   * @param x array of x
   * @param xOffset start of x
   * @param beta factor of y; with 0, y need not be initialised
   * @param y array of y
   * @param yOffset start of y
   */
  public static void dgemv(
      Transpose transA,
      int m,
      int n,
      double alpha,
      NativeDoubles a,
      long aOffset,
      int aStride,
      NativeDoubles x,
      long xOffset,
      double beta,
      NativeDoubles y,
      long yOffset) {
    DoublePointer pa = matrix("a", a, aOffset, m, n, aStride);
    DoublePointer px = x.pointer(xOffset, transA == Transpose.NO ? n : m);
    DoublePointer py = y.pointer(yOffset, transA == Transpose.NO ? m : n);
    cblas_dgemv(ROW_MAJOR, transA.code, m, n, alpha, pa, aStride, px, 1, beta, py, 1);
  }

  /**
   * Outer product: A = A + alpha·x·yᵀ, with A m×n.
   *
   * @param m length of x
   * @param n length of y
   * @param alpha factor of the product
   * @param x array of x
   * @param xOffset start of x
   * @param y array of y
   * @param yOffset start of y
   * @param a array of A
   * @param aOffset start of A
   * @param aStride row stride of A
   */
  public static void dger(
      int m,
      int n,
      double alpha,
      NativeDoubles x,
      long xOffset,
      NativeDoubles y,
      long yOffset,
      NativeDoubles a,
      long aOffset,
      int aStride) {
    DoublePointer pa = matrix("a", a, aOffset, m, n, aStride);
    DoublePointer px = x.pointer(xOffset, m);
    DoublePointer py = y.pointer(yOffset, n);
    cblas_dger(ROW_MAJOR, m, n, alpha, px, 1, py, 1, pa, aStride);
  }

  /**
   * Scales a vector: x = alpha·x.
   *
   * @param n length
   * @param alpha factor
   * @param x array of x
   * @param xOffset start of x
   */
  public static void dscal(int n, double alpha, NativeDoubles x, long xOffset) {
    cblas_dscal(n, alpha, x.pointer(xOffset, n), 1);
  }

  /** The address of a matrix, after a check of its sizes, its stride and its range. */
  static DoublePointer matrix(
      String name, NativeDoubles array, long offset, int rows, int columns, int stride) {
    if (rows < 0 || columns < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s must have sizes of at least 0, got %d x %d", name, rows, columns));
    }
    if (stride < Math.max(1, columns)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s must have a stride of at least %d (its columns), got %d",
              name,
              Math.max(1, columns),
              stride));
    }
    boolean empty = rows == 0 || columns == 0;
    return array.pointer(offset, empty ? 0 : (rows - 1L) * stride + columns);
  }
}
