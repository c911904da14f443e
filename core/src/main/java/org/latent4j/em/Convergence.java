package org.latent4j.em;

/**
 * Tells when EM has gained nearly all there is to gain. From three consecutive log likelihoods it
 * extrapolates the linear rate of EM to the limit (Aitken's δ², as in Böhning et al. 1994) and
 * calls the run converged when the total gain still to come has been below the tolerance twice in a
 * row, or when the last gain is lost in rounding. Never on the first update.
 *
 * <p>Böhning, Dietz, Schaub, Schlattmann and Lindsay (1994), The distribution of the likelihood
 * ratio for mixtures of densities from the one-parameter exponential family, Annals of the
 * Institute of Statistical Mathematics 46, 373–388.
 */
final class Convergence {

  private static final double ROUNDING = 1e-14; // relative to the log likelihood of all rows

  private final double tolerance;
  private final double scale;
  private double last = Double.NaN;
  private double lastGain = Double.NaN;
  private int quiet;

  /**
   * Starts.
   *
   * @param tolerance nats in all rows together, at least 0
   * @param weightTotal weight of all rows; rounding is relative to it or to the log likelihood,
   *     whichever is greater
   */
  Convergence(double tolerance, double weightTotal) {
    this.tolerance = tolerance;
    this.scale = weightTotal;
  }

  /** Forgets what was seen, after a repair. */
  void restart(double logLikelihood) {
    last = logLikelihood;
    lastGain = Double.NaN;
    quiet = 0;
  }

  /** Takes in the next log likelihood and tells whether the run has converged. */
  boolean reached(double logLikelihood) {
    return reached(logLikelihood, 0);
  }

  /**
   * The same where gains are known to have shrunk at a rate before. Extrapolated steps leave little
   * of what shrinks slowly, so that the gains after them shrink fast for a while; what is left is
   * judged by the slower rate.
   */
  boolean reached(double logLikelihood, double slowestRate) {
    double gain = logLikelihood - last;
    boolean done = isNearLimit(gain, logLikelihood, slowestRate);
    quiet = done ? quiet + 1 : 0;
    last = logLikelihood;
    lastGain = gain;
    return quiet >= 2;
  }

  private boolean isNearLimit(double gain, double logLikelihood, double slowestRate) {
    if (gain <= ROUNDING * Math.max(Math.abs(logLikelihood), scale)) {
      return true;
    }
    double rate = Math.max(gain / lastGain, slowestRate);
    return rate > 0 && rate < 1 && gain * rate / (1 - rate) < tolerance;
  }
}
