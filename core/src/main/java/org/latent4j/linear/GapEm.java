package org.latent4j.linear;

import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import org.latent4j.data.DataException;
import org.latent4j.em.ExpectationMaximization;
import org.latent4j.em.Maximization;
import org.latent4j.em.Moments;
import org.latent4j.gaussian.MultivariateNormal;
import org.latent4j.gaussian.internal.ObservedCoordinates;
import org.latent4j.gaussian.internal.ObservedExpectation;
import org.latent4j.linalg.NumericalException;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitProgress;

/**
 * Fits a linear-Gaussian model to rows with gaps by EM: the model tells of a normal distribution,
 * under which moments are expected of the rows, and the model is fitted to these as to moments of
 * complete rows. The gaps are all that is latent here, so that few of them cost few iterations.
 *
 * @param <M> the model
 */
final class GapEm<M> {

  /** The most updates of a run. */
  static final int ITERATIONS = 5000;

  /** Sizes of rising BIC in a row, after which larger ones are not tried. */
  private static final int RISES = 3;

  private final GapRows rows;
  private final FitContext context;
  private final ExpectationMaximization<M, ?> algorithm;

  /**
   * Joins the parts.
   *
   * @param normal the distribution of a model
   * @param step the model that moments make most likely, given the one before
   */
  GapEm(
      GapRows rows,
      FitContext context,
      Function<M, MultivariateNormal> normal,
      BiFunction<Moments, M, M> step) {
    this.rows = rows;
    this.context = context;
    algorithm =
        new ExpectationMaximization<>(
                rows.engine(),
                new ObservedExpectation<>(normal),
                (statistics, previous) ->
                    Maximization.Update.of(step.apply(statistics.moments(), previous)))
            .accelerated(new ObservedCoordinates(rows.summary()));
  }

  /**
   * Runs to convergence.
   *
   * @param tolerance nats still to be gained in all rows together
   * @param phase for the listener
   * @param restored tells a model in the units of the user
   */
  ExpectationMaximization.Run<M> run(
      M start,
      double tolerance,
      String phase,
      Function<M, ? extends org.latent4j.model.Model> restored) {
    return algorithm.run(
        rows.data(),
        start,
        new ExpectationMaximization.Limits(ITERATIONS, tolerance),
        (t, model, mean, gain) ->
            context
                .listener()
                .progress(
                    new FitProgress(phase, t, ITERATIONS, mean, gain, () -> restored.apply(model))),
        context.cancelled());
  }

  /** A latent dimension and what is said of its choice. */
  record Choice(int latentDimension, String note) {}

  /** The latent dimension of least BIC, as far as it still falls now and then. */
  static Choice leastBic(int most, IntToDoubleFunction bic, FitContext context) {
    int best = 1;
    double least = Double.POSITIVE_INFINITY;
    int last = 1;
    for (int q = 1, rises = 0;
        q <= most && rises < RISES && !context.cancelled().getAsBoolean();
        q++) {
      double value;
      try {
        value = bic.applyAsDouble(q);
      } catch (NumericalException | DataException e) {
        break; // the rows vary along too few axes for more
      }
      last = q;
      rises = value < least ? 0 : rises + 1;
      best = value < least ? q : best;
      least = Math.min(least, value);
    }
    return new Choice(
        best,
        String.format(
            Locale.ROOT,
            "latent dimension %d chosen: the least BIC of 1 to %d, by what was observed",
            best,
            last));
  }
}
