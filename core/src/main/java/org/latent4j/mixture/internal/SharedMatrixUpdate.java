package org.latent4j.mixture.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixture.CovarianceStructure;

/**
 * Covariances that are multiples of one matrix: EEE in closed form, VEE by rounds of d³ + kd². With
 * Σ_c = λ_c·C the best C for given λ and the best λ for a given C are both known, also above the
 * floor; taking them in turn leads to the only maximum there is.
 */
record SharedMatrixUpdate(CovarianceStructure structure) implements CovarianceUpdate {

  private static final int ROUNDS = 100;

  /**
   * Relative change of a volume that ends the rounds. The likelihood is flat at its maximum: what
   * is left there is of the order of the square.
   */
  private static final double SETTLED = 1e-8;

  @Override
  public ComponentStatistics.Shape shape() {
    return structure == CovarianceStructure.TIED
        ? ComponentStatistics.Shape.POOLED
        : ComponentStatistics.Shape.DENSE;
  }

  @Override
  public Covariances update(Scatters given, Covariances previous, VarianceFloor floor) {
    if (structure == CovarianceStructure.TIED) {
      double total = given.total();
      return total > 0 ? new DenseCovariances(List.of(floor.lift(given.pooled(total)))) : previous;
    }
    return multiples(given.withoutEmpty(previous), previous, floor);
  }

  private static Covariances multiples(
      Scatters scatters, Covariances previous, VarianceFloor floor) {
    int k = scatters.components();
    int d = scatters.features();
    double[] volumes = new double[k];
    List<Matrix> own = new ArrayList<>(k);
    for (int c = 0; c < k; c++) {
      volumes[c] = Math.exp(previous.logDeterminant(c) / d);
      own.add(scatters.matrix(c, scatters.counts()[c]));
    }
    VarianceFloor.Lifted shared = shared(scatters, own, volumes, floor);
    for (int t = 0; t < ROUNDS; t++) {
      double[] next = volumes(shared, own, floor);
      double change = 0;
      for (int c = 0; c < k; c++) {
        change = Math.max(change, Math.abs(next[c] / volumes[c] - 1));
      }
      volumes = next;
      if (!(change > SETTLED)) {
        break;
      }
      shared = shared(scatters, own, volumes, floor);
    }
    List<Matrix> matrices = new ArrayList<>(k);
    for (double volume : volumes) {
      matrices.add(shared.covariance().scaled(volume));
    }
    return new DenseCovariances(matrices);
  }

  /** C = Σ_c n_c·S_c/λ_c / n above F/min λ, which is above F/λ_c for all. */
  private static VarianceFloor.Lifted shared(
      Scatters scatters, List<Matrix> own, double[] volumes, VarianceFloor floor) {
    double total = scatters.total();
    Matrix sum = Matrix.zeros(scatters.features(), scatters.features());
    for (int c = 0; c < volumes.length; c++) {
      sum = sum.plus(own.get(c).scaled(scatters.counts()[c] / total / volumes[c]));
    }
    return floor.liftedTo(sum, 1 / Arrays.stream(volumes).min().orElseThrow());
  }

  /** λ_c = tr(C⁻¹·S_c)/d, but no less than where λ·C touches the floor. */
  private static double[] volumes(
      VarianceFloor.Lifted lifted, List<Matrix> own, VarianceFloor floor) {
    Matrix shared = lifted.covariance();
    int d = shared.rows();
    Matrix inverseLower = Cholesky.of(shared).inverseLower();
    Matrix precision = inverseLower.transposedTimes(inverseLower);
    double[] volumes = own.stream().mapToDouble(s -> product(precision, s) / d).toArray();
    double least = Arrays.stream(volumes).min().orElseThrow();
    if (least * lifted.least() < 1 && !floor.isBelow(shared.scaled(least))) {
      double excess =
          lifted.isHeld() ? lifted.least() : Axes.of(floor.inUnits(shared)).values()[d - 1];
      for (int c = 0; c < volumes.length; c++) {
        volumes[c] = Math.max(volumes[c], 1 / excess);
      }
    }
    return volumes;
  }

  /** tr(A·B) of symmetric matrices. */
  private static double product(Matrix a, Matrix b) {
    double sum = 0;
    for (int i = 0; i < a.values().length; i++) {
      sum += a.values()[i] * b.values()[i];
    }
    return sum;
  }
}
