package org.latent4j.mixture.internal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The most likely variances of one component whose product is given and that lie above a floor: v_q
 * = max(w_q/μ, f_q). As the product grows from that of the floors, one axis after the other leaves
 * the floor, that of the greatest w_q/f_q first.
 */
final class WaterLine {

  private final double[] sums;
  private final double[] floors;
  private final int[] order;
  private final double[] logSums;
  private final double[] logFloors;
  private int active = 1;
  private double multiplier;

  /**
   * Takes one component.
   *
   * @param sums w, d numbers at least 0
   * @param floors f, d numbers above 0
   */
  WaterLine(double[] sums, double[] floors) {
    this.sums = sums;
    this.floors = floors;
    order =
        IntStream.range(0, sums.length)
            .boxed()
            .sorted(Comparator.comparingDouble(q -> -sums[q] / floors[q]))
            .mapToInt(Integer::intValue)
            .toArray();
    logSums = Arrays.stream(sums).map(Math::log).toArray();
    logFloors = Arrays.stream(floors).map(Math::log).toArray();
  }

  /** Finds μ for a product of variances of which the logarithm is given. */
  void moveTo(double logProduct) {
    double left = -logProduct;
    for (double log : logFloors) {
      left += log;
    }
    double logMultiplier = Double.NEGATIVE_INFINITY;
    active = 1;
    for (int count = 1; count <= order.length; count++) {
      int q = order[count - 1];
      if (sums[q] == 0 || (count > 1 && logSums[q] - logFloors[q] <= logMultiplier)) {
        break;
      }
      left += logSums[q] - logFloors[q];
      logMultiplier = left / count;
      active = count;
    }
    multiplier = Math.exp(logMultiplier);
  }

  /** μ; 0 when the component has no scatter at all. */
  double multiplier() {
    return multiplier;
  }

  /** How many axes are above the floor, at least 1. */
  int active() {
    return active;
  }

  /**
   * The variances; those of a component without any scatter are in the proportions of the floor.
   */
  double[] variances(double logProduct) {
    moveTo(logProduct);
    double[] variances = new double[sums.length];
    double excess = logProduct - Arrays.stream(logFloors).sum();
    for (int q = 0; q < variances.length; q++) {
      variances[q] =
          multiplier > 0
              ? Math.max(sums[q] / multiplier, floors[q])
              : floors[q] * Math.exp(excess / sums.length);
    }
    return variances;
  }
}
