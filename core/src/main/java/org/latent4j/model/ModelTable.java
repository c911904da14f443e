package org.latent4j.model;

import java.util.List;
import java.util.Locale;
import org.latent4j.linalg.Matrix;

/**
 * Numbers of a model with names of their rows and columns.
 *
 * @param title what the numbers are, without a full stop
 * @param rowNames a name for each row; empty where there is a row for each feature, whose names the
 *     schema knows
 * @param columnNames a name for each column
 * @param values one row for each name of a row, one column for each name of a column
 */
public record ModelTable(
    String title, List<String> rowNames, List<String> columnNames, Matrix values) {

  /**
   * Checks and copies the parts.
   *
   * @throws IllegalArgumentException if names and values disagree in number
   */
  public ModelTable {
    rowNames = List.copyOf(rowNames);
    columnNames = List.copyOf(columnNames);
    boolean rowsFit = rowNames.isEmpty() || rowNames.size() == values.rows();
    if (!rowsFit || columnNames.size() != values.columns()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "values must have a row and a column for each name (%d, %d), got %d x %d",
              rowNames.size(),
              columnNames.size(),
              values.rows(),
              values.columns()));
    }
  }

  /**
   * Names of the rows, where features have names.
   *
   * @param featureNames of the model's schema
   * @return the row names, or those of the features
   */
  public List<String> rowNames(List<String> featureNames) {
    return rowNames.isEmpty() ? featureNames : rowNames;
  }
}
