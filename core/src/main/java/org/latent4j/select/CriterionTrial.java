package org.latent4j.select;

import java.util.Optional;

/**
 * What became of a plan that was fitted to all rows.
 *
 * @param plan what was asked for
 * @param outcome what became of it
 * @param trained the model, if it was fitted
 * @param criteria its values; unknown if it was not
 * @param failure why it could not be fitted
 * @param seconds spent on it
 * @param note one sentence, or nothing
 */
record CriterionTrial(
    Plan plan,
    Leaderboard.Outcome outcome,
    Optional<Trained> trained,
    Criteria criteria,
    Optional<RuntimeException> failure,
    double seconds,
    String note) {

  /**
   * A fit that came to its end, or was left without hope as the verdict says; without a finite
   * value it counts as failed.
   */
  static CriterionTrial ended(
      Plan plan,
      Trained trained,
      Criteria criteria,
      Criterion criterion,
      String verdict,
      double seconds) {
    double value = criterion.of(criteria);
    if (!Double.isFinite(value)) {
      return new CriterionTrial(
          plan,
          Leaderboard.Outcome.FAILED,
          Optional.empty(),
          Criteria.UNKNOWN,
          Optional.empty(),
          seconds,
          "the " + criterion.title() + " is " + value);
    }
    boolean open = verdict.isEmpty() && !trained.report().converged();
    String note = open ? "the iterations ended before it converged" : verdict;
    return new CriterionTrial(
        plan,
        Leaderboard.Outcome.FITTED,
        Optional.of(trained),
        criteria,
        Optional.empty(),
        seconds,
        note);
  }

  static CriterionTrial failed(Plan plan, RuntimeException failure, double seconds) {
    return new CriterionTrial(
        plan,
        Leaderboard.Outcome.FAILED,
        Optional.empty(),
        Criteria.UNKNOWN,
        Optional.of(failure),
        seconds,
        String.valueOf(failure.getMessage()));
  }

  static CriterionTrial abandoned(Plan plan, double seconds, String note) {
    return new CriterionTrial(
        plan,
        Leaderboard.Outcome.ABANDONED,
        Optional.empty(),
        Criteria.UNKNOWN,
        Optional.empty(),
        seconds,
        note);
  }

  boolean isFitted() {
    return outcome == Leaderboard.Outcome.FITTED;
  }

  /** The better of this and a later fit of the same plan, with the time that both took. */
  CriterionTrial orBetter(CriterionTrial later, Criterion criterion) {
    boolean better =
        later.isFitted()
            && !(criterion.of(criteria) < criterion.of(later.criteria)); // also when NaN
    CriterionTrial kept = better ? later : this;
    return new CriterionTrial(
        plan,
        kept.outcome,
        kept.trained,
        kept.criteria,
        kept.failure,
        seconds + later.seconds,
        kept.note);
  }

  Leaderboard.Entry entry(Optional<Validated> validated) {
    return new Leaderboard.Entry(
        plan.family().name(),
        plan.label(),
        plan.settings().given(),
        plan.scaling() == Scaling.STANDARD,
        outcome,
        validated.map(v -> v.heldOut().mean()).orElse(Double.NaN),
        validated.map(v -> v.heldOut().standardError()).orElse(Double.NaN),
        criteria,
        trained.map(t -> t.model().parameterCount()).orElse(0L),
        seconds,
        note);
  }
}
