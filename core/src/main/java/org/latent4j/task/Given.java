package org.latent4j.task;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.latent4j.data.Column;
import org.latent4j.data.Schema;

/** Reads what is known of a row, as a user says it, into a row of which the rest is missing. */
public final class Given {

  /** A comma with an equals sign before the next comma. */
  private static final Pattern PAIRS = Pattern.compile(",(?=[^,]*=)");

  private Given() {}

  /**
   * Reads what is written as {@code sex=female,age=30}. A comma divides where the text after it
   * says what another column is, so that a word may hold commas.
   *
   * @param schema the columns of a model
   * @param text names and values
   * @return d values, NaN where nothing is said
   * @throws IllegalArgumentException if the text does not read so, a column is named twice or is
   *     none of the features, or a text is no value of its column
   */
  public static double[] of(Schema schema, String text) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : PAIRS.split(text, -1)) {
      int equals = pair.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(
            "what is given must be written as column=value,column=value, got '" + text + "'");
      }
      String name = pair.substring(0, equals).strip();
      if (values.put(name, pair.substring(equals + 1).strip()) != null) {
        throw new IllegalArgumentException(
            "column '" + name + "' must be given once, got '" + text + "'");
      }
    }
    return of(schema, values);
  }

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
                    "what is given must be of columns that the model was fitted to, got '%s'; these are %s",
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
