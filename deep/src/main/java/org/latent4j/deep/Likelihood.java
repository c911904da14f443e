package org.latent4j.deep;

/** The distribution p(x|z) of a row about what the decoder makes of its code. */
public enum Likelihood {
  /** {@link #BERNOULLI} for images and for columns of 0 and 1, else {@link #GAUSSIAN}. */
  AUTOMATIC,
  /**
   * Each feature is 0 or 1, with the probability that the decoder says. A value between 0 and the
   * greatest of all, as of a grey pixel, is read as a probability of 1.
   */
  BERNOULLI,
  /** Normal, with a variance for each feature. */
  GAUSSIAN,
  /** Normal, with one variance for all features, as in probabilistic PCA. */
  ISOTROPIC,
  /**
   * Logistic, with a scale for each feature, rounded to the grid that the values of the feature lie
   * on and held within their range: of bytes and counts.
   */
  LOGISTIC
}
