package org.latent4j.mixture.internal;

import org.latent4j.em.ScaledStatistics;

/**
 * Weight, mean and scatter of each component, with log likelihood and total weight. Scatters are
 * about the component's own mean; merging moves them by Chan's update.
 */
public final class ComponentStatistics implements ScaledStatistics<ComponentStatistics> {

  /** What is kept of the scatters. */
  public enum Shape {
    /** A d×d matrix for each component. */
    DENSE,
    /** One d×d matrix, the sum over components. */
    POOLED,
    /** The d diagonal entries for each component. */
    DIAGONAL;

    int scatterSize(int components, int features) {
      return switch (this) {
        case DENSE -> Math.multiplyExact(components, Math.multiplyExact(features, features));
        case POOLED -> Math.multiplyExact(features, features);
        case DIAGONAL -> Math.multiplyExact(components, features);
      };
    }
  }

  private final Shape shape;
  private final int k;
  private final int d;
  final double[] counts;
  final double[] means;
  final double[] scatters;
  private double noiseCount;
  private double logLikelihood;
  private double weightTotal;

  /**
   * Starts with nothing.
   *
   * @param shape what is kept of the scatters
   * @param components k
   * @param features d
   */
  public ComponentStatistics(Shape shape, int components, int features) {
    this.shape = shape;
    k = components;
    d = features;
    counts = new double[k];
    means = new double[k * d];
    scatters = new double[shape.scatterSize(k, d)];
  }

  /** A copy that counts components by other weights. */
  ComponentStatistics withCounts(double[] newCounts) {
    ComponentStatistics copy = new ComponentStatistics(shape, k, d);
    System.arraycopy(newCounts, 0, copy.counts, 0, k);
    System.arraycopy(means, 0, copy.means, 0, means.length);
    System.arraycopy(scatters, 0, copy.scatters, 0, scatters.length);
    copy.addRows(logLikelihood, weightTotal);
    return copy;
  }

  void addRows(double rowsLogLikelihood, double rowsWeight) {
    logLikelihood += rowsLogLikelihood;
    weightTotal += rowsWeight;
  }

  /**
   * Adds to the scatters, such as the covariance of what was missing in rows.
   *
   * @param more in the layout of the shape
   */
  public void addScatters(double[] more) {
    for (int i = 0; i < scatters.length; i++) {
      scatters[i] += more[i];
    }
  }

  /**
   * Weights of the components' rows.
   *
   * @return k numbers, a copy
   */
  public double[] counts() {
    return counts.clone();
  }

  /**
   * Means of the components' rows.
   *
   * @return k×d, row-major, a copy
   */
  public double[] means() {
    return means.clone();
  }

  /**
   * Scatters in the layout of their shape, of matrices only the lower triangle.
   *
   * @return a copy
   */
  public double[] scatters() {
    return scatters.clone();
  }

  void addNoise(double weight) {
    noiseCount += weight;
  }

  /** Weight of the rows that belong to no cluster. */
  double noiseCount() {
    return noiseCount;
  }

  int components() {
    return k;
  }

  int features() {
    return d;
  }

  Shape shape() {
    return shape;
  }

  @Override
  public double logLikelihood() {
    return logLikelihood;
  }

  @Override
  public double weightTotal() {
    return weightTotal;
  }

  @Override
  public void merge(ComponentStatistics other) {
    for (int i = 0; i < scatters.length; i++) {
      scatters[i] += other.scatters[i];
    }
    double[] difference = new double[d];
    for (int c = 0; c < k; c++) {
      mergeMeans(other, c, difference);
    }
    addNoise(other.noiseCount);
    addRows(other.logLikelihood, other.weightTotal);
  }

  private void mergeMeans(ComponentStatistics other, int c, double[] difference) {
    double mine = counts[c];
    double theirs = other.counts[c];
    double total = mine + theirs;
    if (theirs == 0) {
      return;
    }
    for (int j = 0; j < d; j++) {
      difference[j] = other.means[c * d + j] - means[c * d + j];
      means[c * d + j] += difference[j] * (theirs / total);
    }
    counts[c] = total;
    double factor = mine * (theirs / total);
    if (shape == Shape.DIAGONAL) {
      for (int j = 0; j < d; j++) {
        scatters[c * d + j] += factor * difference[j] * difference[j];
      }
      return;
    }
    int base = shape == Shape.POOLED ? 0 : c * d * d;
    for (int i = 0; i < d; i++) {
      double scaled = factor * difference[i];
      for (int j = 0; j <= i; j++) {
        scatters[base + i * d + j] += scaled * difference[j];
      }
    }
  }

  /** Diagonal entry of a component's scatter; of the pooled scatter when that is what is kept. */
  double scatterDiagonal(int c, int j) {
    return switch (shape) {
      case DENSE -> scatters[(c * d + j) * d + j];
      case POOLED -> scatters[j * d + j];
      case DIAGONAL -> scatters[c * d + j];
    };
  }

  @Override
  public double[] toArray() {
    double[] flat = new double[3 + k + k * d + scatters.length];
    flat[0] = logLikelihood;
    flat[1] = weightTotal;
    flat[2] = noiseCount;
    System.arraycopy(counts, 0, flat, 3, k);
    System.arraycopy(means, 0, flat, 3 + k, k * d);
    System.arraycopy(scatters, 0, flat, 3 + k + k * d, scatters.length);
    return flat;
  }

  @Override
  public boolean isRestorable() {
    return true;
  }

  @Override
  public boolean restore(double[] flat) {
    logLikelihood = flat[0];
    weightTotal = flat[1];
    noiseCount = flat[2];
    System.arraycopy(flat, 3, counts, 0, k);
    System.arraycopy(flat, 3 + k, means, 0, k * d);
    System.arraycopy(flat, 3 + k + k * d, scatters, 0, scatters.length);
    return true;
  }

  @Override
  public void scale(double factor) {
    for (int c = 0; c < k; c++) {
      counts[c] *= factor;
    }
    for (int i = 0; i < scatters.length; i++) {
      scatters[i] *= factor;
    }
    noiseCount *= factor;
    logLikelihood *= factor;
    weightTotal *= factor;
  }
}
