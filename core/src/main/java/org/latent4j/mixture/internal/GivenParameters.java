package org.latent4j.mixture.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixture.CovarianceStructure;

/** Parameters of a mixture as a user gives them: checked, and brought into a structure. */
public final class GivenParameters {

  private GivenParameters() {}

  /**
   * Checks that weights, means and covariances are those of one mixture.
   *
   * @param weights k numbers
   * @param means k×d
   * @param covariances k matrices d×d, or one
   * @throws IllegalArgumentException if shapes disagree or weights are no probabilities
   */
  public static void require(double[] weights, Matrix means, List<Matrix> covariances) {
    int k = weights.length;
    int d = means.columns();
    requireProbabilities(weights);
    if (means.rows() != k) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "means must have one row per weight (%d), got %d", k, means.rows()));
    }
    if (covariances.size() != 1 && covariances.size() != k) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "covariances must be 1 or %d matrices, got %d", k, covariances.size()));
    }
    for (Matrix covariance : covariances) {
      if (covariance.rows() != d || covariance.columns() != d) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "covariances must be %d x %d, got %d x %d",
                d,
                d,
                covariance.rows(),
                covariance.columns()));
      }
    }
  }

  /**
   * Checks weights.
   *
   * @param weights of the components
   * @throws IllegalArgumentException if one is below 0 or they do not sum to 1 within 1e-6
   */
  public static void requireProbabilities(double[] weights) {
    double sum = 0;
    for (int c = 0; c < weights.length; c++) {
      if (!(weights[c] >= 0)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "weights must be at least 0, got %s at %d", weights[c], c + 1));
      }
      sum += weights[c];
    }
    if (!(Math.abs(sum - 1) <= 1e-6)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "weights must sum to 1, got %s", sum));
    }
  }

  /**
   * Covariances as a structure has them.
   *
   * @param structure of the covariances
   * @param k number of components
   * @param covariances k matrices, or one for all
   * @return factored once
   */
  public static Covariances factored(
      CovarianceStructure structure, int k, List<Matrix> covariances) {
    int d = covariances.get(0).rows();
    if (structure == CovarianceStructure.TIED) {
      return new DenseCovariances(covariances.subList(0, 1));
    }
    if (!structure.isDiagonal()) {
      List<Matrix> all = new ArrayList<>(k);
      for (int c = 0; c < k; c++) {
        all.add(covariances.get(covariances.size() == 1 ? 0 : c));
      }
      return new DenseCovariances(all);
    }
    double[] variances = new double[k * d];
    for (int c = 0; c < k; c++) {
      Matrix covariance = covariances.get(covariances.size() == 1 ? 0 : c);
      double mean = 0;
      for (int j = 0; j < d; j++) {
        variances[c * d + j] = covariance.get(j, j);
        mean += covariance.get(j, j) / d;
      }
      if (structure == CovarianceStructure.SPHERICAL) {
        Arrays.fill(variances, c * d, (c + 1) * d, mean);
      }
    }
    return new DiagonalCovariances(Matrix.wrap(k, d, variances));
  }
}
