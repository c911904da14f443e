package org.latent4j.select;

import java.util.Optional;
import org.latent4j.data.WeightedMean;

/**
 * Tells when the folds that a candidate was judged on are enough to leave it. Of one fold the
 * standard error says too little, because one fold's model may be a poor optimum: it is enough only
 * where the rows still to come would have to be better, all of them, than any row has been by far.
 * Otherwise the best must be ahead beyond doubt in each of two folds. Immutable.
 *
 * @param ahead the best of all, if there is one
 */
record Race(Optional<Validated> ahead) {

  private static final int FOLDS = 2;
  private static final double FAR = 10;

  /**
   * Whether a candidate is lost.
   *
   * @param part judged on the first folds, at least one, but not on all
   */
  boolean isLost(Validated part) {
    if (ahead.isEmpty()) {
      return false;
    }
    Validated best = ahead.get();
    WeightedMean lead = part.lead(best);
    double toCome = best.heldOut().weightTotal() - lead.weightTotal();
    double needed = lead.mean() * lead.weightTotal() / toCome;
    return needed > FAR * Math.max(0, part.greatestGain(best)) || isBehindInEach(part, best);
  }

  private static boolean isBehindInEach(Validated part, Validated best) {
    int folds = part.trained().size();
    boolean behind = folds >= FOLDS;
    for (int fold = 0; fold < folds && behind; fold++) {
      behind = Line.isBeyondDoubt(part.leadOn(fold, best));
    }
    return behind;
  }
}
