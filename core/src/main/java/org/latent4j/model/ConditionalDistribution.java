package org.latent4j.model;

import java.util.Optional;
import org.latent4j.linalg.Matrix;

/**
 * The distribution p(x_a | x_b) of the sought features a of one row, given the features b that were
 * observed; features that are neither are summed out. Rows of its density and of its draws hold the
 * m sought features alone. Where nothing was sought, m is 0 and every log density 0. Immutable,
 * thread-safe.
 */
public interface ConditionalDistribution extends Density, Sampler {

  /**
   * The features it tells of.
   *
   * @return m indices of the model's features, increasing; a copy
   */
  int[] columns();

  /**
   * Mean of each sought feature. That of a column of words is the mean of the indices of its
   * levels, which says something where there are two.
   *
   * @return E[x_a | x_b], m numbers, a copy
   */
  double[] mean();

  /**
   * Covariance of the sought features.
   *
   * @return Cov[x_a | x_b], m×m, symmetric
   */
  Matrix covariance();

  /**
   * One value for each sought feature, fit to stand in its place: the mean of a number, the most
   * probable level of a column of words.
   *
   * @return m numbers, a copy; the means unless a model knows words
   */
  default double[] guess() {
    return mean();
  }

  /**
   * Probabilities of the levels of a sought feature that the model takes for words.
   *
   * @param place in {@link #columns}, from 0 to m − 1
   * @return one for each level, sum 1; nothing where the model takes the feature for a number
   */
  default Optional<double[]> probabilities(int place) {
    return Optional.empty();
  }
}
