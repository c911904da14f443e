package org.latent4j.report.internal.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latent4j.data.Column;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;

/** What a table tells of one feature. */
public final class ColumnFacts {

  private static final int PARTS = 40;
  private static final double TAIL = 0.005;
  private static final double ROOM = 0.25;

  private final Column column;
  private final int index;
  private final long missing;
  private final double minimum;
  private final double maximum;
  private final double mean;
  private final double deviation;
  private final Histogram histogram;
  private final double[] gaps;

  private ColumnFacts(
      Dataset data, DataSummary summary, int index, Histogram histogram, int parts) {
    column = data.schema().features().get(index);
    this.index = index;
    missing = summary.missingCounts()[index];
    minimum = summary.minima()[index];
    maximum = summary.maxima()[index];
    mean = summary.means()[index];
    deviation = summary.standardDeviations()[index];
    this.histogram = histogram;
    gaps = new double[parts];
  }

  /**
   * Looks at features, in one pass over the rows.
   *
   * @param data the rows
   * @param summary of the same rows
   * @param some a few of them, from which the bulk of the values is told
   * @param features which features, by index
   * @return their facts, in the order asked for
   */
  static List<ColumnFacts> of(Dataset data, DataSummary summary, Matrix some, int[] features) {
    List<Column> columns = data.schema().features();
    double[] minima = summary.minima();
    double[] maxima = summary.maxima();
    int parts = (int) Math.min(PARTS, data.rowCount());
    List<ColumnFacts> facts = new ArrayList<>();
    for (int j : features) {
      Histogram histogram =
          histogram(columns.get(j), minima[j], maxima[j], some.column(j), data.rowCount());
      facts.add(new ColumnFacts(data, summary, j, histogram, parts));
    }
    count(data, facts, parts);
    return facts;
  }

  private static Histogram histogram(
      Column column, double minimum, double maximum, double[] some, long rows) {
    double[] sorted = Arrays.stream(some).filter(v -> !Double.isNaN(v)).sorted().toArray();
    if (sorted.length == 0) {
      return Histogram.over(0, 0, 0, 0);
    }
    double lower = Quantiles.of(sorted, TAIL);
    double upper = Quantiles.of(sorted, 1 - TAIL);
    double room = ROOM * (upper - lower);
    if (room == 0) {
      return Histogram.over(minimum, maximum, rows, column.resolution());
    }
    double low = Math.max(minimum, lower - room);
    double step = column.resolution();
    double aligned = step > 0 ? minimum + Math.floor((low - minimum) / step) * step : low;
    return Histogram.over(aligned, Math.min(maximum, upper + room), rows, step);
  }

  private static void count(Dataset data, List<ColumnFacts> facts, int parts) {
    double perPart = (double) data.rowCount() / parts;
    Blocks.forEach(
        data,
        (firstRow, rows) -> {
          for (int i = 0; i < rows.rows(); i++) {
            int part = (int) Math.min(parts - 1, (firstRow + i) / perPart);
            for (ColumnFacts fact : facts) {
              double value = rows.get(i, fact.index);
              fact.histogram.add(value);
              if (Double.isNaN(value)) {
                fact.gaps[part] += 1 / perPart;
              }
            }
          }
        });
  }

  /**
   * The feature.
   *
   * @return its name and kind
   */
  public Column column() {
    return column;
  }

  /**
   * Its place among the features.
   *
   * @return from 0
   */
  public int index() {
    return index;
  }

  /**
   * How many values are missing.
   *
   * @return a count
   */
  public long missing() {
    return missing;
  }

  /**
   * Least observed value.
   *
   * @return ∞ where nothing was observed
   */
  public double minimum() {
    return minimum;
  }

  /**
   * Greatest observed value.
   *
   * @return −∞ where nothing was observed
   */
  public double maximum() {
    return maximum;
  }

  /**
   * Mean of the observed values, weighted.
   *
   * @return NaN where nothing was observed
   */
  public double mean() {
    return mean;
  }

  /**
   * Standard deviation of the observed values.
   *
   * @return divisor n
   */
  public double deviation() {
    return deviation;
  }

  /**
   * The observed values; over the bulk of them where a few lie far away.
   *
   * @return their counts
   */
  public Histogram histogram() {
    return histogram;
  }

  /**
   * Share of missing values in each part of the rows, first to last.
   *
   * @return each in [0, 1], a copy
   */
  public double[] gaps() {
    return gaps.clone();
  }
}
