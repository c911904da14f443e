package org.latent4j.factormixture;

/**
 * How a factor mixture is fitted. Immutable.
 *
 * @param components k, at least 1
 * @param latentDimension q of every component, at least 1; 0 chooses that of each by BIC
 * @param noise of a component
 * @param sharing what the components have in common
 * @param iterations the most parameter updates, at least 0
 * @param tolerance nats still to be gained in all rows together, below which the fit has converged
 * @param noiseFloor least variance of the noise, as a share of the feature's variance, in [0, 1);
 *     the variance of the values' rounding bounds it too; 0 for no bound of either kind
 * @param starts most starts; 0 leaves it to the size of the data
 */
public record FactorMixtureOptions(
    int components,
    int latentDimension,
    NoiseStructure noise,
    Sharing sharing,
    int iterations,
    double tolerance,
    double noiseFloor,
    int starts) {

  /** Default of {@link #iterations}. */
  public static final int DEFAULT_ITERATIONS = 1000;

  /** Default of {@link #tolerance}, in nats. */
  public static final double DEFAULT_TOLERANCE = 1e-3;

  /** Default of {@link #noiseFloor}: standard deviations of 1/1,000. */
  public static final double DEFAULT_NOISE_FLOOR = 1e-6;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one is outside its range
   */
  public FactorMixtureOptions {
    require(components >= 1, "k must be at least 1", components);
    require(latentDimension >= 0, "latent must be at least 0", latentDimension);
    require(iterations >= 0, "iterations must be at least 0", iterations);
    require(tolerance >= 0, "tolerance must be at least 0", tolerance);
    require(
        noiseFloor >= 0 && noiseFloor < 1,
        "noise-floor must be at least 0 and below 1",
        noiseFloor);
    require(starts >= 0, "starts must be at least 0", starts);
  }

  private static void require(boolean holds, String rule, Number value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", got " + value);
    }
  }

  /**
   * Factor analysers that share nothing, and the defaults.
   *
   * @param components k, at least 1
   * @param latentDimension q, or 0 to choose that of each component
   * @return options
   */
  public static FactorMixtureOptions defaults(int components, int latentDimension) {
    return new FactorMixtureOptions(
        components,
        latentDimension,
        NoiseStructure.DIAGONAL,
        Sharing.NONE,
        DEFAULT_ITERATIONS,
        DEFAULT_TOLERANCE,
        DEFAULT_NOISE_FLOOR,
        0);
  }

  /**
   * With another noise.
   *
   * @param newNoise of a component
   * @return a copy
   */
  public FactorMixtureOptions withNoise(NoiseStructure newNoise) {
    return new FactorMixtureOptions(
        components, latentDimension, newNoise, sharing, iterations, tolerance, noiseFloor, starts);
  }

  /**
   * With another sharing.
   *
   * @param newSharing what the components have in common
   * @return a copy
   */
  public FactorMixtureOptions withSharing(Sharing newSharing) {
    return new FactorMixtureOptions(
        components, latentDimension, noise, newSharing, iterations, tolerance, noiseFloor, starts);
  }

  /**
   * With another limit.
   *
   * @param newIterations at least 0
   * @return a copy
   */
  public FactorMixtureOptions withIterations(int newIterations) {
    return new FactorMixtureOptions(
        components, latentDimension, noise, sharing, newIterations, tolerance, noiseFloor, starts);
  }

  /**
   * With another tolerance.
   *
   * @param newTolerance nats, at least 0
   * @return a copy
   */
  public FactorMixtureOptions withTolerance(double newTolerance) {
    return new FactorMixtureOptions(
        components, latentDimension, noise, sharing, iterations, newTolerance, noiseFloor, starts);
  }

  /**
   * With another floor.
   *
   * @param newFloor in [0, 1)
   * @return a copy
   */
  public FactorMixtureOptions withNoiseFloor(double newFloor) {
    return new FactorMixtureOptions(
        components, latentDimension, noise, sharing, iterations, tolerance, newFloor, starts);
  }

  /**
   * With another number of starts.
   *
   * @param newStarts 0 to leave it to the size of the data
   * @return a copy
   */
  public FactorMixtureOptions withStarts(int newStarts) {
    return new FactorMixtureOptions(
        components, latentDimension, noise, sharing, iterations, tolerance, noiseFloor, newStarts);
  }
}
