package org.latent4j.report.internal.study;

/** Quantiles of sorted values. */
final class Quantiles {

  private Quantiles() {}

  /**
   * The value below which a share of the values lies, by linear interpolation between the two
   * nearest (Hyndman and Fan 1996, type 7).
   *
   * @param sorted increasing, at least one
   * @param share in [0, 1]
   * @return the quantile
   */
  static double of(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
