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
  FLOW
}
