package org.latent4j.report.internal.study;

/**
 * How far apart the values of two samples are, by Kolmogorov and Smirnov's distance: the greatest
 * gap between the shares of the values up to any point.
 */
public final class TwoSamples {

  /** Distance that samples of one distribution pass once in 20 times, times √(nm/(n + m)). */
  private static final double CRITICAL = 1.358;

  private TwoSamples() {}

  /**
   * The distance of two samples.
   *
   * @param first at least one finite value
   * @param second at least one finite value
   * @return in [0, 1]
   */
  public static double distance(double[] first, double[] second) {
    double[] a = first.clone();
    double[] b = second.clone();
    java.util.Arrays.sort(a);
    java.util.Arrays.sort(b);
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
   * The distance that two samples of one continuous distribution pass once in 20 times (Smirnov
   * 1948).
   *
   * @param first size of one, at least 1
   * @param second size of the other, at least 1
   * @return for large samples
   */
  public static double chance(int first, int second) {
    return CRITICAL * Math.sqrt((first + (double) second) / ((double) first * second));
  }
}
