package org.latent4j.mixture.internal;

import java.util.Arrays;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixture.CovarianceStructure;

/**
 * Covariances along the features: EII, VII, EEI, VEI, EVI and VVI. All in closed form but for VEI,
 * whose rounds cost kd each.
 */
record DiagonalUpdate(CovarianceStructure structure) implements CovarianceUpdate {

  @Override
  public ComponentStatistics.Shape shape() {
    return ComponentStatistics.Shape.DIAGONAL;
  }

  @Override
  public Covariances update(Scatters given, Covariances previous, VarianceFloor floor) {
    Scatters scatters = given.withoutEmpty(previous);
    int k = scatters.components();
    int d = scatters.features();
    double[] sums = new double[k * d];
    double[] floors = new double[d];
    for (int j = 0; j < d; j++) {
      floors[j] = structure.isSpherical() ? floor.shared() : floor.variance(j);
      for (int c = 0; c < k; c++) {
        sums[c * d + j] = scatters.diagonal(c, j);
      }
    }
    if (structure.isSpherical()) {
      level(sums, d);
    }
    AxisVariances axes = new AxisVariances(scatters.counts(), sums, floors);
    double[] variances = axes.of(structure, previous);
    return new DiagonalCovariances(Matrix.wrap(k, d, variances));
  }

  /** Replaces the sums of a component by their mean. */
  private static void level(double[] sums, int d) {
    for (int from = 0; from < sums.length; from += d) {
      double mean = 0;
      for (int j = from; j < from + d; j++) {
        mean += sums[j];
      }
      Arrays.fill(sums, from, from + d, mean / d);
    }
  }
}
