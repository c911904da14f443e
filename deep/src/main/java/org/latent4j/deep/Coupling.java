package org.latent4j.deep;

/** What a coupling step of a {@link Flow} makes of the numbers that it moves. */
public enum Coupling {
  /** y = x·eˢ + t, the same stretch for all x. */
  AFFINE,
  /**
   * A monotone spline of quotients of quadratics, the identity far outside (Durkan, Bekasov, Murray
   * and Papamakarios 2019, "Neural spline flows", arXiv:1906.04032).
   */
  SPLINE
}
