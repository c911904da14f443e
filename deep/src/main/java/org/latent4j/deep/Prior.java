package org.latent4j.deep;

/** The distribution p(z) of codes. */
public enum Prior {
  /** Standard normal. */
  NORMAL,
  /** A mixture of Gaussians with diagonal covariances, learned with the rest. */
  MIXTURE,
  /**
   * The mean of the posteriors of learned rows, p(z) = 1/K Σₖ q(z|uₖ) (Tomczak and Welling 2018,
   * "VAE with a VampPrior", equation 9, arXiv:1705.07120).
   */
  VAMP,
  /** What a learned invertible map makes of the standard normal; at least 2 latent dimensions. */
  FLOW,
  /**
   * What a network makes of codes of a second level, z₂ ~ N(0, I) and z₁ ~ p(z₁|z₂), with a second
   * network for q(z₂|z₁) (Burda, Grosse and Salakhutdinov 2016, "Importance weighted autoencoders",
   * section 5.1, arXiv:1509.00519). The codes of rows are z₁.
   */
  HIERARCHICAL
}
