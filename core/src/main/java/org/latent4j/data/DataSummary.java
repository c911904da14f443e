package org.latent4j.data;

import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What one pass over the rows tells of each feature: observed values, mean, variance and range.
 * Rows count by their weights in means and variances. Immutable.
 */
public final class DataSummary {

  private static final int BLOCK_VALUES = 1 << 15;

  private final Dataset data;
  private final double weightTotal;
  private final double[] observedWeights;
  private final long[] missing;
  private final double[] means;
  private final double[] squares;
  private final double[] minima;
  private final double[] maxima;

  private DataSummary(Dataset data, Pass pass) {
    this.data = data;
    weightTotal = pass.weightTotal;
    observedWeights = pass.weights;
    missing = pass.missing;
    means = pass.means;
    squares = pass.squares;
    minima = pass.minima;
    maxima = pass.maxima;
  }

  /**
   * Reads all rows once.
   *
   * @param data at least one row
   * @return the summary
   * @throws DataException if there is no row, or a value is infinite; the text names row and column
   */
  public static DataSummary of(Dataset data) {
    if (data.rowCount() == 0) {
      throw new DataException("the data set has no rows; at least one is needed");
    }
    int d = data.featureCount();
    Pass pass = new Pass(data);
    int blockRows = Math.max(1, BLOCK_VALUES / Math.max(1, d));
    double[] values = new double[blockRows * d];
    double[] weights = new double[blockRows];
    for (long row = 0; row < data.rowCount(); row += blockRows) {
      int count = (int) Math.min(blockRows, data.rowCount() - row);
      data.read(row, count, DoubleBuffer.wrap(values));
      data.readWeights(row, count, weights);
      pass.add(row, count, values, weights);
    }
    return new DataSummary(data, pass);
  }

  /**
   * Number of rows.
   *
   * @return n
   */
  public long rowCount() {
    return data.rowCount();
  }

  /**
   * Sum of the rows' weights; n where there are none.
   *
   * @return the weight total
   */
  public double weightTotal() {
    return weightTotal;
  }

  /**
   * How many values are missing in each feature.
   *
   * @return d counts, a copy
   */
  public long[] missingCounts() {
    return missing.clone();
  }

  /**
   * How many values are missing in all.
   *
   * @return the sum of {@link #missingCounts}
   */
  public long missingTotal() {
    return Arrays.stream(missing).sum();
  }

  /**
   * Share of the rows, by weight, in which each feature is observed.
   *
   * @return d numbers from 0 to 1, exactly 1 where nothing is missing; a copy
   */
  public double[] observedShares() {
    double[] shares = new double[missing.length];
    for (int j = 0; j < shares.length; j++) {
      shares[j] = missing[j] == 0 ? 1 : observedWeights[j] / weightTotal;
    }
    return shares;
  }

  /**
   * Mean of the observed values of each feature.
   *
   * @return d means, NaN where nothing was observed; a copy
   */
  public double[] means() {
    return means.clone();
  }

  /**
   * Variance of the observed values of each feature, divisor n.
   *
   * @return d variances, 0 for a constant; a copy
   */
  public double[] variances() {
    double[] variances = new double[squares.length];
    for (int j = 0; j < variances.length; j++) {
      variances[j] = minima[j] == maxima[j] ? 0 : squares[j] / observedWeights[j];
    }
    return variances;
  }

  /**
   * Standard deviation of the observed values of each feature, divisor n.
   *
   * @return d square roots of {@link #variances}
   */
  public double[] standardDeviations() {
    return Arrays.stream(variances()).map(Math::sqrt).toArray();
  }

  /**
   * Least observed value of each feature.
   *
   * @return d numbers, ∞ where nothing was observed; a copy
   */
  public double[] minima() {
    return minima.clone();
  }

  /**
   * Greatest observed value of each feature.
   *
   * @return d numbers, −∞ where nothing was observed; a copy
   */
  public double[] maxima() {
    return maxima.clone();
  }

  /**
   * Refuses a feature of which no value is known.
   *
   * @throws DataException if a feature has no value in rows of positive weight; the text names it
   */
  public void requireObserved() {
    for (int j = 0; j < means.length; j++) {
      if (Double.isNaN(means[j])) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "column '%s' has no value in any of %d rows; leave it out",
                data.schema().features().get(j).name(),
                rowCount()));
      }
    }
  }

  /**
   * Refuses data with gaps, for a model that cannot use them.
   *
   * @param model its name, for the sentence
   * @param others names of models that can
   * @throws DataException if a value is missing; the text names the columns
   */
  public void requireComplete(String model, List<String> others) {
    if (missingTotal() == 0) {
      return;
    }
    StringBuilder columns = new StringBuilder();
    int named = 0;
    for (int j = 0; j < missing.length; j++) {
      if (missing[j] > 0 && named++ < 5) {
        columns
            .append(columns.isEmpty() ? "" : ", ")
            .append(data.schema().features().get(j).name())
            .append(" ")
            .append(missing[j]);
      }
    }
    throw new DataException(
        String.format(
            Locale.ROOT,
            "%s needs complete rows, but values are missing (%s%s of %d rows); drop or impute them, or"
                + " fit one of %s, which take them",
            model,
            columns,
            named > 5 ? ", …" : "",
            rowCount(),
            String.join(", ", others)));
  }

  /** The running sums. Each block is summed about its own means and merged by Chan's update. */
  private static final class Pass {
    private final Schema schema;
    private final int d;
    private final double[] weights;
    private final long[] missing;
    private final double[] means;
    private final double[] squares;
    private final double[] minima;
    private final double[] maxima;
    private double weightTotal;

    Pass(Dataset data) {
      schema = data.schema();
      d = data.featureCount();
      weights = new double[d];
      missing = new long[d];
      means = filled(Double.NaN);
      squares = new double[d];
      minima = filled(Double.POSITIVE_INFINITY);
      maxima = filled(Double.NEGATIVE_INFINITY);
    }

    void add(long firstRow, int count, double[] values, double[] rowWeights) {
      for (int i = 0; i < count; i++) {
        weightTotal += rowWeights[i];
      }
      for (int j = 0; j < d; j++) {
        addFeature(firstRow, count, j, values, rowWeights);
      }
    }

    private void addFeature(long firstRow, int count, int j, double[] values, double[] rowWeights) {
      double weight = 0;
      double sum = 0;
      double shift = Double.NaN;
      for (int i = 0; i < count; i++) {
        double x = values[i * d + j];
        if (Double.isNaN(x)) {
          missing[j]++;
          continue;
        }
        if (Double.isInfinite(x)) {
          throw new DataException(
              String.format(
                  Locale.ROOT,
                  "row %d of column '%s' is %s; values must be finite, or missing",
                  firstRow + i + 1,
                  schema.features().get(j).name(),
                  x > 0 ? "+infinity" : "-infinity"));
        }
        shift = Double.isNaN(shift) ? x : shift;
        minima[j] = Math.min(minima[j], x);
        maxima[j] = Math.max(maxima[j], x);
        weight += rowWeights[i];
        sum += rowWeights[i] * (x - shift);
      }
      if (weight > 0) {
        double mean = shift + sum / weight;
        merge(j, weight, mean, squaresAbout(j, count, values, rowWeights, mean));
      }
    }

    private double squaresAbout(
        int j, int count, double[] values, double[] rowWeights, double mean) {
      double sum = 0;
      for (int i = 0; i < count; i++) {
        double difference = values[i * d + j] - mean;
        if (!Double.isNaN(difference)) {
          sum += rowWeights[i] * difference * difference;
        }
      }
      return sum;
    }

    private void merge(int j, double weight, double mean, double square) {
      if (weights[j] == 0) {
        weights[j] = weight;
        means[j] = mean;
        squares[j] = square;
        return;
      }
      double total = weights[j] + weight;
      double difference = mean - means[j];
      means[j] += difference * (weight / total);
      squares[j] += square + difference * difference * (weights[j] * weight / total);
      weights[j] = total;
    }

    private double[] filled(double value) {
      double[] array = new double[d];
      Arrays.fill(array, value);
      return array;
    }
  }
}
