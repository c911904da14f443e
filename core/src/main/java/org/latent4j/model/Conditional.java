package org.latent4j.model;

import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/**
 * Answers for some features given others, p(x_a | x_b), where NaN stands for what is not observed.
 *
 * <p>A model with this capability takes NaN in its other answers too: the log density of a row is
 * that of its observed features, codes and responsibilities are those given them. A row without any
 * observed feature has log density 0 and the responsibilities and the code that the model expects
 * of a row it has not seen.
 */
public interface Conditional {

  /**
   * The distribution of what is missing from a row.
   *
   * @param observation d values, NaN where sought
   * @return of the features that are NaN
   * @throws IllegalArgumentException if there are not d values, or one is infinite
   */
  ConditionalDistribution given(double... observation);

  /**
   * The model of some of the features, the others summed out. Its log density is that of rows in
   * which the others are NaN.
   *
   * @param columns indices of features, from 1 to d of them, each once, in the order wanted
   * @return a model with density, draws and this capability, if not of the same type
   * @throws IllegalArgumentException if an index is out of range or repeated, or there is none
   */
  Model marginal(int... columns);

  /**
   * Fills rows with what stands best for their missing values, {@link
   * ConditionalDistribution#guess}.
   *
   * @param observations n×d, NaN where missing
   * @return n×d; observed values as they were
   * @throws IllegalArgumentException if the number of features is not d, or a value is infinite
   */
  default Matrix impute(Matrix observations) {
    double[] values = observations.toArray();
    int d = observations.columns();
    for (int i = 0; i < observations.rows(); i++) {
      double[] row = observations.row(i);
      if (hasGap(row)) {
        ConditionalDistribution distribution = given(row);
        put(distribution.guess(), distribution.columns(), values, i * d);
      }
    }
    return Matrix.wrap(observations.rows(), d, values);
  }

  /**
   * Fills rows with a draw of their missing values together, so that what is drawn varies as much
   * as what was observed.
   *
   * @param observations n×d, NaN where missing
   * @param random where chance comes from; used row after row
   * @return n×d; observed values as they were
   * @throws IllegalArgumentException if the number of features is not d, or a value is infinite
   */
  default Matrix imputeDraws(Matrix observations, SeededRandom random) {
    double[] values = observations.toArray();
    int d = observations.columns();
    for (int i = 0; i < observations.rows(); i++) {
      double[] row = observations.row(i);
      if (hasGap(row)) {
        ConditionalDistribution distribution = given(row);
        put(distribution.sample(1, random).row(0), distribution.columns(), values, i * d);
      }
    }
    return Matrix.wrap(observations.rows(), d, values);
  }

  private static boolean hasGap(double[] row) {
    for (double value : row) {
      if (Double.isNaN(value)) {
        return true;
      }
    }
    return false;
  }

  private static void put(double[] filled, int[] columns, double[] values, int start) {
    for (int j = 0; j < columns.length; j++) {
      values[start + columns[j]] = filled[j];
    }
  }
}
