package org.latent4j.deep;

/** What training raises. */
public enum Objective {
  /**
   * The evidence lower bound, E[log p(x|z)] − β·KL(q(z|x) ‖ p(z)) (Kingma and Welling 2014,
   * arXiv:1312.6114, equation 3; with β other than 1, Higgins et al. 2017).
   */
  ELBO,
  /**
   * The importance-weighted bound log 1/k Σ p(x, zₛ)/q(zₛ|x), zₛ ~ q(z|x) (Burda, Grosse and
   * Salakhutdinov 2016, arXiv:1509.00519, equation 8).
   */
  IWAE
}
