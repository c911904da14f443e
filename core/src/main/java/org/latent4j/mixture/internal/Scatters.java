package org.latent4j.mixture.internal;

import org.latent4j.linalg.Matrix;

/**
 * What the covariances of an M step are made from: for each component the weight of its rows, the
 * divisor, and their weighted scatter about its mean. The two need not be sums over the same
 * weights (for a t mixture they are not), and a prior may have been added to both.
 */
public final class Scatters {

  /** A component of less than this share of all rows is taken for empty. */
  private static final double EMPTY = 1e-13;

  private final ComponentStatistics.Shape shape;
  private final double[] counts;
  private final double[] values;
  private final int features;

  /**
   * Joins counts and scatters.
   *
   * @param shape what is kept of the scatters
   * @param counts k divisors, at least 0; kept, not changed
   * @param values scatters in the layout of {@link ComponentStatistics.Shape}, of matrices only the
   *     lower triangle; kept, not changed
   * @param features d
   */
  public Scatters(ComponentStatistics.Shape shape, double[] counts, double[] values, int features) {
    this.shape = shape;
    this.counts = counts;
    this.values = values;
    this.features = features;
  }

  /** The scatters of an E step. */
  static Scatters of(ComponentStatistics statistics) {
    return new Scatters(
        statistics.shape(), statistics.counts, statistics.scatters, statistics.features());
  }

  /** What is kept of the scatters. */
  ComponentStatistics.Shape shape() {
    return shape;
  }

  /** The scatters in the layout of their shape; the array itself. */
  double[] values() {
    return values;
  }

  /** The divisors, k of them; the array itself. */
  double[] counts() {
    return counts;
  }

  /** Number of features. */
  int features() {
    return features;
  }

  /** Number of components. */
  int components() {
    return counts.length;
  }

  /** Weight of all rows. */
  double total() {
    double sum = 0;
    for (double count : counts) {
      sum += count;
    }
    return sum;
  }

  /** Entry of the diagonal of a component's scatter, which must have been kept by component. */
  double diagonal(int component, int feature) {
    return switch (shape) {
      case DENSE -> values[(component * features + feature) * features + feature];
      case POOLED -> throw new IllegalStateException("only the pooled scatter was kept");
      case DIAGONAL -> values[component * features + feature];
    };
  }

  /** A component's scatter matrix divided by a number, both triangles; from 0. */
  Matrix matrix(int component, double divisor) {
    return symmetric(component * features * features, divisor);
  }

  /** The sum of all scatter matrices divided by a number, both triangles. */
  Matrix pooled(double divisor) {
    if (shape == ComponentStatistics.Shape.POOLED) {
      return symmetric(0, divisor);
    }
    Matrix sum = matrix(0, divisor);
    for (int c = 1; c < components(); c++) {
      sum = sum.plus(matrix(c, divisor));
    }
    return sum;
  }

  private Matrix symmetric(int base, double divisor) {
    int d = features;
    double[] both = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double value = values[base + i * d + j] / divisor;
        both[i * d + j] = value;
        both[j * d + i] = value;
      }
    }
    return Matrix.wrap(d, d, both);
  }

  /**
   * Fills in for components without rows, about which the data say nothing: each counts as a
   * vanishing share of a row with the covariance it had, so that it keeps what no other component
   * has a say in.
   *
   * @param previous the covariances before this M step
   * @return itself when no component is empty
   */
  Scatters withoutEmpty(Covariances previous) {
    double least = EMPTY * total();
    double[] newCounts = counts.clone();
    double[] newValues = values.clone();
    boolean changed = false;
    for (int c = 0; c < counts.length; c++) {
      if (!(counts[c] > least) && shape != ComponentStatistics.Shape.POOLED) {
        newCounts[c] = least > 0 ? least : 1;
        fill(newValues, c, newCounts[c], previous);
        changed = true;
      }
    }
    return changed ? new Scatters(shape, newCounts, newValues, features) : this;
  }

  private void fill(double[] target, int c, double count, Covariances previous) {
    int d = features;
    if (shape == ComponentStatistics.Shape.DIAGONAL) {
      for (int j = 0; j < d; j++) {
        target[c * d + j] = count * previous.variance(c, j);
      }
      return;
    }
    double[] matrix = previous.matrix(c).values();
    for (int i = 0; i < d * d; i++) {
      target[c * d * d + i] = count * matrix[i];
    }
  }
}
