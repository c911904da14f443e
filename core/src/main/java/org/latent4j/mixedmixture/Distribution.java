package org.latent4j.mixedmixture;

/** What a column follows, given the component. */
public enum Distribution {
  /** A real number; with others of its kind it may be one Gaussian of full covariance. */
  GAUSSIAN,
  /** 0 or 1, by the probability of 1. */
  BERNOULLI,
  /** One of a list of levels, by the probability of each. */
  CATEGORICAL,
  /** A count whose variance is its mean. */
  POISSON,
  /** A count whose variance is mean + mean²/size: a Poisson count whose rate varies as a gamma. */
  NEGATIVE_BINOMIAL;

  /**
   * Whether values are told apart one by one, so that they have probabilities and no densities.
   *
   * @return false for {@link #GAUSSIAN} alone
   */
  public boolean isDiscrete() {
    return this != GAUSSIAN;
  }
}
