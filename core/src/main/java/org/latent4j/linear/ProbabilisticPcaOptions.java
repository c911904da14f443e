package org.latent4j.linear;

/**
 * How a {@link ProbabilisticPca} is fitted. Immutable.
 *
 * @param latentDimension q, from 1 to the lesser of features − 1 and rows − 1; 0 for the one that
 *     {@link DimensionVoter#HELD_OUT} chooses, by BIC where too few rows differ to hold some out
 */
public record ProbabilisticPcaOptions(int latentDimension) {

  /**
   * Checks the part.
   *
   * @throws IllegalArgumentException if the latent dimension is negative
   */
  public ProbabilisticPcaOptions {
    if (latentDimension < 0) {
      throw new IllegalArgumentException(
          "latentDimension must be at least 1, or 0 for automatic, got " + latentDimension);
    }
  }

  /**
   * The latent dimension that held-out rows choose.
   *
   * @return the defaults
   */
  public static ProbabilisticPcaOptions defaults() {
    return new ProbabilisticPcaOptions(0);
  }

  /**
   * With another latent dimension.
   *
   * @param newLatentDimension q, or 0 for automatic
   * @return a copy
   * @throws IllegalArgumentException if it is negative
   */
  public ProbabilisticPcaOptions withLatentDimension(int newLatentDimension) {
    return new ProbabilisticPcaOptions(newLatentDimension);
  }
}
