package org.latent4j.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The columns of a table, in order, and whether its rows are images.
 *
 * @param columns all columns, features or not; names are unique
 * @param image the shape of an image made by all pixel columns; a pixel that is left out (constant)
 *     stays in {@code columns} with role {@link ColumnRole#IGNORED}, so that the image can be drawn
 */
public record Schema(List<Column> columns, Optional<ImageShape> image) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if two columns share a name
   */
  public Schema {
    columns = List.copyOf(columns);
    Set<String> seen = new HashSet<>();
    for (Column column : columns) {
      if (!seen.add(column.name())) {
        throw new IllegalArgumentException(
            "column names must be unique, got '" + column.name() + "' twice");
      }
    }
  }

  /**
   * A schema of plain columns.
   *
   * @param columns the columns
   * @return the schema, without an image shape
   */
  public static Schema of(List<Column> columns) {
    return new Schema(columns, Optional.empty());
  }

  /**
   * Numeric features named x1, x2, ….
   *
   * @param count how many, at least 1
   * @return the schema
   */
  public static Schema numeric(int count) {
    List<Column> columns = new ArrayList<>(count);
    for (int j = 1; j <= count; j++) {
      columns.add(Column.numeric("x" + j));
    }
    return of(columns);
  }

  /**
   * The modelled columns, in order.
   *
   * @return the features
   */
  public List<Column> features() {
    return columns.stream().filter(Column::isFeature).toList();
  }

  /**
   * How many columns are modelled.
   *
   * @return d
   */
  public int featureCount() {
    return (int) columns.stream().filter(Column::isFeature).count();
  }

  /**
   * The names of the modelled columns, in order.
   *
   * @return d names
   */
  public List<String> featureNames() {
    return features().stream().map(Column::name).toList();
  }

  /**
   * The first column in a role.
   *
   * @param role the role
   * @return the column, or nothing
   */
  public Optional<Column> first(ColumnRole role) {
    return columns.stream().filter(c -> c.role() == role).findFirst();
  }

  /**
   * The column of a name.
   *
   * @param name its name
   * @return the column
   * @throws IllegalArgumentException if there is none; the text names those there are
   */
  public Column column(String name) {
    return columns.stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        Locale.ROOT,
                        "there is no column '%s'; the columns are %s",
                        name,
                        abbreviated())));
  }

  /**
   * Where the features stand in the image that a row is.
   *
   * @return the pixel of each feature, counted row by row, channels last; nothing when rows are no
   *     images, or not all pixels are among the columns
   */
  public Optional<int[]> pixels() {
    List<Column> all =
        columns.stream()
            .filter(c -> c.isFeature() || c.role() == ColumnRole.IGNORED)
            .filter(c -> c.kind() != ColumnKind.CATEGORICAL)
            .toList();
    return image
        .filter(shape -> shape.size() == all.size())
        .map(shape -> IntStream.range(0, all.size()).filter(p -> all.get(p).isFeature()).toArray());
  }

  /**
   * Whether a feature holds words, or 0 and 1 alone, so that its values have probabilities rather
   * than a density. Pixels of images are taken for numbers.
   *
   * @return whether there is one
   */
  public boolean hasDiscreteFeatures() {
    return image.isEmpty()
        && columns.stream()
            .filter(Column::isFeature)
            .anyMatch(c -> c.kind() == ColumnKind.CATEGORICAL || c.kind() == ColumnKind.BINARY);
  }

  /**
   * Names of a mixture's components: the levels of the column that says which component a row comes
   * from, then numbers.
   *
   * @param count k
   * @return k names; 1, 2, … where there is no such column
   */
  public List<String> componentNames(int count) {
    List<String> known = first(ColumnRole.COMPONENT).map(Column::levels).orElse(List.of());
    List<String> names = new ArrayList<>(count);
    for (int c = 0; c < count; c++) {
      names.add(c < known.size() ? known.get(c) : Integer.toString(c + 1));
    }
    return names;
  }

  private String abbreviated() {
    List<String> names = columns.stream().map(Column::name).toList();
    return names.size() <= 12
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 12)) + ", … (" + names.size() + " in all)";
  }
}
