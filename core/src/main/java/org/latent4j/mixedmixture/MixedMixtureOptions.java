package org.latent4j.mixedmixture;

import org.latent4j.mixture.CovarianceStructure;

/**
 * How a mixed mixture is fitted. Immutable.
 *
 * @param components k, at least 1
 * @param covariance of the numeric columns within a component: {@link CovarianceStructure#FULL} or
 *     {@link CovarianceStructure#DIAGONAL}
 * @param counts what columns of whole numbers are taken for
 * @param smoothing to how many more rows a component is fitted in its discrete columns, spread as
 *     those of all components together; at least 0, and 0 for maximum likelihood. It is the mode of
 *     the parameters given the rows under conjugate priors centred on the columns' own
 *     distributions, and keeps a level that a component has not seen from being impossible in it
 * @param iterations the most parameter updates, at least 0
 * @param tolerance nats still to be gained in all rows together, below which the fit has converged
 * @param covarianceFloor least variance of a component, as a share of the column's variance, in [0,
 *     1); the variance of the values' rounding bounds it too; 0 for no bound of either kind
 * @param starts number of starts; 0 leaves it to the size of the data
 */
public record MixedMixtureOptions(
    int components,
    CovarianceStructure covariance,
    CountModel counts,
    double smoothing,
    int iterations,
    double tolerance,
    double covarianceFloor,
    int starts) {

  /** Default of {@link #smoothing}: one row. */
  public static final double DEFAULT_SMOOTHING = 1;

  /** Default of {@link #iterations}. */
  public static final int DEFAULT_ITERATIONS = 1000;

  /** Default of {@link #tolerance}, in nats. */
  public static final double DEFAULT_TOLERANCE = 1e-3;

  /** Default of {@link #covarianceFloor}: standard deviations of 1/1,000. */
  public static final double DEFAULT_COVARIANCE_FLOOR = 1e-6;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one is outside its range
   */
  public MixedMixtureOptions {
    require(components >= 1, "k must be at least 1", components);
    require(
        covariance == CovarianceStructure.FULL || covariance == CovarianceStructure.DIAGONAL,
        "covariance must be full or diagonal",
        covariance.label());
    require(
        smoothing >= 0 && smoothing < Double.POSITIVE_INFINITY,
        "smoothing must be finite and at least 0",
        smoothing);
    require(iterations >= 0, "iterations must be at least 0", iterations);
    require(tolerance >= 0, "tolerance must be at least 0", tolerance);
    require(
        covarianceFloor >= 0 && covarianceFloor < 1,
        "covariance-floor must be at least 0 and below 1",
        covarianceFloor);
    require(starts >= 0, "starts must be at least 0", starts);
  }

  private static void require(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", got " + value);
    }
  }

  /**
   * Full covariances and the defaults.
   *
   * @param components k, at least 1
   * @return options
   */
  public static MixedMixtureOptions defaults(int components) {
    return new MixedMixtureOptions(
        components,
        CovarianceStructure.FULL,
        CountModel.AUTO,
        DEFAULT_SMOOTHING,
        DEFAULT_ITERATIONS,
        DEFAULT_TOLERANCE,
        DEFAULT_COVARIANCE_FLOOR,
        0);
  }

  /**
   * With another covariance of the numeric columns.
   *
   * @param newCovariance full or diagonal
   * @return a copy
   */
  public MixedMixtureOptions withCovariance(CovarianceStructure newCovariance) {
    return new MixedMixtureOptions(
        components,
        newCovariance,
        counts,
        smoothing,
        iterations,
        tolerance,
        covarianceFloor,
        starts);
  }

  /**
   * With another choice for columns of whole numbers.
   *
   * @param newCounts what they are taken for
   * @return a copy
   */
  public MixedMixtureOptions withCounts(CountModel newCounts) {
    return new MixedMixtureOptions(
        components,
        covariance,
        newCounts,
        smoothing,
        iterations,
        tolerance,
        covarianceFloor,
        starts);
  }

  /**
   * With another smoothing.
   *
   * @param newSmoothing rows, at least 0
   * @return a copy
   */
  public MixedMixtureOptions withSmoothing(double newSmoothing) {
    return new MixedMixtureOptions(
        components,
        covariance,
        counts,
        newSmoothing,
        iterations,
        tolerance,
        covarianceFloor,
        starts);
  }

  /**
   * With other limits.
   *
   * @param newIterations at least 0
   * @param newTolerance nats, at least 0
   * @return a copy
   */
  public MixedMixtureOptions withLimits(int newIterations, double newTolerance) {
    return new MixedMixtureOptions(
        components,
        covariance,
        counts,
        smoothing,
        newIterations,
        newTolerance,
        covarianceFloor,
        starts);
  }

  /**
   * With another floor.
   *
   * @param newFloor in [0, 1)
   * @return a copy
   */
  public MixedMixtureOptions withCovarianceFloor(double newFloor) {
    return new MixedMixtureOptions(
        components, covariance, counts, smoothing, iterations, tolerance, newFloor, starts);
  }

  /**
   * With another number of starts.
   *
   * @param newStarts at least 0
   * @return a copy
   */
  public MixedMixtureOptions withStarts(int newStarts) {
    return new MixedMixtureOptions(
        components,
        covariance,
        counts,
        smoothing,
        iterations,
        tolerance,
        covarianceFloor,
        newStarts);
  }
}
