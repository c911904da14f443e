package org.latent4j.select;

import java.util.Locale;
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

  /** A fit that was left because what it had judged so far put it behind the best beyond doubt. */
  static Trial behind(Plan plan, Validated part, WeightedMean lead, int folds, double seconds) {
    String note =
        String.format(
            Locale.ROOT,
            "left after %d of %d folds: %.3g nats per row behind the best",
            part.trained().size(),
            folds,
            lead.mean());
    return new Trial(plan, Leaderboard.Outcome.ABANDONED, part, null, seconds, note);
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
    return judged().filter(v -> outcome == Leaderboard.Outcome.FITTED);
  }

  /** The same, or the part of it that was enough to leave it. */
  Optional<Validated> judged() {
    return Optional.ofNullable(validated);
  }

  Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure);
  }

  double heldOutMean() {
    return validated().map(v -> v.heldOut().mean()).orElse(Double.NaN);
  }

  Leaderboard.Entry entry() {
    return entry(note);
  }

  Leaderboard.Entry entry(String text) {
    WeightedMean heldOut =
        validated().map(Validated::heldOut).orElse(new WeightedMean(Double.NaN, Double.NaN, 0));
    return new Leaderboard.Entry(
        plan.family().name(),
        plan.label(),
        plan.settings().given(),
        plan.scaling() == Scaling.STANDARD,
        outcome,
        heldOut.mean(),
        heldOut.standardError(),
        validated().map(Validated::criteria).orElse(Criteria.UNKNOWN),
        judged().map(Validated::parameterCount).orElse(0L),
        seconds,
        text);
  }
}
