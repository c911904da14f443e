package org.latent4j.linalg;

import java.util.Arrays;
import org.latent4j.linalg.internal.Lapack;
import org.latent4j.linalg.internal.NativeDoubles;

/**
 * The largest singular values and vectors of a wide or tall n×d matrix by random projection.
 *
 * <p>Halko, Martinsson and Tropp (2011, "Finding structure with randomness",
 * doi:10.1137/090771806), algorithms 4.4 and 5.1: A is multiplied by a d×l Gaussian matrix, l = q +
 * oversampling; the range found is sharpened by power iterations, each made orthonormal by QR on
 * both sides so that small singular values survive; the thin decomposition of Aᵀ·Q then gives the
 * answer. Each power iteration multiplies the ratio of wanted to unwanted singular values by itself
 * twice more: with p iterations the error of a singular value is governed by (s(q+1)/s(q))^(4p +
 * 2).
 *
 * <p>Costs 2·(p + 1) passes over A, of 2·n·d·l operations each, and memory for (n + d)·l numbers.
 * Equal seeds give equal bits.
 */
public final class RandomizedSvd {
  /** Extra directions beside the wanted ones. */
  public static final int DEFAULT_OVERSAMPLING = 10;

  /** Power iterations: enough for spectra that decay slowly, as those of real data do. */
  public static final int DEFAULT_POWER_ITERATIONS = 4;

  private RandomizedSvd() {}

  /**
   * Finds the largest singular values with the default oversampling and power iterations.
   *
   * @param matrix the operator of A, n×d
   * @param count q, from 0 to min(n, d)
   * @param random the source of the projection
   * @return U n×q, q singular values, V d×q, with the sign convention of {@link Svd}
   * @throws IllegalArgumentException if the count is out of range, or a product of the operator has
   *     a wrong shape or an entry that is not finite
   * @throws NumericalException if the iteration of the small decomposition does not settle
   */
  public static Svd of(LinearOperator matrix, int count, SeededRandom random) {
    return of(matrix, count, DEFAULT_OVERSAMPLING, DEFAULT_POWER_ITERATIONS, random);
  }

  /**
   * Finds the largest singular values.
   *
   * @param matrix the operator of A, n×d
   * @param count q, from 0 to min(n, d)
   * @param oversampling extra directions, at least 0; cut where q + oversampling exceeds min(n, d)
   * @param powerIterations at least 0; two passes over A for each
   * @param random the source of the projection
   * @return U n×q, q singular values, V d×q, with the sign convention of {@link Svd}
   * @throws IllegalArgumentException if an argument is out of range, or a product of the operator
   *     has a wrong shape or an entry that is not finite
   * @throws NumericalException if the iteration of the small decomposition does not settle
   */
  public static Svd of(
      LinearOperator matrix,
      int count,
      int oversampling,
      int powerIterations,
      SeededRandom random) {
    int n = matrix.rows();
    int d = matrix.columns();
    requireRange("count", count, Math.min(n, d));
    requireRange("oversampling", oversampling, Integer.MAX_VALUE);
    requireRange("powerIterations", powerIterations, Integer.MAX_VALUE);
    int l = (int) Math.min((long) count + oversampling, Math.min(n, d));

    double[] gaussian = new double[Shapes.size(d, l)];
    random.fillGaussian(gaussian);
    Matrix range = orthonormal(times(matrix, Matrix.wrap(d, l, gaussian)));
    for (int p = 0; p < powerIterations; p++) {
      range = orthonormal(times(matrix, orthonormal(transposedTimes(matrix, range))));
    }

    // Aᵀ·Q = V·S·Wᵀ, hence A ≈ Q·Qᵀ·A = (Q·W)·S·Vᵀ.
    Svd small = Svd.of(transposedTimes(matrix, range));
    Matrix left = range.times(small.rightVectors().columnRange(0, count));
    double[] rightRows =
        Products.transpose(d, count, small.leftVectors().columnRange(0, count).values());
    return Svd.signed(left, Arrays.copyOf(small.singularValues(), count), rightRows, d);
  }

  private static Matrix times(LinearOperator matrix, Matrix thin) {
    return requireProduct("times", matrix.times(thin), matrix.rows(), thin.columns());
  }

  private static Matrix transposedTimes(LinearOperator matrix, Matrix thin) {
    return requireProduct(
        "transposedTimes", matrix.transposedTimes(thin), matrix.columns(), thin.columns());
  }

  private static Matrix requireProduct(String name, Matrix product, int rows, int columns) {
    if (product.rows() != rows || product.columns() != columns) {
      throw Shapes.illegal(
          "%s of the operator must give %d x %d, got %d x %d",
          name, rows, columns, product.rows(), product.columns());
    }
    Shapes.requireFinite(name, product);
    return product;
  }

  private static Matrix orthonormal(Matrix thin) {
    if (thin.columns() == 0) {
      return thin;
    }
    try (NativeDoubles work = NativeDoubles.copyOf(thin.values())) {
      Lapack.orthonormalise(thin.rows(), thin.columns(), work, 0, thin.columns());
      return Matrix.wrap(
          thin.rows(), thin.columns(), work.toArray(0, thin.rows() * thin.columns()));
    }
  }

  private static void requireRange(String name, int value, int most) {
    if (value < 0 || value > most) {
      throw Shapes.illegal("%s must be between 0 and %d, got %d", name, most, value);
    }
  }
}
