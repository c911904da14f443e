package org.latent4j.select;

import java.util.Locale;
import org.latent4j.linalg.Matrix;

/**
 * Criteria that weigh fit against size; lower is better in all of them. BIC and AIC are told by
 * {@link org.latent4j.model.FitReport}.
 */
public final class Criteria {

  private Criteria() {}

  /**
   * Integrated completed likelihood, BIC − 2·Σ log p(ĉ|x) with ĉ the most probable component of
   * each row: BIC with a price on clusters that overlap (Biernacki, Celeux and Govaert 2000,
   * doi:10.1109/34.865189, equation 9, on the scale −2·logLikelihood). Rows without doubt cost
   * nothing.
   *
   * @param bic of the model on the rows
   * @param responsibilities n×k, rows sum to 1
   * @param weights n numbers, 1 for rows without weights
   * @return at least {@code bic}
   * @throws IllegalArgumentException if there are not as many weights as rows
   */
  public static double icl(double bic, Matrix responsibilities, double... weights) {
    if (weights.length != responsibilities.rows()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "weights must be as many as rows (%d), got %d",
              responsibilities.rows(),
              weights.length));
    }
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      double greatest = 0;
      for (int c = 0; c < responsibilities.columns(); c++) {
        greatest = Math.max(greatest, responsibilities.get(i, c));
      }
      sum += weights[i] * Math.log(greatest);
    }
    return bic - 2 * sum;
  }
}
