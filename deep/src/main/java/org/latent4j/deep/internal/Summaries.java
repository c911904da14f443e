package org.latent4j.deep.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latent4j.deep.Likelihood;
import org.latent4j.model.Density;
import org.latent4j.model.FitReport;

/** What a report tells of a model and the rows it was trained on. */
final class Summaries {

  private static final double MOST_COLLAPSED = 0.01;

  private Summaries() {}

  /**
   * How a training ended and what it came to.
   *
   * @param logLikelihood of all rows, in the units of the rows, or its bound
   */
  static FitReport report(
      DeepRows rows,
      Conditioning conditioning,
      double logLikelihood,
      Trainer.Outcome outcome,
      List<String> notes) {
    TrainingState state = outcome.state();
    double total = rows.summary().weightTotal();
    double logJacobian = conditioning.logJacobian();
    List<String> all = new ArrayList<>(notes);
    all.addAll(outcome.notes());
    return new FitReport(
        outcome.status(),
        Math.max(1, state.epoch),
        logLikelihood,
        total,
        Arrays.stream(state.trace).map(b -> (b + logJacobian) * total).boxed().toList(),
        List.of(),
        all);
  }

  /** The same of a model with posteriors, from what was seen of its rows. */
  static FitReport report(
      DeepRows rows,
      Conditioning conditioning,
      RowMeans means,
      Trainer.Outcome outcome,
      List<String> notes) {
    List<String> all = new ArrayList<>(notes);
    means.note().ifPresent(all::add);
    double bound = means.bound() + conditioning.logJacobian();
    return report(rows, conditioning, bound * rows.summary().weightTotal(), outcome, all);
  }

  /** log p(x), by weights, of all rows. */
  static double logLikelihood(DeepRows rows, Density model) {
    double[] weights = rows.weights();
    double[] sum = new double[1];
    rows.visit(
        (from, block) -> {
          double[] values = model.logDensity(block);
          for (int i = 0; i < values.length; i++) {
            sum[0] += weights[from + i] * values[i];
          }
        });
    return sum[0];
  }

  /** What a likelihood of 0 and 1 takes the rows for. */
  static Optional<String> greyNote(DeepRows rows, Conditioning conditioning) {
    return rows.likelihood() != Likelihood.BERNOULLI
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "the likelihood is of 0 and 1; values from 0 to %s are read as probabilities of 1,"
                    + " so log densities are of black-and-white rows",
                Double.toString(conditioning.scales()[0]).replaceAll("\\.0$", "")));
  }

  /** Dimensions that tell nothing of the rows. */
  static Optional<String> collapseNote(VaeMeasures measures) {
    return collapseNote(
        "%d of %d latent dimensions tell less than %s nats of a row; take fewer, or add --warm-up"
            + " or --free-bits",
        measures.divergences());
  }

  /** Dimensions of an upper level that tell nothing of the codes below. */
  static Optional<String> upperCollapseNote(RowMeans means) {
    return collapseNote(
        "%d of %d upper latent dimensions tell less than %s nats of a code; take fewer by --top,"
            + " or add --warm-up",
        means.upper());
  }

  private static Optional<String> collapseNote(String sentence, double[] divergences) {
    long collapsed = Arrays.stream(divergences).filter(kl -> kl < MOST_COLLAPSED).count();
    return collapsed == 0
        ? Optional.empty()
        : Optional.of(
            String.format(Locale.ROOT, sentence, collapsed, divergences.length, MOST_COLLAPSED));
  }
}
