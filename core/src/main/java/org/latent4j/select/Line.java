package org.latent4j.select;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latent4j.data.WeightedMean;

/**
 * Plans of growing size that a search walks along until it is clear that no better one will come.
 */
final class Line {

  private static final int LEAST_STEPS = 3;
  private static final double CERTAIN = 3;

  private final List<Plan> plans;
  private final int patience;
  private int next;
  private int misses;
  private @Nullable Validated best;
  private @Nullable Validated last;
  private double gain = Double.NaN;
  private double gainBefore = Double.NaN;
  private String reason = "";

  Line(List<Plan> plans, int patience) {
    this.plans = plans;
    this.patience = patience;
  }

  /** The next plan, unless the line is at its end or was left. */
  Optional<Plan> peek() {
    return reason.isEmpty() && next < plans.size()
        ? Optional.of(plans.get(next))
        : Optional.empty();
  }

  void advance() {
    next++;
  }

  /** The first plan that was not tried because the line was left, with the reason. */
  Optional<Trial> left() {
    return reason.isEmpty() || next >= plans.size()
        ? Optional.empty()
        : Optional.of(Trial.abandoned(plans.get(next), 0, reason));
  }

  /**
   * Learns what became of the plan that was begun last.
   *
   * @param trial its outcome
   * @param leader the best of all lines so far, if there is one
   */
  void learn(Trial trial, Optional<Validated> leader) {
    Validated judged = trial.judged().orElse(null);
    boolean rises = judged != null && (best == null || best.lead(judged).mean() > 0);
    misses = rises ? 0 : misses + 1;
    best = rises ? judged : best;
    gainBefore = gain;
    gain = last == null || judged == null ? Double.NaN : last.lead(judged).mean();
    last = judged;
    if (misses >= patience) {
      reason =
          misses == 1
              ? "not tried: held-out log likelihood did not rise at the size before"
              : "not tried: held-out log likelihood did not rise at the "
                  + misses
                  + " sizes before";
    } else if (judged != null && rises && leader.isPresent() && next >= LEAST_STEPS) {
      leaveIfBehind(judged.lead(leader.get()));
    }
  }

  /**
   * Leaves a rising line when the best of all is ahead beyond doubt and the sizes to come cannot
   * make up for it, neither if the gains of steps go on to shrink as the last two did, nor if each
   * doubling of the size gains what the last step did in proportion. A line that does not rise is
   * left to patience, because a single step back may be a poor optimum.
   */
  private void leaveIfBehind(WeightedMean lead) {
    double hope = Math.max(hopeByStep(), hopeByDoubling());
    if (isBeyondDoubt(lead) && lead.mean() > hope) {
      reason =
          String.format(
              Locale.ROOT,
              "not tried: the size before is %.3g nats per row behind the best, and gains %.2g",
              lead.mean(),
              gain);
    }
  }

  /** Whether a difference between rows in pairs is one of the models and not of the rows. */
  static boolean isBeyondDoubt(WeightedMean lead) {
    return lead.mean() > CERTAIN * lead.standardError();
  }

  private double hopeByStep() {
    double ratio = Math.max(0, Math.min(1, gain / gainBefore));
    double hope = 0;
    double step = gain;
    for (int s = next; s < plans.size(); s++) {
      step *= ratio;
      hope += step;
    }
    return hope;
  }

  private double hopeByDoubling() {
    double done = Math.log((double) size(next - 1) / size(next - 2));
    double toCome = Math.log((double) size(plans.size() - 1) / size(next - 1));
    return gain * toCome / done;
  }

  private int size(int index) {
    return plans.get(index).size();
  }
}
