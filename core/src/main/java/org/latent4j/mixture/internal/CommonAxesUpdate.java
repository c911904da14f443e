package org.latent4j.mixture.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixture.CovarianceStructure;

/**
 * Covariances of common axes: EVE and VVE. Axes and variances along them are improved in turn, the
 * variances exactly, the axes pair by pair (see {@link CommonAxes}); no round makes the covariances
 * less likely. The rounds start from the axes of the previous covariances; where these were not
 * found here but given, also from the axes of the pooled scatter and of the heaviest component's,
 * and the best is kept. A round costs about 4kd³. The floor is a sphere that fits into the floor of
 * the features. Where it lies so far below the greatest variances that rounding of the matrices
 * would undo an improvement, the previous covariances stay.
 */
record CommonAxesUpdate(CovarianceStructure structure) implements CovarianceUpdate {

  private static final int WARM_ROUNDS = 40;
  private static final int FIRST_ROUNDS = 30;
  private static final int COLD_ROUNDS = 500;
  private static final double WARM_WORK = 2e6; // multiply-adds
  private static final double COLD_WORK = 1e7;

  @Override
  public ComponentStatistics.Shape shape() {
    return ComponentStatistics.Shape.DENSE;
  }

  @Override
  public Covariances update(Scatters given, Covariances previous, VarianceFloor floor) {
    Scatters scatters = given.withoutEmpty(previous);
    if (previous instanceof DenseCovariances dense && dense.axes().isPresent()) {
      CommonAxes warm = new CommonAxes(structure, scatters, dense.axes().get(), floor.sphere());
      warm.improve(rounds(scatters, WARM_ROUNDS, WARM_WORK));
      DenseCovariances found = covariances(warm, scatters);
      return found.cost(scatters) <= dense.cost(scatters) ? found : dense;
    }
    return covariances(cold(scatters, previous, floor), scatters);
  }

  private CommonAxes cold(Scatters scatters, Covariances previous, VarianceFloor floor) {
    int heaviest = 0;
    for (int c = 1; c < scatters.components(); c++) {
      heaviest = scatters.counts()[c] > scatters.counts()[heaviest] ? c : heaviest;
    }
    int rounds = rounds(scatters, FIRST_ROUNDS, COLD_WORK);
    CommonAxes best = null;
    for (Matrix start :
        List.of(
            jointly(previous, scatters.components(), rounds),
            Axes.of(scatters.pooled(1)).vectors(),
            Axes.of(scatters.matrix(heaviest, 1)).vectors())) {
      CommonAxes one = new CommonAxes(structure, scatters, start, floor.sphere());
      one.improve(rounds);
      best = best == null || one.cost() < best.cost() ? one : best;
    }
    Objects.requireNonNull(best).improve(rounds(scatters, COLD_ROUNDS, COLD_WORK));
    return best;
  }

  /** The axes of covariances that have common ones. */
  private static Matrix jointly(Covariances covariances, int k, int rounds) {
    int d = covariances.matrix(0).rows();
    double[] values = new double[k * d * d];
    for (int c = 0; c < k; c++) {
      System.arraycopy(covariances.matrix(c).values(), 0, values, c * d * d, d * d);
    }
    double[] ones = new double[k];
    Arrays.fill(ones, 1);
    Scatters given = new Scatters(ComponentStatistics.Shape.DENSE, ones, values, d);
    CommonAxes axes =
        new CommonAxes(
            CovarianceStructure.VVE, given, Axes.of(given.pooled(1)).vectors(), new double[d]);
    axes.improve(rounds);
    return axes.vectors();
  }

  /** As many rounds as an amount of arithmetic allows, which depends on shapes alone. */
  private static int rounds(Scatters scatters, int most, double work) {
    double cube = Math.pow(scatters.features(), 3);
    return (int) Math.max(2, Math.min(most, work / (4 * scatters.components() * cube)));
  }

  private static DenseCovariances covariances(CommonAxes axes, Scatters scatters) {
    int d = scatters.features();
    List<Matrix> matrices = new ArrayList<>(scatters.components());
    for (int c = 0; c < scatters.components(); c++) {
      matrices.add(Axes.matrix(axes.vectors(), axes.variances(), c * d));
    }
    return new DenseCovariances(matrices, Optional.of(axes.vectors()));
  }
}
