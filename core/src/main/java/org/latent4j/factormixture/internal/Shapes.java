package org.latent4j.factormixture.internal;

import java.util.Locale;
import org.latent4j.linalg.Matrix;

/** What the parameters of a factor mixture must be like. */
public final class Shapes {
  private Shapes() {}

  /**
   * Requires the shape of a matrix.
   *
   * @param name of the parameter
   * @param matrix its value
   * @param rows it must have
   * @param columns it must have
   * @throws IllegalArgumentException if it has others
   */
  public static void requireShape(String name, Matrix matrix, int rows, int columns) {
    if (matrix.rows() != rows || matrix.columns() != columns) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s must be %d x %d, got %d x %d",
              name,
              rows,
              columns,
              matrix.rows(),
              matrix.columns()));
    }
  }
}
