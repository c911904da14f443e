package org.latent4j.task;

import java.util.List;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.linalg.Matrix;

/** Gives values the type of their column: its spacing, counts of at least 0, indices of levels. */
final class Typed {

  private Typed() {}

  /** Rows of values as their columns could have recorded them. */
  static Matrix rows(Matrix drawn, List<Column> columns) {
    double[] values = drawn.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = value(values[i], columns.get(i % columns.size()));
    }
    return Matrix.wrap(drawn.rows(), drawn.columns(), values);
  }

  /** The nearest value that a column could have recorded. */
  static double value(double value, Column column) {
    if (column.kind() == ColumnKind.BINARY) {
      return value < 0.5 ? 0 : 1;
    }
    double resolution = column.resolution();
    double near = resolution > 0 ? nearest(value, resolution) : value;
    return column.kind() == ColumnKind.COUNT ? Math.max(0, near) : near;
  }

  /** The nearest multiple; of a decimal place, the double that reads as it. */
  private static double nearest(double value, double resolution) {
    double perUnit = Math.rint(1 / resolution);
    return resolution < 1 && 1 / perUnit == resolution
        ? Math.rint(value * perUnit) / perUnit
        : Math.rint(value / resolution) * resolution;
  }
}
