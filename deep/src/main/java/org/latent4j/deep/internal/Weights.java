package org.latent4j.deep.internal;

import java.util.Locale;
import org.latent4j.linalg.Matrix;

/** What a layer multiplies by and adds. Immutable. */
public final class Weights {

  private final Matrix matrix;
  private final double[] bias;

  /** Keeps its arguments. */
  public Weights(Matrix matrix, double[] bias) {
    this.matrix = matrix;
    this.bias = bias;
  }

  public Matrix matrix() {
    return matrix;
  }

  /** The live array, not to be changed. */
  public double[] bias() {
    return bias;
  }

  public long count() {
    return (long) matrix.rows() * matrix.columns() + bias.length;
  }

  /** Complains about other sizes than these. */
  Weights require(String layer, int rows, int columns, int added) {
    if (matrix.rows() != rows || matrix.columns() != columns || bias.length != added) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s must have weights of %d x %d and a bias of %d numbers, got %d x %d and %d",
              layer,
              rows,
              columns,
              added,
              matrix.rows(),
              matrix.columns(),
              bias.length));
    }
    return this;
  }

  /** Adds the bias to each run of as many numbers. */
  void addBias(double[] values) {
    for (int i = 0; i < values.length; i += bias.length) {
      for (int j = 0; j < bias.length; j++) {
        values[i + j] += bias[j];
      }
    }
  }
}
