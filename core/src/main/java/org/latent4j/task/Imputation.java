package org.latent4j.task;

import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.Conditional;
import org.latent4j.model.FittedModel;

/**
 * Fills in what is missing from rows, given what is observed of each: with the value that is
 * expected, or with draws, of which several keep what is unknown unknown (multiple imputation,
 * Rubin 1987, Multiple Imputation for Nonresponse in Surveys; the parameters are those of the
 * model, so that draws vary by the rows alone). Observed values stay as they are. Needs a model
 * that answers for some columns given others.
 */
public final class Imputation {

  private static final String NAME = "impute";

  private Imputation() {}

  /**
   * Fills gaps with conditional means, and with the most probable word where a model knows words.
   *
   * @param model answers for some columns given others
   * @param rounding what happens to values that are filled in
   * @return gives the model's d features
   * @throws IllegalArgumentException if the model does not
   */
  public static RowTask task(FittedModel model, Sampling.Rounding rounding) {
    Conditional conditional = Capabilities.conditional(model, NAME);
    return task(model, rounding, (first, rows) -> conditional.impute(rows));
  }

  /**
   * Fills gaps with draws. Each block of rows has a random stream of its own, so that draws do not
   * depend on the number of threads.
   *
   * @param model answers for some columns given others
   * @param rounding what happens to values that are filled in
   * @param seed same seed, same draws
   * @param draw number of the draw; another one gives other draws
   * @return gives the model's d features
   * @throws IllegalArgumentException if the model does not
   */
  public static RowTask drawTask(
      FittedModel model, Sampling.Rounding rounding, long seed, int draw) {
    Conditional conditional = Capabilities.conditional(model, NAME);
    SeededRandom random = new SeededRandom(seed).split(draw);
    return task(
        model, rounding, (first, rows) -> conditional.imputeDraws(rows, random.split(first)));
  }

  private static RowTask task(
      FittedModel model, Sampling.Rounding rounding, RowTask.Answer answer) {
    Typed types = new Typed(model);
    return RowTask.forGaps(
        NAME,
        model.schema(),
        model.schema().featureNames(),
        (first, rows) -> {
          Matrix filled = answer.to(first, rows);
          return rounding == Sampling.Rounding.NONE ? filled : typed(rows, filled, types);
        });
  }

  /** What was observed keeps its bits. */
  private static Matrix typed(Matrix rows, Matrix filled, Typed types) {
    double[] values = filled.toArray();
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(rows.values()[i])) {
        values[i] = types.value(values[i], i % rows.columns());
      }
    }
    return Matrix.wrap(rows.rows(), rows.columns(), values);
  }
}
