package org.latent4j.mixture.internal;

import java.util.List;
import java.util.Locale;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixture.UniformNoise;

/** Checks of the parameters of a mixture as a user gives them. */
public final class GivenParameters {

  private GivenParameters() {}

  /**
   * Checks that weights, means and matrices are those of one mixture.
   *
   * @param weights k numbers
   * @param means k×d
   * @param name of the matrices in sentences
   * @param matrices k of d×d, or one
   * @throws IllegalArgumentException if shapes disagree or weights are no probabilities
   */
  public static void require(double[] weights, Matrix means, String name, List<Matrix> matrices) {
    int k = weights.length;
    int d = means.columns();
    requireProbabilities(weights);
    if (means.rows() != k) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "means must have one row per weight (%d), got %d", k, means.rows()));
    }
    if (matrices.size() != 1 && matrices.size() != k) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s must be 1 or %d matrices, got %d", name, k, matrices.size()));
    }
    for (Matrix matrix : matrices) {
      if (matrix.rows() != d || matrix.columns() != d) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s must be %d x %d, got %d x %d",
                name,
                d,
                d,
                matrix.rows(),
                matrix.columns()));
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
   * Checks a noise component.
   *
   * @param noise the component
   * @param features of the mixture
   * @param share weight of the noise
   * @throws IllegalArgumentException if the features disagree or the share is not in [0, 1]
   */
  public static void requireNoise(UniformNoise noise, int features, double share) {
    if (noise.featureCount() != features || !(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the noise must have %d features and a share in [0, 1], got %d and %s",
              features,
              noise.featureCount(),
              share));
    }
  }
}
