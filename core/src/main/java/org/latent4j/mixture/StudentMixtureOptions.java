package org.latent4j.mixture;

import java.util.Locale;
import org.latent4j.em.Acceleration;

/**
 * How a mixture of t distributions is fitted. Immutable.
 *
 * @param components k, at least 1
 * @param structure of the scale matrices
 * @param freedom whether degrees of freedom are estimated, for each component or for all, or fixed
 * @param degreesOfFreedom of all components when fixed, at least {@value #LEAST_FREEDOM}; else 0
 * @param iterations the most parameter updates, at least 0
 * @param tolerance nats still to be gained in all rows together, below which the fit has converged
 * @param covarianceFloor least variance in a scale matrix, as a share of the feature's variance, in
 *     [0, 1); the variance of the values' rounding bounds it too; 0 for no bound of either kind
 * @param starts most starts; 0 leaves it to the size of the data
 * @param weights whether components have weights of their own
 * @param acceleration of EM
 */
public record StudentMixtureOptions(
    int components,
    CovarianceStructure structure,
    Freedom freedom,
    double degreesOfFreedom,
    int iterations,
    double tolerance,
    double covarianceFloor,
    int starts,
    ComponentWeights weights,
    Acceleration acceleration) {

  /** The least degrees of freedom: tails so heavy that no mean exists (1 is Cauchy's). */
  public static final double LEAST_FREEDOM = 0.5;

  /** The most degrees of freedom that are estimated: no data tell more from a Gaussian. */
  public static final double MOST_FREEDOM = 200;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one is outside its range
   */
  public StudentMixtureOptions {
    if (acceleration == Acceleration.STEPWISE) {
      throw new IllegalArgumentException(
          "acceleration of a mixture of t distributions must be anderson or none, got stepwise");
    }
    gaussian(
        components,
        structure,
        iterations,
        tolerance,
        covarianceFloor,
        starts,
        weights,
        acceleration);
    if (freedom == Freedom.FIXED) {
      if (!(degreesOfFreedom >= LEAST_FREEDOM && degreesOfFreedom < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "degrees-of-freedom must be 0 (estimated) or at least %s, got %s",
                LEAST_FREEDOM,
                degreesOfFreedom));
      }
    } else if (degreesOfFreedom != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "degrees-of-freedom must be 0 where they are estimated, got %s",
              degreesOfFreedom));
    }
  }

  /**
   * Full scale matrices, degrees of freedom of each component estimated, and the defaults of
   * Gaussian mixtures.
   *
   * @param components k, at least 1
   * @return options
   */
  public static StudentMixtureOptions defaults(int components) {
    GaussianMixtureOptions gaussian = GaussianMixtureOptions.defaults(components);
    return new StudentMixtureOptions(
        components,
        gaussian.structure(),
        Freedom.EACH,
        0,
        gaussian.iterations(),
        gaussian.tolerance(),
        gaussian.covarianceFloor(),
        gaussian.starts(),
        gaussian.weights(),
        gaussian.acceleration());
  }

  /**
   * What a Gaussian mixture of the same shape would be fitted with.
   *
   * @return options
   */
  public GaussianMixtureOptions gaussian() {
    return gaussian(
        components,
        structure,
        iterations,
        tolerance,
        covarianceFloor,
        starts,
        weights,
        acceleration);
  }

  private static GaussianMixtureOptions gaussian(
      int components,
      CovarianceStructure structure,
      int iterations,
      double tolerance,
      double covarianceFloor,
      int starts,
      ComponentWeights weights,
      Acceleration acceleration) {
    return new GaussianMixtureOptions(
        components,
        structure,
        iterations,
        tolerance,
        covarianceFloor,
        starts,
        weights,
        NoiseComponent.NONE,
        MixturePrior.NONE,
        acceleration);
  }

  /**
   * With another structure.
   *
   * @param newStructure of the scale matrices
   * @return a copy
   */
  public StudentMixtureOptions withStructure(CovarianceStructure newStructure) {
    return with(gaussian().withStructure(newStructure));
  }

  /**
   * With degrees of freedom estimated.
   *
   * @param newFreedom {@link Freedom#EACH} or {@link Freedom#SHARED}
   * @return a copy
   */
  public StudentMixtureOptions withEstimated(Freedom newFreedom) {
    return new StudentMixtureOptions(
        components,
        structure,
        newFreedom,
        0,
        iterations,
        tolerance,
        covarianceFloor,
        starts,
        weights,
        acceleration);
  }

  /**
   * With given degrees of freedom.
   *
   * @param newDegreesOfFreedom of all components, at least {@value #LEAST_FREEDOM}
   * @return a copy
   */
  public StudentMixtureOptions withFixed(double newDegreesOfFreedom) {
    return new StudentMixtureOptions(
        components,
        structure,
        Freedom.FIXED,
        newDegreesOfFreedom,
        iterations,
        tolerance,
        covarianceFloor,
        starts,
        weights,
        acceleration);
  }

  /**
   * With another limit.
   *
   * @param newIterations at least 0
   * @return a copy
   */
  public StudentMixtureOptions withIterations(int newIterations) {
    return with(gaussian().withIterations(newIterations));
  }

  /**
   * With another tolerance.
   *
   * @param newTolerance nats, at least 0
   * @return a copy
   */
  public StudentMixtureOptions withTolerance(double newTolerance) {
    return with(gaussian().withTolerance(newTolerance));
  }

  /**
   * With another floor.
   *
   * @param newFloor in [0, 1)
   * @return a copy
   */
  public StudentMixtureOptions withCovarianceFloor(double newFloor) {
    return with(gaussian().withCovarianceFloor(newFloor));
  }

  /**
   * With another number of starts.
   *
   * @param newStarts 0 to leave it to the size of the data
   * @return a copy
   */
  public StudentMixtureOptions withStarts(int newStarts) {
    return with(gaussian().withStarts(newStarts));
  }

  /**
   * With other weights.
   *
   * @param newWeights whether components have weights of their own
   * @return a copy
   */
  public StudentMixtureOptions withWeights(ComponentWeights newWeights) {
    return with(gaussian().withWeights(newWeights));
  }

  /**
   * With or without acceleration.
   *
   * @param newAcceleration of EM
   * @return a copy
   */
  public StudentMixtureOptions withAcceleration(Acceleration newAcceleration) {
    return with(gaussian().withAcceleration(newAcceleration));
  }

  private StudentMixtureOptions with(GaussianMixtureOptions gaussian) {
    return new StudentMixtureOptions(
        components,
        gaussian.structure(),
        freedom,
        degreesOfFreedom,
        gaussian.iterations(),
        gaussian.tolerance(),
        gaussian.covarianceFloor(),
        gaussian.starts(),
        gaussian.weights(),
        gaussian.acceleration());
  }
}
