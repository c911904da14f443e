package org.latent4j.task;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.latent4j.data.Column;
import org.latent4j.data.Schema;

/** Reads what is known of a row, as a user says it, into a row of which the rest is missing. */
public final class Given {

  private Given() {}

  /**
   * Reads values by name.
   *
   * @param schema the columns of a model
   * @param values text for some features: a number, or the word of a column that has words
   * @return d values, NaN where nothing is said
   * @throws IllegalArgumentException if there is no such feature, or the text is no value of it
   */
  public static double[] of(Schema schema, Map<String, String> values) {
    List<String> names = schema.featureNames();
    double[] row = new double[names.size()];
    Arrays.fill(row, Double.NaN);
    values.forEach(
        (name, text) -> {
          int place = names.indexOf(name);
          if (place < 0) {
            throw new IllegalArgumentException(
                String.format(
                    Locale.ROOT,
                    "'%s' must be a column that the model was fitted to; these are %s",
                    name,
                    String.join(", ", names)));
          }
          row[place] = value(schema.features().get(place), text);
        });
    return row;
  }

  private static double value(Column column, String text) {
    if (!column.levels().isEmpty()) {
      int level = column.levels().indexOf(text);
      if (level < 0) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "column '%s' must be one of %s, got '%s'",
                column.name(),
                String.join(", ", column.levels()),
                text));
      }
      return level;
    }
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below, as for an infinite number
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT, "column '%s' must be a finite number, got '%s'", column.name(), text));
  }
}
