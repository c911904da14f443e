package org.latent4j.select;

import java.util.Locale;
import org.latent4j.model.FitProgress;

/**
 * Watches a fit by EM and tells when its criterion cannot come near a bound any more. Where gains
 * shrink steadily, the log likelihood still to come is extrapolated (Aitken's δ²) and taken several
 * times; a run whose gains grow, as on the way out of a saddle, is not judged. Only what is said in
 * the phase {@value #PHASE} counts, not the short runs of starts. Used by one thread.
 */
final class Prospect {

  private static final String PHASE = "em";

  /** How many times the gain still expected a run may hope for. */
  private static final double HOPE = 4;

  /** A run is left only when it has been without hope for so many updates in a row. */
  private static final int CERTAIN = 5;

  private final Criterion criterion;
  private final double bound;
  private final double weight;
  private double lastGain = Double.NaN;
  private int without;
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
    double rate = progress.gain() / lastGain;
    lastGain = progress.gain();
    boolean steady = rate >= 0 && rate < 1;
    double hope = steady ? best(progress, rate) : Double.NEGATIVE_INFINITY;
    without = hope > bound ? without + 1 : 0;
    if (without == CERTAIN) {
      verdict =
          String.format(
              Locale.ROOT,
              "left after %d iterations: %s would stay above %.6g",
              progress.iteration(),
              criterion.title(),
              bound);
    }
  }

  private double best(FitProgress progress, double rate) {
    double mean = progress.meanLogLikelihood() + HOPE * progress.gain() * rate / (1 - rate);
    long parameters = progress.model().get().parameterCount();
    return criterion.of(Criteria.withoutOverlap(mean * weight, parameters, weight));
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
