package org.latent4j.mixture.internal;

import java.util.ArrayList;
import java.util.List;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.NotPositiveDefiniteException;
import org.latent4j.mixture.CovarianceStructure;

/**
 * Covariances with axes of their own: EEV, VEV, EVV and VVV. The best axes of a component are those
 * of its scatter, whatever the variances along them (Celeux and Govaert 1995, theorem A.1); what is
 * left is a problem of variances along given axes. EEV and VEV, whose components are turned copies
 * of one ellipsoid, are bounded by a sphere that the floor holds in all its axes; EVV and VVV do
 * not depend on the features' units and are bounded by the floor of each feature.
 */
record OwnAxesUpdate(CovarianceStructure structure) implements CovarianceUpdate {

  @Override
  public ComponentStatistics.Shape shape() {
    return ComponentStatistics.Shape.DENSE;
  }

  @Override
  public Covariances update(Scatters given, Covariances previous, VarianceFloor floor) {
    Scatters scatters = given.withoutEmpty(previous);
    return new DenseCovariances(
        switch (structure) {
          case FULL -> lifted(scatters, floor);
          case EVV -> equalDeterminants(scatters, floor);
          default -> turned(scatters, previous, floor);
        });
  }

  private static List<Matrix> lifted(Scatters scatters, VarianceFloor floor) {
    List<Matrix> matrices = new ArrayList<>(scatters.components());
    for (int c = 0; c < scatters.components(); c++) {
      matrices.add(floor.lift(scatters.matrix(c, scatters.counts()[c])));
    }
    return matrices;
  }

  private List<Matrix> turned(Scatters scatters, Covariances previous, VarianceFloor floor) {
    int k = scatters.components();
    int d = scatters.features();
    double[] sums = new double[k * d];
    List<Matrix> axes = new ArrayList<>(k);
    for (int c = 0; c < k; c++) {
      Axes own = Axes.of(scatters.matrix(c, 1));
      System.arraycopy(own.values(), 0, sums, c * d, d);
      axes.add(own.vectors());
    }
    double[] variances =
        new AxisVariances(scatters.counts(), sums, floor.sphere()).of(structure, previous);
    List<Matrix> matrices = new ArrayList<>(k);
    for (int c = 0; c < k; c++) {
      matrices.add(Axes.matrix(axes.get(c), variances, c * d));
    }
    return matrices;
  }

  /** Σ_c = W_c·e^L/|W_c|^(1/d); axes are needed only where that is below the floor. */
  private static List<Matrix> equalDeterminants(Scatters scatters, VarianceFloor floor) {
    int k = scatters.components();
    int d = scatters.features();
    double[] volumes = new double[k];
    double sum = 0;
    List<Matrix> matrices = new ArrayList<>(k);
    for (int c = 0; c < k; c++) {
      Matrix scatter = scatters.matrix(c, scatters.counts()[c]);
      try {
        volumes[c] = Math.exp(Cholesky.of(scatter).logDeterminant() / d);
      } catch (NotPositiveDefiniteException e) {
        if (floor.isNone()) {
          throw e;
        }
        return equalDeterminantsAboveFloor(scatters, floor);
      }
      sum += scatters.counts()[c] * volumes[c];
      matrices.add(scatter);
    }
    for (int c = 0; c < k; c++) {
      matrices.set(c, matrices.get(c).scaled(sum / scatters.total() / volumes[c]));
      if (!floor.isBelow(matrices.get(c))) {
        return equalDeterminantsAboveFloor(scatters, floor);
      }
    }
    return matrices;
  }

  /**
   * In units of the floor it is the unit matrix, and the variances along the axes are at least 1.
   */
  private static List<Matrix> equalDeterminantsAboveFloor(Scatters scatters, VarianceFloor floor) {
    int k = scatters.components();
    int d = scatters.features();
    double[] sums = new double[k * d];
    List<Matrix> axes = new ArrayList<>(k);
    for (int c = 0; c < k; c++) {
      Axes own = Axes.of(floor.inUnits(scatters.matrix(c, 1)));
      System.arraycopy(own.values(), 0, sums, c * d, d);
      axes.add(own.vectors());
    }
    double[] ones = new double[d];
    java.util.Arrays.fill(ones, 1);
    double[] variances = new AxisVariances(scatters.counts(), sums, ones).equalVolumes();
    List<Matrix> matrices = new ArrayList<>(k);
    for (int c = 0; c < k; c++) {
      matrices.add(floor.outOfUnits(Axes.matrix(axes.get(c), variances, c * d)));
    }
    return matrices;
  }
}
