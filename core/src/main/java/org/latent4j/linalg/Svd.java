package org.latent4j.linalg;

import java.util.Locale;
import org.latent4j.linalg.internal.Lapack;
import org.latent4j.linalg.internal.NativeDoubles;

/**
 * The thin singular value decomposition of an n×d matrix, A = U·diag(s)·Vᵀ with r = min(n, d): U
 * n×r and V d×r have orthonormal columns, s is decreasing and not negative.
 *
 * <p>Signs are chosen so that the entry of largest magnitude of each column of V (the first of
 * equals) is positive. Where a singular value is repeated or zero, its vectors are some orthonormal
 * basis. Found by divide and conquer (LAPACK {@code dgesdd}: Gu and Eisenstat 1995,
 * doi:10.1137/S0895479892242232) at about 4·n·d·r + 8·r³ multiplications. Small singular values are
 * exact to about 1e-16 of the largest. Immutable and thread-safe.
 */
public final class Svd {
  private final Matrix left;
  private final double[] values;
  private final Matrix right;

  private Svd(Matrix left, double[] values, Matrix right) {
    this.left = left;
    this.values = values;
    this.right = right;
  }

  /**
   * Decomposes a matrix.
   *
   * @param matrix n×d, of finite entries
   * @return its decomposition
   * @throws IllegalArgumentException if an entry is not finite
   * @throws NumericalException if the iteration does not settle
   */
  public static Svd of(Matrix matrix) {
    int n = matrix.rows();
    int d = matrix.columns();
    int r = Math.min(n, d);
    Shapes.requireFinite("matrix", matrix);
    if (r == 0) {
      return new Svd(Matrix.zeros(n, 0), new double[0], Matrix.zeros(d, 0));
    }
    try (NativeDoubles work = NativeDoubles.copyOf(matrix.values());
        NativeDoubles s = NativeDoubles.allocate(r);
        NativeDoubles u = NativeDoubles.allocate((long) n * r);
        NativeDoubles vt = NativeDoubles.allocate((long) r * d)) {
      int info = Lapack.dgesdd(n, d, work, 0, d, s, 0, u, 0, r, vt, 0, d);
      if (info != 0) {
        throw new NumericalException(
            String.format(
                Locale.ROOT,
                "singular values of a %d x %d matrix did not settle (dgesdd returned %d); check the"
                    + " scales of its columns",
                n,
                d,
                info));
      }
      return signed(
          Matrix.wrap(n, r, u.toArray(0, n * r)), s.toArray(0, r), vt.toArray(0, r * d), d);
    }
  }

  /** The decomposition with its signs chosen; takes ownership of its arguments. */
  static Svd signed(Matrix left, double[] values, double[] rightRows, int d) {
    int r = values.length;
    double[] signs = Signs.fixRows(rightRows, r, d);
    double[] u = left.values();
    for (int i = 0; i < u.length; i++) {
      u[i] = signs[i % r] > 0 ? u[i] : 0 - u[i];
    }
    return new Svd(left, values, Matrix.wrap(d, r, Products.transpose(r, d, rightRows)));
  }

  /**
   * Returns the left singular vectors.
   *
   * @return U, n×r with orthonormal columns
   */
  public Matrix leftVectors() {
    return left;
  }

  /**
   * Returns the singular values.
   *
   * @return r values, decreasing, at least 0
   */
  public double[] singularValues() {
    return values.clone();
  }

  /**
   * Returns the right singular vectors.
   *
   * @return V, d×r with orthonormal columns
   */
  public Matrix rightVectors() {
    return right;
  }
}
