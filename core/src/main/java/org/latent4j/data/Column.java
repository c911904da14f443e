package org.latent4j.data;

import java.util.List;
import java.util.Locale;

/**
 * One column of a table.
 *
 * @param name not empty, unique in its schema
 * @param kind what the values are
 * @param role what the column is used for
 * @param levels the words behind the indices of a categorical or binary column, else empty
 * @param resolution spacing to which the values were recorded (1 for whole numbers, 0.1 for one
 *     decimal), in the units of the column; 0 when unknown. A density finer than this describes the
 *     rounding and not the world, so it bounds variances from below.
 */
public record Column(
    String name, ColumnKind kind, ColumnRole role, List<String> levels, double resolution) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the name is blank, or the resolution negative or not finite
   */
  public Column {
    if (name.isBlank()) {
      throw new IllegalArgumentException("column name must not be blank");
    }
    if (!(resolution >= 0 && resolution < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "resolution of column '%s' must be finite and at least 0, got %s",
              name,
              resolution));
    }
    levels = List.copyOf(levels);
  }

  /**
   * A numeric feature of unknown resolution.
   *
   * @param name not empty
   * @return the column
   */
  public static Column numeric(String name) {
    return new Column(name, ColumnKind.NUMERIC, ColumnRole.FEATURE, List.of(), 0);
  }

  /**
   * The same column in another role.
   *
   * @param newRole its role
   * @return the column
   */
  public Column withRole(ColumnRole newRole) {
    return new Column(name, kind, newRole, levels, resolution);
  }

  /**
   * Whether the column is modelled.
   *
   * @return whether its role is {@link ColumnRole#FEATURE}
   */
  public boolean isFeature() {
    return role == ColumnRole.FEATURE;
  }
}
