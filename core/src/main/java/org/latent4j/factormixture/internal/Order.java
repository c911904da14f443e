package org.latent4j.factormixture.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.latent4j.factormixture.Sharing;
import org.latent4j.linalg.Matrix;

/** The one order and rotation, of the many that are equally likely, in which fits are told. */
public final class Order {

  private Order() {}

  /**
   * Components by decreasing weight.
   *
   * @param weights k numbers
   * @return the component that comes to each place
   */
  public static int[] decreasing(double[] weights) {
    return IntStream.range(0, weights.length)
        .boxed()
        .sorted(Comparator.comparingDouble(c -> -weights[c]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * Covariances in an order, with loadings whose columns are orthogonal in the metric of their
   * noise; where components of different noise share them, in the metric of the mean noise.
   *
   * @param sharing what components have in common
   * @param weights k numbers, before they are ordered
   * @param covariances k, before they are ordered
   * @param order the component that comes to each place
   * @return k covariances
   */
  public static List<FactorCovariance> canonical(
      Sharing sharing, double[] weights, List<FactorCovariance> covariances, int[] order) {
    List<FactorCovariance> ordered = new ArrayList<>(order.length);
    Matrix common = sharing.ofLoadings() ? common(weights, covariances) : Matrix.identity(0);
    for (int c = 0; c < order.length; c++) {
      FactorCovariance covariance = covariances.get(order[c]);
      ordered.add(
          switch (sharing) {
            case NONE, NOISE -> covariance.rotated(covariance.rotation(), c);
            case LOADINGS -> covariance.rotated(common, c);
            case BOTH -> c == 0 ? covariance.rotated(common, c) : ordered.get(0);
          });
    }
    return ordered;
  }

  private static Matrix common(double[] weights, List<FactorCovariance> covariances) {
    double[] mean = new double[covariances.get(0).noise().length];
    for (int c = 0; c < weights.length; c++) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += weights[c] * covariances.get(c).noise()[j];
      }
    }
    return new FactorCovariance(covariances.get(0).loadings(), mean, 0).rotation();
  }
}
