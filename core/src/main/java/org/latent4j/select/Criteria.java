package org.latent4j.select;

import java.util.Locale;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.Clusterer;
import org.latent4j.model.FitReport;
import org.latent4j.model.Model;

/**
 * Criteria that weigh fit against size; lower is better in all of them.
 *
 * @param bic Bayesian information criterion; NaN if unknown
 * @param icl integrated completed likelihood; NaN if unknown
 * @param aic Akaike's information criterion; NaN if unknown
 */
public record Criteria(double bic, double icl, double aic) {

  /** Of a model that was not fitted. */
  public static final Criteria UNKNOWN = new Criteria(Double.NaN, Double.NaN, Double.NaN);

  private static final int BLOCK_VALUES = 1 << 19;

  /**
   * The criteria of a fitted model.
   *
   * @param model the model
   * @param report of its fit to the rows
   * @param data the rows, in the units the model was fitted in
   * @return the criteria; ICL is BIC where the model has no components
   */
  public static Criteria of(Model model, FitReport report, Dataset data) {
    double bic = report.bic(model.parameterCount());
    double doubt = model instanceof Clusterer clusterer ? doubt(clusterer, data) : 0;
    return new Criteria(bic, bic + 2 * doubt, report.aic(model.parameterCount()));
  }

  /** The least that the criteria can be: those of a model whose components do not overlap. */
  static Criteria withoutOverlap(double logLikelihood, long parameters, double weightTotal) {
    double bic = -2 * logLikelihood + parameters * Math.log(weightTotal);
    return new Criteria(bic, bic, -2 * logLikelihood + 2.0 * parameters);
  }

  /** −Σ log p(ĉ|x) of all rows, block by block. */
  private static double doubt(Clusterer clusterer, Dataset data) {
    int blockRows =
        Math.max(16, BLOCK_VALUES / Math.max(data.featureCount(), clusterer.componentCount()));
    double sum = 0;
    for (long from = 0; from < data.rowCount(); from += blockRows) {
      int count = (int) Math.min(blockRows, data.rowCount() - from);
      double[] weights = new double[count];
      data.readWeights(from, count, weights);
      sum += icl(0, clusterer.responsibilities(data.rows(from, count)), weights) / 2;
    }
    return sum;
  }

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
