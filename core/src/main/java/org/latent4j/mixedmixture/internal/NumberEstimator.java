package org.latent4j.mixedmixture.internal;

import java.util.Arrays;

/**
 * Fits one numeric column by weight, mean and scatter of the values observed, the variance no less
 * than a floor: among all above the floor the nearest is the most likely.
 */
final class NumberEstimator implements Estimator {

  /** With as many rows of the overall variance a component starts. */
  private static final double START_ROWS = 2;

  private final int feature;
  private final int k;
  private final double mean;
  private final double variance;
  private final double floor;

  /** Takes mean and variance of all rows, and the least variance. */
  NumberEstimator(int feature, int components, double mean, double variance, double floor) {
    this.feature = feature;
    k = components;
    this.mean = mean;
    this.variance = variance;
    this.floor = floor;
  }

  @Override
  public Part whole() {
    double[] means = new double[k];
    double[] variances = new double[k];
    Arrays.fill(means, mean);
    Arrays.fill(variances, Math.max(floor, variance > 0 ? variance : 1e-6));
    return new NumberPart(feature, means, variances);
  }

  @Override
  public Tally tally(Part current, Part.Densities own, int capacity) {
    NumberPart about = (NumberPart) current;
    return new Tally() {
      private final double[] weights = new double[k];
      private final double[] sums = new double[k];
      private final double[] squares = new double[k];

      @Override
      public void add(double[] rows, int d, int rowCount, double[] shares) {
        for (int i = 0, at = feature; i < rowCount; i++, at += d) {
          double value = rows[at];
          for (int c = 0; c < k && !Double.isNaN(value); c++) {
            double share = shares[i * k + c];
            double difference = value - about.mean(c);
            weights[c] += share;
            sums[c] += share * difference;
            squares[c] += share * difference * difference;
          }
        }
      }

      @Override
      public PartStatistics take() {
        ColumnMoments moments = new ColumnMoments(k);
        for (int c = 0; c < k; c++) {
          double shift = weights[c] > 0 ? sums[c] / weights[c] : 0;
          moments.weights[c] = weights[c];
          moments.means[c] = about.mean(c) + shift;
          moments.scatters[c] = Math.max(0, squares[c] - shift * sums[c]);
        }
        Arrays.fill(weights, 0);
        Arrays.fill(sums, 0);
        Arrays.fill(squares, 0);
        return moments;
      }
    };
  }

  @Override
  public int statisticsSize() {
    return 3 * k;
  }

  @Override
  public Part maximize(PartStatistics statistics, Part previous) {
    ColumnMoments moments = (ColumnMoments) statistics;
    NumberPart before = (NumberPart) previous;
    double[] means = new double[k];
    double[] variances = new double[k];
    for (int c = 0; c < k; c++) {
      double weight = moments.weights[c];
      means[c] = weight > 0 ? moments.means[c] : before.mean(c);
      variances[c] =
          weight > 0 ? Math.max(floor, moments.scatters[c] / weight) : before.variance(c);
      requirePositive(variances[c], c);
    }
    return new NumberPart(feature, means, variances);
  }

  private void requirePositive(double value, int component) {
    if (!(value > 0)) {
      throw new org.latent4j.linalg.NumericalException(
          String.format(
              java.util.Locale.ROOT,
              "variance of feature %d in component %d must be above 0, got %s;"
                  + " set covariance-floor above 0",
              feature + 1,
              component + 1,
              value));
    }
  }

  @Override
  public Part start(PartStatistics statistics) {
    ColumnMoments moments = (ColumnMoments) statistics;
    double[] means = new double[k];
    double[] variances = new double[k];
    double least = Math.max(floor, variance > 0 ? 1e-6 * variance : 1e-6);
    for (int c = 0; c < k; c++) {
      double weight = moments.weights[c];
      means[c] = weight > 0 ? moments.means[c] : mean;
      variances[c] =
          Math.max(least, (moments.scatters[c] + START_ROWS * variance) / (weight + START_ROWS));
    }
    return new NumberPart(feature, means, variances);
  }

  @Override
  public double logPrior(Part part) {
    return 0;
  }
}
