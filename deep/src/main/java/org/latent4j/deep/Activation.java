package org.latent4j.deep;

/** What stands between the layers of a network, elementwise. */
public enum Activation {
  /** max(x, 0). */
  RELU,
  /** Hyperbolic tangent. */
  TANH,
  /** log(1 + eˣ), a ramp without a corner. */
  SOFTPLUS
}
