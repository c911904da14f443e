package org.latent4j.deep.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latent4j.deep.Likelihood;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.Density;
import org.latent4j.model.FitReport;

/** What a report tells of a model and the rows it was trained on. */
final class Summaries {

  private static final double MOST_COLLAPSED = 0.01;

  private Summaries() {}

  /** What the codes tell of the rows. */
  static VaeMeasures measures(DeepRows rows, DeepAnswers answers, int epochs) {
    Evaluator evaluator = answers.evaluator();
    int q = answers.parts().latentDimension();
    double[] weights = rows.weights();
    double total = rows.summary().weightTotal();
    double[] divergence = new double[1];
    double[] divergences = new double[q];
    double[] means = new double[q];
    double[] squares = new double[q];
    rows.visit(
        (from, block) -> {
          Matrix inner = answers.parts().conditioning().apply(block);
          double[] totals = evaluator.totalDivergences(inner);
          Matrix perDimension = evaluator.divergences(inner);
          Matrix codes = evaluator.encode(inner);
          for (int i = 0; i < totals.length; i++) {
            double share = weights[from + i] / total;
            divergence[0] += share * totals[i];
            for (int j = 0; j < q; j++) {
              divergences[j] += share * perDimension.get(i, j);
              means[j] += share * codes.get(i, j);
              squares[j] += share * codes.get(i, j) * codes.get(i, j);
            }
          }
        });
    Arrays.setAll(squares, j -> Math.max(0, squares[j] - means[j] * means[j]));
    return new VaeMeasures(divergence[0], divergences, squares, epochs);
  }

  /** How a training ended and what it came to. */
  static FitReport report(
      DeepRows rows,
      Conditioning conditioning,
      Density model,
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
        logLikelihood(rows, model),
        total,
        Arrays.stream(state.trace).map(b -> (b + logJacobian) * total).boxed().toList(),
        List.of(),
        all);
  }

  private static double logLikelihood(DeepRows rows, Density model) {
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
  static Optional<String> upperCollapseNote(DeepRows rows, DeepAnswers answers) {
    if (!(answers.prior() instanceof HierarchicalPrior prior)) {
      return Optional.empty();
    }
    double[] divergences = new double[prior.upper()];
    double[] weights = rows.weights();
    double total = rows.summary().weightTotal();
    rows.visit(
        (from, block) -> {
          Matrix inner = answers.parts().conditioning().apply(block);
          Matrix ofRows = answers.evaluator().upperDivergences(inner, prior);
          for (int i = 0; i < ofRows.rows(); i++) {
            for (int j = 0; j < divergences.length; j++) {
              divergences[j] += weights[from + i] / total * ofRows.get(i, j);
            }
          }
        });
    return collapseNote(
        "%d of %d upper latent dimensions tell less than %s nats of a code; take fewer by --top,"
            + " or add --warm-up",
        divergences);
  }

  private static Optional<String> collapseNote(String sentence, double[] divergences) {
    long collapsed = Arrays.stream(divergences).filter(kl -> kl < MOST_COLLAPSED).count();
    return collapsed == 0
        ? Optional.empty()
        : Optional.of(
            String.format(Locale.ROOT, sentence, collapsed, divergences.length, MOST_COLLAPSED));
  }
}
