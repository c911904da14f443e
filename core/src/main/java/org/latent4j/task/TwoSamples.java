package org.latent4j.task;

import java.util.Arrays;

/**
 * How far apart two samples of one column are, and how far chance alone would put two samples of
 * one distribution.
 */
public final class TwoSamples {

  /** Distance that samples of one distribution pass once in 20 times, times √(nm/(n + m)). */
  private static final double CRITICAL = 1.358;

  /** Standard deviations that a normal variable passes upwards once in 20 times. */
  private static final double ONE_IN_TWENTY = 1.645;

  private TwoSamples() {}

  /**
   * Kolmogorov and Smirnov's distance: the greatest gap between the shares of the values up to any
   * point.
   *
   * @param first at least one value, none NaN
   * @param second at least one value, none NaN
   * @return in [0, 1]
   */
  public static double kolmogorovSmirnov(double[] first, double[] second) {
    double[] a = sorted(first);
    double[] b = sorted(second);
    double greatest = 0;
    for (int i = 0, k = 0; i < a.length && k < b.length; ) {
      double value = Math.min(a[i], b[k]);
      while (i < a.length && a[i] <= value) {
        i++;
      }
      while (k < b.length && b[k] <= value) {
        k++;
      }
      greatest = Math.max(greatest, Math.abs((double) i / a.length - (double) k / b.length));
    }
    return greatest;
  }

  /**
   * The distance of Kolmogorov and Smirnov that two samples of one continuous distribution pass
   * once in 20 times (Smirnov 1948); where values repeat, more rarely.
   *
   * @param first size of one, at least 1
   * @param second size of the other, at least 1
   * @return for large samples
   */
  public static double kolmogorovSmirnovChance(int first, int second) {
    return CRITICAL * Math.sqrt((first + (double) second) / ((double) first * second));
  }

  /**
   * Wasserstein's distance of order 1: how far values must be moved on average to make one sample
   * the other, ∫|F(x) − G(x)| dx.
   *
   * @param first at least one finite value
   * @param second at least one finite value
   * @return in the units of the values, at least 0
   */
  public static double wasserstein(double[] first, double[] second) {
    double[] a = sorted(first);
    double[] b = sorted(second);
    double sum = 0;
    double before = Math.min(a[0], b[0]);
    for (int i = 0, k = 0; i < a.length || k < b.length; ) {
      boolean ofFirst = k == b.length || (i < a.length && a[i] <= b[k]);
      double value = ofFirst ? a[i] : b[k];
      double gap = Math.abs((double) i / a.length - (double) k / b.length);
      sum += gap * (value - before);
      before = value;
      if (ofFirst) {
        i++;
      } else {
        k++;
      }
    }
    return sum;
  }

  /**
   * Total variation of two tables of counts: half the sum of the differences of shares, which is
   * the greatest difference of probability that any set of cells can have.
   *
   * @param first counts of the first sample, not all 0
   * @param second counts of the second in the same cells, not all 0
   * @return in [0, 1]
   */
  public static double totalVariation(long[] first, long[] second) {
    double n = Arrays.stream(first).sum();
    double m = Arrays.stream(second).sum();
    double sum = 0;
    for (int c = 0; c < first.length; c++) {
      sum += Math.abs(first[c] / n - second[c] / m) / 2;
    }
    return sum;
  }

  /**
   * About the total variation that two samples of one distribution pass once in 20 times: shares of
   * cells differ by normal variables of variance p(1 − p)(1/n + 1/m), whose absolute values have
   * means √(2/π) of their deviations.
   *
   * @param first counts of the first sample, not all 0
   * @param second counts of the second in the same cells, not all 0
   * @return for large samples
   */
  public static double totalVariationChance(long[] first, long[] second) {
    double n = Arrays.stream(first).sum();
    double m = Arrays.stream(second).sum();
    double mean = 0;
    double variance = 0;
    for (int c = 0; c < first.length; c++) {
      double share = (first[c] + second[c]) / (n + m);
      double own = share * (1 - share) * (1 / n + 1 / m);
      mean += Math.sqrt(2 / Math.PI * own) / 2;
      variance += (1 - 2 / Math.PI) * own / 4;
    }
    return mean + ONE_IN_TWENTY * Math.sqrt(variance);
  }

  private static double[] sorted(double[] values) {
    double[] copy = values.clone();
    Arrays.sort(copy);
    return copy;
  }
}
