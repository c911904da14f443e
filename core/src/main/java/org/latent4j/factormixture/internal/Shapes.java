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

  /**
   * Requires weights of components.
   *
   * @param weights at least 0, sum 1 within 1e-6
   * @throws IllegalArgumentException if they are no probabilities
   */
  public static void requireProbabilities(double[] weights) {
    double sum = 0;
    for (int c = 0; c < weights.length; c++) {
      if (!(weights[c] >= 0)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "weights must be at least 0, got %s at %d", weights[c], c + 1));
      }
      sum += weights[c];
    }
    if (!(Math.abs(sum - 1) <= 1e-6)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "weights must sum to 1, got %s", sum));
    }
  }
}
