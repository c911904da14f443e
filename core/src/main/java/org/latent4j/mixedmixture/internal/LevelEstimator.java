package org.latent4j.mixedmixture.internal;

import org.latent4j.linalg.Matrix;
import org.latent4j.mixedmixture.Distribution;

/**
 * Fits a column of levels by their counts: p = (count + smoothing · π) / (rows + smoothing), with π
 * the distribution of all rows, in which every level has been seen once more often than it was.
 */
final class LevelEstimator implements Estimator {

  private final Distribution distribution;
  private final int feature;
  private final int k;
  private final int levels;
  private final double smoothing;
  private final double[] overall;

  /** Takes the weights of the levels in all rows. */
  LevelEstimator(
      Distribution distribution, int feature, int components, double[] counts, double smoothing) {
    this.distribution = distribution;
    this.feature = feature;
    this.smoothing = smoothing;
    k = components;
    levels = counts.length;
    double total = levels;
    for (double count : counts) {
      total += count;
    }
    overall = new double[levels];
    for (int l = 0; l < levels; l++) {
      overall[l] = (counts[l] + 1) / total;
    }
  }

  @Override
  public Part whole() {
    double[] probabilities = new double[k * levels];
    for (int c = 0; c < k; c++) {
      System.arraycopy(overall, 0, probabilities, c * levels, levels);
    }
    return part(probabilities);
  }

  private Part part(double[] probabilities) {
    return new LevelPart(distribution, feature, Matrix.wrap(k, levels, probabilities));
  }

  @Override
  public Tally tally(Part current, Part.Densities own, int capacity) {
    return new Tally() {
      private Sums sums = new Sums(levels * k);

      @Override
      public void add(double[] rows, int d, int rowCount, double[] shares) {
        double[] counts = sums.values();
        for (int i = 0, at = feature; i < rowCount; i++, at += d) {
          int level = LevelPart.level(rows[at], levels);
          for (int c = 0; c < k && level >= 0; c++) {
            counts[level * k + c] += shares[i * k + c];
          }
        }
      }

      @Override
      public PartStatistics take() {
        Sums taken = sums;
        sums = new Sums(levels * k);
        return taken;
      }
    };
  }

  @Override
  public int statisticsSize() {
    return levels * k;
  }

  @Override
  public Part maximize(PartStatistics statistics, Part previous) {
    return smoothed((Sums) statistics, smoothing, (LevelPart) previous);
  }

  @Override
  public Part start(PartStatistics statistics) {
    return smoothed((Sums) statistics, Math.max(1, smoothing), (LevelPart) whole());
  }

  private Part smoothed(Sums sums, double rows, LevelPart fallback) {
    double[] counts = sums.values();
    double[] probabilities = new double[k * levels];
    for (int c = 0; c < k; c++) {
      double total = rows;
      for (int l = 0; l < levels; l++) {
        total += counts[l * k + c];
      }
      for (int l = 0; l < levels; l++) {
        probabilities[c * levels + l] =
            total > 0
                ? (counts[l * k + c] + rows * overall[l]) / total
                : fallback.probability(c, l);
      }
    }
    return part(probabilities);
  }

  @Override
  public double logPrior(Part part) {
    if (smoothing == 0) {
      return 0;
    }
    LevelPart own = (LevelPart) part;
    double sum = 0;
    for (int c = 0; c < k; c++) {
      for (int l = 0; l < levels; l++) {
        sum += overall[l] * own.logProbability(c, l);
      }
    }
    return smoothing * sum;
  }
}
