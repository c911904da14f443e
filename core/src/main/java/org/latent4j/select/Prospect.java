package org.latent4j.select;

import java.util.Locale;
import org.latent4j.em.Outlook;
import org.latent4j.model.FitProgress;
import org.latent4j.model.Model;

/**
 * Watches a fit by EM and tells when its criterion cannot come near a bound any more ({@link
 * Outlook}). Only what is said in the phase {@value #PHASE} counts, not the short runs of starts.
 * Used by one thread.
 */
final class Prospect {

  private static final String PHASE = "em";

  private final Criterion criterion;
  private final double bound;
  private final double weight;
  private final Outlook outlook = new Outlook();
  private String verdict = "";

  /**
   * Starts to watch.
   *
   * @param criterion to be judged by
   * @param bound a value that is good enough; positive infinity leaves nothing
   * @param weight of all rows
   */
  Prospect(Criterion criterion, double bound, double weight) {
    this.criterion = criterion;
    this.bound = bound;
    this.weight = weight;
  }

  /** Takes in an update. */
  void learn(FitProgress progress) {
    if (!progress.phase().equals(PHASE) || isHopeless()) {
      return;
    }
    boolean hopeless =
        outlook.isHopeless(
            progress.meanLogLikelihood(),
            progress.gain(),
            mean -> criterion(mean, progress.model().get()) <= bound);
    if (hopeless) {
      verdict =
          String.format(
              Locale.ROOT,
              "left after %d iterations: %s would stay above %.6g",
              progress.iteration(),
              criterion.title(),
              bound);
    }
  }

  private double criterion(double meanLogLikelihood, Model model) {
    return criterion.of(
        Criteria.withoutOverlap(meanLogLikelihood * weight, model.parameterCount(), weight));
  }

  /** Whether the fit should be left. */
  boolean isHopeless() {
    return !verdict.isEmpty();
  }

  /** Why it was left, one sentence; empty if it was not. */
  String verdict() {
    return verdict;
  }
}
