package org.latent4j.report.internal.section;

import java.util.Arrays;
import java.util.Optional;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ReferenceRows;
import org.latent4j.report.internal.page.Numbers;
import org.latent4j.report.internal.study.Study;
import org.latent4j.select.Leaderboard;

/**
 * How well a model tells rows it was not fitted to.
 *
 * @param mean log density per row, in nats
 * @param error its standard error; NaN if unknown
 * @param heldOut whether the rows were held out of the fit
 * @param rows how many they were
 */
record Judgement(double mean, double error, boolean heldOut, long rows) {

  /** The judgement of a model, if it has a density and rows were kept to judge by. */
  static Optional<Judgement> of(Study study) {
    ReferenceRows reference = study.model().reference();
    if (study.model().density().isEmpty() || reference.size() == 0) {
      return Optional.empty();
    }
    Optional<Leaderboard.Entry> winner = study.input().leaderboard().flatMap(Leaderboard::winner);
    double error =
        winner
            .map(Leaderboard.Entry::standardError)
            .filter(Double::isFinite)
            .orElseGet(() -> standardError(reference));
    return Optional.of(
        new Judgement(
            winner
                .map(Leaderboard.Entry::heldOutMeanLogLikelihood)
                .filter(mean -> reference.heldOut() && Double.isFinite(mean))
                .orElseGet(reference::mean),
            error,
            reference.heldOut(),
            reference.size()));
  }

  private static double standardError(ReferenceRows reference) {
    int n = reference.size();
    double mean = reference.mean();
    double squares = Arrays.stream(reference.sorted()).map(v -> (v - mean) * (v - mean)).sum();
    return n > 1 ? Math.sqrt(squares / (n - 1) / n) : Double.NaN;
  }

  /** The mean and its error, as text. */
  String text() {
    return Numbers.withError(mean, error);
  }

  /** How much better the rows of the fit are told than these, in nats per row. */
  double optimism(FittedModel model) {
    return model.report().meanLogLikelihood() - mean;
  }
}
