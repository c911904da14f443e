package org.latent4j.mixture.internal;

import org.latent4j.linalg.SpecialFunctions;

/**
 * Degrees of freedom from the expected complete log likelihood: the root of log(ν/2) − ψ(ν/2) = y
 * (Liu and Rubin 1995, "ML estimation of the t distribution using EM and its extensions, ECM and
 * ECME", Statistica Sinica 5, 19–39, section 3), kept within bounds, where the concave likelihood
 * is greatest at the nearer one.
 */
final class FreedomUpdate {

  private static final int MOST_STEPS = 100;
  private static final double EXACT = 1e-14; // relative to the root

  private FreedomUpdate() {}

  /**
   * Solves the equation.
   *
   * @param y mean of the rows' logarithm of expected precision minus expected logarithm
   * @param least lower bound of ν
   * @param most upper bound of ν
   * @return ν within the bounds
   */
  static double solve(double y, double least, double most) {
    if (!(y > excess(0.5 * most))) {
      return most;
    }
    if (!(y < excess(0.5 * least))) {
      return least;
    }
    double low = 0.5 * least;
    double high = 0.5 * most;
    double x = guess(y);
    for (int step = 0; step < MOST_STEPS; step++) {
      if (!(x > low && x < high)) {
        x = Math.sqrt(low * high);
      }
      double difference = excess(x) - y;
      if (difference > 0) {
        low = x;
      } else {
        high = x;
      }
      double next = x - difference / (1 / x - SpecialFunctions.trigamma(x));
      if (Math.abs(next - x) <= EXACT * x) {
        return Math.max(least, Math.min(most, 2 * next));
      }
      x = next;
    }
    return 2 * Math.sqrt(low * high);
  }

  /** log x − ψ(x): falls from ∞ to 0. */
  private static double excess(double x) {
    return Math.log(x) - SpecialFunctions.digamma(x);
  }

  /** From log x − ψ(x) ≈ (1 + 1/(6x + 1))/(2x), within a few per cent everywhere. */
  private static double guess(double y) {
    return (3 - y + Math.sqrt((y - 3) * (y - 3) + 24 * y)) / (12 * y);
  }
}
