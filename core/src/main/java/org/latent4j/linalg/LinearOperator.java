package org.latent4j.linalg;

/**
 * An n×d matrix A known only by what it does to thin matrices, so that it can be larger than
 * memory: rows read block by block, centred on the way, or never formed at all.
 *
 * <p>Both products must be of the same matrix, deterministic, and finite.
 */
public interface LinearOperator {
  /**
   * Returns the number of rows.
   *
   * @return n
   */
  int rows();

  /**
   * Returns the number of columns.
   *
   * @return d
   */
  int columns();

  /**
   * Multiplies a thin matrix.
   *
   * @param thin d×l
   * @return A·thin, n×l
   */
  Matrix times(Matrix thin);

  /**
   * Multiplies a thin matrix by the transpose.
   *
   * @param thin n×l
   * @return Aᵀ·thin, d×l
   */
  Matrix transposedTimes(Matrix thin);

  /**
   * Returns a matrix as an operator.
   *
   * @param matrix A
   * @return the operator of A
   */
  static LinearOperator of(Matrix matrix) {
    return new LinearOperator() {
      @Override
      public int rows() {
        return matrix.rows();
      }

      @Override
      public int columns() {
        return matrix.columns();
      }

      @Override
      public Matrix times(Matrix thin) {
        return matrix.times(thin);
      }

      @Override
      public Matrix transposedTimes(Matrix thin) {
        return matrix.transposedTimes(thin);
      }
    };
  }
}
