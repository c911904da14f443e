package org.latent4j.mixture.internal;

import org.jspecify.annotations.Nullable;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixture.UniformNoise;

/**
 * Evaluates log p(component, x) = log weight + log density of the component for the rows of a
 * block. Belongs to one thread.
 */
public abstract class LogJoint implements AutoCloseable {

  /**
   * Adds a noise component in the last place.
   *
   * @param gaussians of k components, closed with what is returned
   * @param k number of Gaussians
   * @param noise over the same features
   * @param logWeight of the noise
   * @param capacity the most rows of one call
   * @return of k + 1 components
   */
  public static LogJoint withNoise(
      LogJoint gaussians, int k, UniformNoise noise, double logWeight, int capacity) {
    return new NoisyLogJoint(gaussians, k, noise, logWeight, capacity);
  }

  /**
   * Takes blocks with missing values too.
   *
   * @param complete evaluates the Gaussians of complete rows, closed with what is returned
   * @param covariances of the Gaussians
   * @param logWeights at least one for each Gaussian
   * @param means k×d
   * @param capacity the most rows of one call
   * @return of k components
   */
  public static LogJoint withGaps(
      LogJoint complete, Covariances covariances, double[] logWeights, Matrix means, int capacity) {
    return new GapLogJoint(
        complete,
        () -> covariances.filledRows(means, capacity),
        logWeights,
        means.rows(),
        means.columns());
  }

  /**
   * Evaluates a block.
   *
   * @param rows row-major, rowCount×d
   * @param rowCount at most the capacity
   * @param logJoint receives rowCount×k values, row-major
   */
  public abstract void evaluate(double[] rows, int rowCount, double[] logJoint);

  /** The rows of the last block as components complete them; nothing if none was missing. */
  @Nullable FilledRows filled() {
    return null;
  }

  @Override
  public void close() {}
}
