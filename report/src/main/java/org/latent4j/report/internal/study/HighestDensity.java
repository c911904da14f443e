package org.latent4j.report.internal.study;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Levels of density whose regions hold given shares of a distribution. The smallest region that
 * holds a share is where the density is at or above the level that this share of draws reaches
 * (Hyndman 1996, "Computing and graphing highest density regions", doi:10.2307/2684423).
 */
final class HighestDensity {

  private HighestDensity() {}

  /**
   * Finds a level.
   *
   * @param logDensities of draws from the distribution, at least one
   * @param weights of the draws, at least 0, not all 0
   * @param share in (0, 1)
   * @return the log density that draws of that share of the weight reach
   */
  static double level(double[] logDensities, double[] weights, double share) {
    Integer[] order = new Integer[logDensities.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -logDensities[i]));
    double wanted = share * Arrays.stream(weights).sum();
    double reached = 0;
    for (Integer i : order) {
      reached += weights[i];
      if (reached >= wanted) {
        return logDensities[i];
      }
    }
    return logDensities[order[order.length - 1]];
  }
}
