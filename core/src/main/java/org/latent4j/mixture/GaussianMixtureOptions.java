package org.latent4j.mixture;

import java.util.stream.Collectors;
import org.latent4j.em.Acceleration;

/**
 * How a Gaussian mixture is fitted. Immutable.
 *
 * @param components k, at least 1
 * @param structure of the covariances
 * @param iterations the most parameter updates, at least 0
 * @param tolerance nats still to be gained in all rows together, below which the fit has converged
 * @param covarianceFloor least variance of a component, as a share of the feature's variance, in
 *     [0, 1); the variance of the values' rounding bounds it too; 0 for no bound of either kind
 * @param starts most starts; 0 leaves it to the size of the data. With 1, a fit starts from a
 *     partition by k-means, the same for equal rows, k and seed whatever the structure (spheres
 *     have theirs)
 * @param weights whether components have weights of their own
 * @param noise whether there is one more component for rows that belong to no cluster
 * @param prior what is believed of the parameters before the rows are seen
 * @param acceleration of EM
 */
public record GaussianMixtureOptions(
    int components,
    CovarianceStructure structure,
    int iterations,
    double tolerance,
    double covarianceFloor,
    int starts,
    ComponentWeights weights,
    NoiseComponent noise,
    MixturePrior prior,
    Acceleration acceleration) {

  /** Default of {@link #iterations}. */
  public static final int DEFAULT_ITERATIONS = 1000;

  /** Default of {@link #tolerance}, in nats. */
  public static final double DEFAULT_TOLERANCE = 1e-3;

  /** Default of {@link #covarianceFloor}: standard deviations of 1/10,000. */
  public static final double DEFAULT_COVARIANCE_FLOOR = 1e-8;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one is outside its range
   */
  public GaussianMixtureOptions {
    require(components >= 1, "k must be at least 1", components);
    require(iterations >= 0, "iterations must be at least 0", iterations);
    require(tolerance >= 0, "tolerance must be at least 0", tolerance);
    require(
        covarianceFloor >= 0 && covarianceFloor < 1,
        "covariance-floor must be at least 0 and below 1",
        covarianceFloor);
    require(starts >= 0, "starts must be at least 0", starts);
    if (prior.isConjugate() && !MixturePrior.structures().contains(structure)) {
      throw new IllegalArgumentException(
          "prior conjugate is for covariance "
              + MixturePrior.structures().stream()
                  .map(CovarianceStructure::label)
                  .collect(Collectors.joining(", "))
              + ", got "
              + structure.label()
              + "; choose one of them, or prior none");
    }
    if (prior.weightConcentration() > 1 && weights == ComponentWeights.EQUAL) {
      throw new IllegalArgumentException(
          "weight-concentration must be 1 when weights are equal, got "
              + prior.weightConcentration());
    }
  }

  private static void require(boolean holds, String rule, Number value) {
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
  public static GaussianMixtureOptions defaults(int components) {
    return new GaussianMixtureOptions(
        components,
        CovarianceStructure.FULL,
        DEFAULT_ITERATIONS,
        DEFAULT_TOLERANCE,
        DEFAULT_COVARIANCE_FLOOR,
        0,
        ComponentWeights.FREE,
        NoiseComponent.NONE,
        MixturePrior.NONE,
        Acceleration.ANDERSON);
  }

  /**
   * With another structure.
   *
   * @param newStructure of the covariances
   * @return a copy
   */
  public GaussianMixtureOptions withStructure(CovarianceStructure newStructure) {
    return new GaussianMixtureOptions(
        components,
        newStructure,
        iterations,
        tolerance,
        covarianceFloor,
        starts,
        weights,
        noise,
        prior,
        acceleration);
  }

  /**
   * With another limit.
   *
   * @param newIterations at least 0
   * @return a copy
   */
  public GaussianMixtureOptions withIterations(int newIterations) {
    return new GaussianMixtureOptions(
        components,
        structure,
        newIterations,
        tolerance,
        covarianceFloor,
        starts,
        weights,
        noise,
        prior,
        acceleration);
  }

  /**
   * With another tolerance.
   *
   * @param newTolerance nats, at least 0
   * @return a copy
   */
  public GaussianMixtureOptions withTolerance(double newTolerance) {
    return new GaussianMixtureOptions(
        components,
        structure,
        iterations,
        newTolerance,
        covarianceFloor,
        starts,
        weights,
        noise,
        prior,
        acceleration);
  }

  /**
   * With another floor.
   *
   * @param newFloor in [0, 1)
   * @return a copy
   */
  public GaussianMixtureOptions withCovarianceFloor(double newFloor) {
    return new GaussianMixtureOptions(
        components,
        structure,
        iterations,
        tolerance,
        newFloor,
        starts,
        weights,
        noise,
        prior,
        acceleration);
  }

  /**
   * With another number of starts.
   *
   * @param newStarts 0 to leave it to the size of the data
   * @return a copy
   */
  public GaussianMixtureOptions withStarts(int newStarts) {
    return new GaussianMixtureOptions(
        components,
        structure,
        iterations,
        tolerance,
        covarianceFloor,
        newStarts,
        weights,
        noise,
        prior,
        acceleration);
  }

  /**
   * With free or equal weights.
   *
   * @param newWeights of the components
   * @return a copy
   */
  public GaussianMixtureOptions withWeights(ComponentWeights newWeights) {
    return new GaussianMixtureOptions(
        components,
        structure,
        iterations,
        tolerance,
        covarianceFloor,
        starts,
        newWeights,
        noise,
        prior,
        acceleration);
  }

  /**
   * With or without a noise component.
   *
   * @param newNoise which kind
   * @return a copy
   */
  public GaussianMixtureOptions withNoise(NoiseComponent newNoise) {
    return new GaussianMixtureOptions(
        components,
        structure,
        iterations,
        tolerance,
        covarianceFloor,
        starts,
        weights,
        newNoise,
        prior,
        acceleration);
  }

  /**
   * With another prior.
   *
   * @param newPrior of the parameters
   * @return a copy
   */
  public GaussianMixtureOptions withPrior(MixturePrior newPrior) {
    return new GaussianMixtureOptions(
        components,
        structure,
        iterations,
        tolerance,
        covarianceFloor,
        starts,
        weights,
        noise,
        newPrior,
        acceleration);
  }

  /**
   * With or without acceleration.
   *
   * @param newAcceleration of EM
   * @return a copy
   */
  public GaussianMixtureOptions withAcceleration(Acceleration newAcceleration) {
    return new GaussianMixtureOptions(
        components,
        structure,
        iterations,
        tolerance,
        covarianceFloor,
        starts,
        weights,
        noise,
        prior,
        newAcceleration);
  }
}
