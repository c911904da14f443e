package org.latent4j.data;

/**
 * A mean over rows and how well it is known. Rows count by their weights: a row of weight 2 counts
 * as two rows.
 *
 * @param mean Σ w·x / Σ w; NaN when the weights sum to 0
 * @param standardError √(Σ w·(x − mean)² / (W·(W − 1))) with W = Σ w; NaN unless W is above 1
 * @param weightTotal W
 */
public record WeightedMean(double mean, double standardError, double weightTotal) {

  /**
   * The mean of some numbers.
   *
   * @param values one per row
   * @param weights one per row, at least 0; a row of weight 0 has no say, whatever its value
   * @return mean and standard error
   * @throws IllegalArgumentException if there are not as many weights as values
   */
  public static WeightedMean of(double[] values, double[] weights) {
    if (values.length != weights.length) {
      throw new IllegalArgumentException(
          "weights must be as many as values (" + values.length + "), got " + weights.length);
    }
    double total = 0;
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      if (weights[i] > 0) {
        total += weights[i];
        sum += weights[i] * values[i];
      }
    }
    double mean = sum / total;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      if (weights[i] > 0) {
        squares += weights[i] * (values[i] - mean) * (values[i] - mean);
      }
    }
    double standardError = total > 1 ? Math.sqrt(squares / total / (total - 1)) : Double.NaN;
    return new WeightedMean(mean, standardError, total);
  }
}
