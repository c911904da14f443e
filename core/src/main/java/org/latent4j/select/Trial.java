package org.latent4j.select;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latent4j.data.WeightedMean;

/** What became of a plan in a search. */
final class Trial {

  private final Plan plan;
  private final Leaderboard.Outcome outcome;
  private final @Nullable Validated validated;
  private final @Nullable RuntimeException failure;
  private final double seconds;
  private final String note;

  private Trial(
      Plan plan,
      Leaderboard.Outcome outcome,
      @Nullable Validated validated,
      @Nullable RuntimeException failure,
      double seconds,
      String note) {
    this.plan = plan;
    this.outcome = outcome;
    this.validated = validated;
    this.failure = failure;
    this.seconds = seconds;
    this.note = note;
  }

  /** A fit that came to its end; without a finite held-out likelihood it counts as failed. */
  static Trial ended(Plan plan, Validated validated, double seconds) {
    double mean = validated.heldOut().mean();
    if (!Double.isFinite(mean)) {
      return new Trial(
          plan,
          Leaderboard.Outcome.FAILED,
          null,
          null,
          seconds,
          "the held-out log likelihood is " + mean);
    }
    String note = validated.isConverged() ? "" : "the iterations ended before it converged";
    return new Trial(plan, Leaderboard.Outcome.FITTED, validated, null, seconds, note);
  }

  static Trial failed(Plan plan, RuntimeException failure, double seconds) {
    return new Trial(
        plan,
        Leaderboard.Outcome.FAILED,
        null,
        failure,
        seconds,
        String.valueOf(failure.getMessage()));
  }

  static Trial abandoned(Plan plan, double seconds, String note) {
    return new Trial(plan, Leaderboard.Outcome.ABANDONED, null, null, seconds, note);
  }

  Plan plan() {
    return plan;
  }

  /** What was fitted, if all went well. */
  Optional<Validated> validated() {
    return Optional.ofNullable(validated);
  }

  Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure);
  }

  double heldOutMean() {
    return validated == null ? Double.NaN : validated.heldOut().mean();
  }

  Leaderboard.Entry entry() {
    return entry(note);
  }

  Leaderboard.Entry entry(String text) {
    WeightedMean heldOut =
        validated == null ? new WeightedMean(Double.NaN, Double.NaN, 0) : validated.heldOut();
    return new Leaderboard.Entry(
        plan.family().name(),
        plan.label(),
        plan.settings().given(),
        plan.scaling() == Scaling.STANDARD,
        outcome,
        heldOut.mean(),
        heldOut.standardError(),
        validated == null ? Criteria.UNKNOWN : validated.criteria(),
        validated == null ? 0 : validated.parameterCount(),
        seconds,
        text);
  }
}
