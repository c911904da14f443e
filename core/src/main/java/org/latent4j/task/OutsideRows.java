package org.latent4j.task;

import org.latent4j.data.Dataset;
import org.latent4j.model.FittedModel;

/**
 * Whether a model tells rows like those of its fit from rows of another origin by log p(x), or by
 * the tightest bound of it that {@link Evaluation} finds. Networks often find images of another
 * origin more probable (Nalisnick, Matsukawa, Teh, Gorur and Lakshminarayanan 2019,
 * arXiv:1810.09136): the area is then below 0.5.
 *
 * @param roc how often a row from inside has the higher score
 * @param inside mean score of the rows from inside, nats
 * @param outside mean score of the others, nats
 * @param outsideRows how many of the others were looked at
 */
public record OutsideRows(RocArea roc, double inside, double outside, long outsideRows) {

  /**
   * Compares rows.
   *
   * @param model has a density
   * @param inside the evaluation of rows like those of the fit
   * @param others rows of another origin, in the same columns
   * @param options samples, rows and seed, as those of the evaluation
   * @param threads how many threads work, at least 1
   * @return the comparison
   * @throws IllegalArgumentException if the model has no density
   * @throws org.latent4j.data.DataException if the rows do not fit the model, or values are missing
   */
  public static OutsideRows of(
      FittedModel model,
      Evaluation inside,
      Dataset others,
      Evaluation.Options options,
      int threads) {
    Evaluation outside = Evaluation.of(model, others, options, threads);
    return new OutsideRows(
        RocArea.of(inside.scores(), outside.scores()),
        inside.tightest().mean(),
        outside.tightest().mean(),
        outside.rowCount());
  }
}
