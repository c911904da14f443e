package org.latent4j.model;

import org.latent4j.linalg.Matrix;

/** Answers log p(x), in nats. */
public interface Density {

  /**
   * Whether the numbers are exact.
   *
   * @return what {@link #logDensity} gives
   */
  DensityKind densityKind();

  /**
   * Log density of each row.
   *
   * @param observations n×d
   * @return n natural logarithms
   * @throws IllegalArgumentException if the number of features is not d
   */
  double[] logDensity(Matrix observations);

  /**
   * Log density of one row.
   *
   * @param observation d values
   * @return its natural logarithm
   */
  default double logDensity(double... observation) {
    return logDensity(Matrix.of(1, observation.length, observation))[0];
  }

  /**
   * Log likelihood of rows: the sum of their log densities.
   *
   * @param observations n×d
   * @return nats
   */
  default double logLikelihood(Matrix observations) {
    double sum = 0;
    for (double value : logDensity(observations)) {
      sum += value;
    }
    return sum;
  }

  /**
   * Log likelihood per row.
   *
   * @param observations n×d, n at least 1
   * @return nats per row
   */
  default double meanLogLikelihood(Matrix observations) {
    return logLikelihood(observations) / observations.rows();
  }
}
