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

  private static final int MOST_FOR_AXES = 2000;

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

  /** Scores of all rows on the first principal axes of standardised columns of some of them. */
  static Matrix principalScores(Matrix columns, Matrix training, int count) {
    int d = columns.columns();
    double[] means = new double[d];
    double[] scales = new double[d];
    for (int j = 0; j < d; j++) {
      double[] column = training.column(j);
      double mean = 0;
      for (double value : column) {
        mean += value / column.length;
      }
      double squares = 0;
      for (double value : column) {
        squares += (value - mean) * (value - mean) / column.length;
      }
      means[j] = mean;
      scales[j] = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    }
    Matrix scaled = scaled(training, means, scales);
    Matrix covariance = scaled.transposedTimes(scaled);
    Matrix axes = SymmetricEigen.top(covariance, Math.min(count, d)).vectors();
    return scaled(columns, means, scales).times(axes);
  }

  private static Matrix scaled(Matrix rows, double[] means, double[] scales) {
    int d = rows.columns();
    double[] values = rows.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] - means[i % d]) * scales[i % d];
    }
    return Matrix.wrap(rows.rows(), d, values);
  }
}
