package org.latent4j.mixture.internal;

import java.util.stream.IntStream;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;

/** The covariances of all components, factored once. Immutable. */
public interface Covariances {

  /**
   * Covariance of a component.
   *
   * @param component from 0
   * @return d×d
   */
  Matrix matrix(int component);

  /**
   * Variance of a feature in a component, without making the matrix.
   *
   * @param component from 0
   * @param feature from 0
   * @return an entry of the diagonal
   */
  double variance(int component, int feature);

  /**
   * A matrix A with A·Aᵀ the component's covariance, times a vector.
   *
   * @param component from 0
   * @param vector d values
   * @return A·vector
   */
  double[] colour(int component, double[] vector);

  /**
   * Logarithm of a component's determinant.
   *
   * @param component from 0
   * @return log|Σ|
   */
  double logDeterminant(int component);

  /**
   * The same covariances in another order.
   *
   * @param order component that comes to each place; one may come to several
   * @return a copy
   */
  Covariances permuted(int[] order);

  /**
   * The covariances of features in other units: multiplied by powers of two, exactly.
   *
   * @param exponents d of them
   * @return a copy
   */
  Covariances scaled(int[] exponents);

  /**
   * Log joint density of a component as a step of a graph.
   *
   * @param component from 0
   * @param x d wide
   * @param mean d values
   * @param logWeight natural logarithm
   * @return 1 wide
   */
  GraphValue logJoint(int component, GraphValue x, double[] mean, double logWeight);

  /**
   * Squared Mahalanobis distance from a component's mean as a step of a graph.
   *
   * @param component from 0
   * @param x d wide
   * @param mean d values
   * @return 1 wide
   */
  GraphValue squaredDistance(int component, GraphValue x, double[] mean);

  /**
   * Starts an evaluation of squared Mahalanobis distances.
   *
   * @param means k×d
   * @param capacity the most rows of one call
   * @return owns buffers; to be closed
   */
  SquaredDistances distances(Matrix means, int capacity);

  /**
   * The covariances of some features.
   *
   * @param features indices, each once
   * @return blocks of the matrices
   */
  Covariances marginal(int... features);

  /**
   * Starts an evaluation of rows with missing values.
   *
   * @param means k×d
   * @param capacity the most rows of one call
   * @return owns buffers; to be closed
   */
  FilledRows filledRows(Matrix means, int capacity);

  /**
   * Starts an evaluation of log joint densities.
   *
   * @param logWeights k natural logarithms
   * @param means k×d
   * @param capacity the most rows of one call
   * @return owns buffers; to be closed
   */
  default LogJoint evaluator(double[] logWeights, Matrix means, int capacity) {
    return new GaussianLogJoint(
        distances(means, capacity), means.columns(), logWeights, logDeterminants(means.rows()));
  }

  /**
   * Logarithms of the determinants.
   *
   * @param components k
   * @return one for each component
   */
  default double[] logDeterminants(int components) {
    return IntStream.range(0, components).mapToDouble(this::logDeterminant).toArray();
  }
}
