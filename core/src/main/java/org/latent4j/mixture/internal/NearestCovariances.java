package org.latent4j.mixture.internal;

import java.util.ArrayList;
import java.util.List;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixture.CovarianceStructure;

/**
 * Puts any covariances into a structure: the most likely ones of that structure for components that
 * have the given covariances and weights, the nearest by Kullback and Leibler's divergence. What
 * has the structure stays as it is but for rounding.
 */
public final class NearestCovariances {

  /** A component without weight has as much say as this. */
  private static final double LEAST_WEIGHT = 1e-9;

  private NearestCovariances() {}

  /**
   * Finds the nearest covariances.
   *
   * @param structure they are to have
   * @param weights k numbers, at least 0
   * @param covariances k symmetric d×d matrices, or one for all
   * @return covariances of the structure
   * @throws org.latent4j.linalg.NumericalException if one is not positive definite
   */
  public static Covariances of(
      CovarianceStructure structure, double[] weights, List<Matrix> covariances) {
    int k = weights.length;
    boolean alike = covariances.stream().allMatch(covariances.get(0)::equals);
    List<Matrix> all = new ArrayList<>(k);
    for (int c = 0; c < k; c++) {
      all.add(covariances.get(alike ? 0 : c));
    }
    Covariances given =
        structure.isDiagonal()
            ? new DiagonalCovariances(diagonals(all))
            : new DenseCovariances(
                alike && structure == CovarianceStructure.TIED ? all.subList(0, 1) : all);
    if (!structure.isSpherical() && (alike || isFree(structure))) {
      return given;
    }
    CovarianceUpdate update = CovarianceUpdate.of(structure);
    int d = all.get(0).rows();
    return update.update(
        scatters(update.shape(), weights, given, d), given, VarianceFloor.of(new double[d]));
  }

  private static boolean isFree(CovarianceStructure structure) {
    return structure == CovarianceStructure.FULL || structure == CovarianceStructure.DIAGONAL;
  }

  private static Matrix diagonals(List<Matrix> matrices) {
    int d = matrices.get(0).rows();
    double[] variances = new double[matrices.size() * d];
    for (int i = 0; i < variances.length; i++) {
      variances[i] = matrices.get(i / d).get(i % d, i % d);
    }
    return Matrix.wrap(matrices.size(), d, variances);
  }

  private static Scatters scatters(
      ComponentStatistics.Shape shape, double[] weights, Covariances covariances, int d) {
    int k = weights.length;
    double[] counts = new double[k];
    double[] values = new double[shape.scatterSize(k, d)];
    for (int c = 0; c < k; c++) {
      counts[c] = Math.max(weights[c], LEAST_WEIGHT);
      switch (shape) {
        case DENSE -> add(covariances.matrix(c), counts[c], values, c * d * d);
        case POOLED -> add(covariances.matrix(c), counts[c], values, 0);
        case DIAGONAL -> {
          for (int j = 0; j < d; j++) {
            values[c * d + j] = counts[c] * covariances.variance(c, j);
          }
        }
      }
    }
    return new Scatters(shape, counts, values, d);
  }

  private static void add(Matrix matrix, double factor, double[] target, int base) {
    double[] values = matrix.values();
    for (int i = 0; i < values.length; i++) {
      target[base + i] += factor * values[i];
    }
  }
}
