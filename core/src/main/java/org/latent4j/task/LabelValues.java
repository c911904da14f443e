package org.latent4j.task;

import java.util.ArrayList;
import java.util.List;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;

/** The labels of rows, also of several data sets whose words have different indices. */
final class LabelValues {

  private LabelValues() {}

  /**
   * The labels of all rows, NaN where one is missing.
   *
   * @throws DataException if there are none
   */
  static double[] of(Dataset data) {
    return data.labels()
        .orElseThrow(
            () -> new DataException("rows must have labels to judge by, got none; name a label"));
  }

  /** The words that labels are the indices of; none for numbers. */
  static List<String> levels(Dataset data) {
    return data.schema().first(ColumnRole.LABEL).map(Column::levels).orElse(List.of());
  }

  /**
   * The labels of several data sets, one after the other, equal where their words are.
   *
   * @throws DataException if some are words and some are numbers
   */
  static double[] joined(List<Dataset> parts) {
    List<String> words = new ArrayList<>();
    List<Double> labels = new ArrayList<>();
    for (Dataset part : parts) {
      List<String> levels = levels(part);
      if (levels.isEmpty() != levels(parts.get(0)).isEmpty()) {
        throw new DataException(
            "labels must all be words or all be numbers, got both; name them alike");
      }
      for (double label : of(part)) {
        labels.add(levels.isEmpty() ? label : index(words, levels.get((int) label)));
      }
    }
    return labels.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double index(List<String> words, String word) {
    if (!words.contains(word)) {
      words.add(word);
    }
    return words.indexOf(word);
  }
}
