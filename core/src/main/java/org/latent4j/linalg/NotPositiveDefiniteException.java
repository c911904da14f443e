package org.latent4j.linalg;

import java.util.Locale;

/** A symmetric matrix that should be positive definite, but is not: it has no Cholesky factor. */
public final class NotPositiveDefiniteException extends NumericalException {
  private static final long serialVersionUID = 1L;

  private final int pivot;
  private final double value;

  /**
   * Creates the exception.
   *
   * @param pivot index, from 0, of the first pivot that is not a positive finite number
   * @param value that pivot: what is left of the diagonal entry after the columns before it
   * @param size rows and columns of the matrix
   */
  public NotPositiveDefiniteException(int pivot, double value, int size) {
    super(
        String.format(
            Locale.ROOT,
            "matrix of %d x %d is not positive definite: pivot %d must be positive and finite, got"
                + " %s",
            size,
            size,
            pivot,
            value));
    this.pivot = pivot;
    this.value = value;
  }

  /**
   * Returns the index, from 0, of the first pivot that failed. Rows and columns before it form a
   * positive definite matrix; this one is (nearly) a linear combination of them.
   *
   * @return the index of the failed pivot
   */
  public int pivot() {
    return pivot;
  }

  /**
   * Returns the failed pivot.
   *
   * @return a value that is not positive, or not finite
   */
  public double value() {
    return value;
  }
}
