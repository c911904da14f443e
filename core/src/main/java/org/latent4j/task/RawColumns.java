package org.latent4j.task;

import java.util.ArrayList;
import java.util.List;
import org.latent4j.data.Column;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SymmetricEigen;

/**
 * Columns of a table as a linear model can use them without any other: numbers as they are, with
 * the column's mean where they are missing; words one column each; and one more for each column
 * with missing values, which says where.
 */
final class RawColumns {

  private static final int MOST_FOR_AXES = 4096;
  private static final double MOST_DEVIATIONS = 30;
  private static final double CONSTANT = 1e-12;

  private RawColumns() {}

  /** The columns of rows that are in the order of the schema's features. */
  static Matrix of(List<Column> columns, Matrix rows) {
    List<double[]> made = new ArrayList<>();
    for (int j = 0; j < columns.size(); j++) {
      add(columns.get(j), rows.column(j), made);
    }
    double[] values = new double[Math.multiplyExact(rows.rows(), made.size())];
    for (int c = 0; c < made.size(); c++) {
      for (int i = 0; i < rows.rows(); i++) {
        values[i * made.size() + c] = made.get(c)[i];
      }
    }
    return Matrix.wrap(rows.rows(), made.size(), values);
  }

  private static void add(Column column, double[] values, List<double[]> made) {
    int n = values.length;
    int levels = column.levels().size();
    double[] missing = new double[n];
    double sum = 0;
    int seen = 0;
    for (int i = 0; i < n; i++) {
      if (Double.isNaN(values[i])) {
        missing[i] = 1;
      } else {
        sum += values[i];
        seen++;
      }
    }
    if (levels > 2) {
      for (int level = 0; level < levels; level++) {
        double[] indicator = new double[n];
        for (int i = 0; i < n; i++) {
          indicator[i] = values[i] == level ? 1 : 0;
        }
        made.add(indicator);
      }
    } else {
      double[] filled = values.clone();
      for (int i = 0; i < n; i++) {
        filled[i] = missing[i] == 1 ? sum / Math.max(1, seen) : filled[i];
      }
      made.add(filled);
    }
    if (seen < n) {
      made.add(missing);
    }
  }

  /** Whether principal components of so many columns are worth their time. */
  static boolean haveAxes(Matrix columns) {
    return columns.columns() <= MOST_FOR_AXES;
  }

  /** Scores of all rows on the first principal axes of some of them. */
  static Matrix principalScores(Matrix columns, int[] some, int count) {
    double[] means = new double[columns.columns()];
    for (int row : some) {
      for (int j = 0; j < means.length; j++) {
        means[j] += columns.get(row, j) / some.length;
      }
    }
    double[] values = columns.toArray();
    for (int at = 0; at < values.length; at++) {
      values[at] -= means[at % means.length];
    }
    Matrix centred = Matrix.wrap(columns.rows(), columns.columns(), values);
    Matrix part = centred.selectRows(some);
    int axes = Math.min(count, columns.columns());
    return centred.times(SymmetricEigen.top(part.transposedTimes(part), axes).vectors());
  }

  /**
   * Columns of mean 0 and variance 1 in some of the rows, cut off at 30 deviations: a probability
   * that is next to 0 in all of these may be anything elsewhere. A constant column becomes 0.
   */
  static Matrix standardised(Matrix columns, int[] some) {
    int d = columns.columns();
    double[] values = columns.toArray();
    for (int j = 0; j < d; j++) {
      double mean = 0;
      for (int row : some) {
        mean += columns.get(row, j) / some.length;
      }
      double squares = 0;
      for (int row : some) {
        double difference = columns.get(row, j) - mean;
        squares += difference * difference / some.length;
      }
      double deviation = Math.sqrt(squares);
      double scale = deviation > CONSTANT * Math.abs(mean) ? 1 / deviation : 0;
      for (int i = j; i < values.length; i += d) {
        double scaled = scale == 0 ? 0 : (values[i] - mean) * scale;
        values[i] = Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, scaled));
      }
    }
    return Matrix.wrap(columns.rows(), d, values);
  }
}
