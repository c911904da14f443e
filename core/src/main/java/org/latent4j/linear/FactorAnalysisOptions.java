package org.latent4j.linear;

import java.util.Locale;

/**
 * How a {@link FactorAnalysis} is fitted. Immutable.
 *
 * @param latentDimension q, from 1 to the lesser of features − 1 and rows − 1; 0 for the one of
 *     least BIC among those whose loadings are identified
 * @param rotation how the factors are turned, which changes their loadings and codes but not the
 *     distribution
 * @param starts number of starts; 0 chooses by the number of features
 * @param iterations the most updates of the noise variances in each start
 * @param tolerance nats still to be gained in all rows together, below which a start has converged
 * @param noiseFloor least noise variance of a feature as a share of its variance, from 1e-8 to 1;
 *     never less than the variance of its rounding, where the schema knows it
 */
public record FactorAnalysisOptions(
    int latentDimension,
    Rotation rotation,
    int starts,
    int iterations,
    double tolerance,
    double noiseFloor) {

  /** {@value}. */
  public static final int DEFAULT_ITERATIONS = 500;

  /** {@value} nats; an update squares what is left, so that the last one goes far below. */
  public static final double DEFAULT_TOLERANCE = 1e-8;

  /** {@value} of the feature's variance. */
  public static final double DEFAULT_NOISE_FLOOR = 1e-6;

  /** Below this, what is left of a feature is the rounding of its correlations. */
  static final double LEAST_NOISE_FLOOR = 1e-8;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public FactorAnalysisOptions {
    if (latentDimension < 0) {
      throw new IllegalArgumentException(
          "latentDimension must be at least 1, or 0 for automatic, got " + latentDimension);
    }
    if (starts < 0) {
      throw new IllegalArgumentException(
          "starts must be at least 1, or 0 for automatic, got " + starts);
    }
    if (iterations < 0) {
      throw new IllegalArgumentException("iterations must be at least 0, got " + iterations);
    }
    if (!(tolerance >= 0)) {
      throw new IllegalArgumentException("tolerance must be at least 0, got " + tolerance);
    }
    if (!(noiseFloor >= LEAST_NOISE_FLOOR && noiseFloor <= 1)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "noiseFloor must be between %s and 1, a share of the variance, got %s",
              LEAST_NOISE_FLOOR,
              noiseFloor));
    }
  }

  /**
   * Dimension of least BIC, no rotation.
   *
   * @return the defaults
   */
  public static FactorAnalysisOptions defaults() {
    return new FactorAnalysisOptions(
        0, Rotation.NONE, 0, DEFAULT_ITERATIONS, DEFAULT_TOLERANCE, DEFAULT_NOISE_FLOOR);
  }

  /**
   * With another latent dimension.
   *
   * @param newLatentDimension q, or 0 for automatic
   * @return a copy
   * @throws IllegalArgumentException if it is negative
   */
  public FactorAnalysisOptions withLatentDimension(int newLatentDimension) {
    return new FactorAnalysisOptions(
        newLatentDimension, rotation, starts, iterations, tolerance, noiseFloor);
  }

  /**
   * With another rotation.
   *
   * @param newRotation how the factors are turned
   * @return a copy
   */
  public FactorAnalysisOptions withRotation(Rotation newRotation) {
    return new FactorAnalysisOptions(
        latentDimension, newRotation, starts, iterations, tolerance, noiseFloor);
  }

  /**
   * With another number of starts.
   *
   * @param newStarts at least 1, or 0 for automatic
   * @return a copy
   * @throws IllegalArgumentException if it is negative
   */
  public FactorAnalysisOptions withStarts(int newStarts) {
    return new FactorAnalysisOptions(
        latentDimension, rotation, newStarts, iterations, tolerance, noiseFloor);
  }

  /**
   * With another limit of iterations.
   *
   * @param newIterations at least 0
   * @return a copy
   * @throws IllegalArgumentException if it is negative
   */
  public FactorAnalysisOptions withIterations(int newIterations) {
    return new FactorAnalysisOptions(
        latentDimension, rotation, starts, newIterations, tolerance, noiseFloor);
  }

  /**
   * With another tolerance.
   *
   * @param newTolerance nats, at least 0
   * @return a copy
   * @throws IllegalArgumentException if it is negative or NaN
   */
  public FactorAnalysisOptions withTolerance(double newTolerance) {
    return new FactorAnalysisOptions(
        latentDimension, rotation, starts, iterations, newTolerance, noiseFloor);
  }

  /**
   * With another noise floor.
   *
   * @param newNoiseFloor share of each feature's variance, from 1e-8 to 1
   * @return a copy
   * @throws IllegalArgumentException if it is out of range
   */
  public FactorAnalysisOptions withNoiseFloor(double newNoiseFloor) {
    return new FactorAnalysisOptions(
        latentDimension, rotation, starts, iterations, tolerance, newNoiseFloor);
  }
}
