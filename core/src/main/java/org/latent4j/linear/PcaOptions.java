package org.latent4j.linear;

/**
 * How a {@link Pca} is fitted. Immutable.
 *
 * @param latentDimension q, from 1 to the lesser of features and rows − 1; 0 for the fewest axes
 *     that hold {@value #AUTOMATIC_SHARE} of the variance
 * @param whitening what a code is
 * @param route how the axes are found
 */
public record PcaOptions(int latentDimension, Whitening whitening, Route route) {

  /** The share of the variance that an automatic latent dimension holds. */
  public static final double AUTOMATIC_SHARE = 0.95;

  /** What a code is. */
  public enum Whitening {
    /** Coordinates along the axes, in the units of the rows. */
    NO,
    /** Coordinates divided by their standard deviations (divisor n − 1): each has variance 1. */
    YES
  }

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the latent dimension is negative
   */
  public PcaOptions {
    if (latentDimension < 0) {
      throw new IllegalArgumentException(
          "latentDimension must be at least 1, or 0 for automatic, got " + latentDimension);
    }
  }

  /**
   * Automatic latent dimension, codes as they are, the cheapest route.
   *
   * @return the defaults
   */
  public static PcaOptions defaults() {
    return new PcaOptions(0, Whitening.NO, Route.AUTO);
  }

  /**
   * With another latent dimension.
   *
   * @param newLatentDimension q, or 0 for automatic
   * @return a copy
   * @throws IllegalArgumentException if it is negative
   */
  public PcaOptions withLatentDimension(int newLatentDimension) {
    return new PcaOptions(newLatentDimension, whitening, route);
  }

  /**
   * With other codes.
   *
   * @param newWhitening what a code is
   * @return a copy
   */
  public PcaOptions withWhitening(Whitening newWhitening) {
    return new PcaOptions(latentDimension, newWhitening, route);
  }

  /**
   * With another route.
   *
   * @param newRoute how the axes are found
   * @return a copy
   */
  public PcaOptions withRoute(Route newRoute) {
    return new PcaOptions(latentDimension, whitening, newRoute);
  }
}
