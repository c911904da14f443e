package org.latent4j.task;

import java.util.Arrays;
import java.util.List;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FittedModel;
import org.latent4j.model.Margin;
import org.latent4j.model.Sampler;

/**
 * Gives values the type of their column: its spacing, counts of at least 0, indices of levels, and
 * its range as far as the model keeps one. Drawn rows that leave the range are drawn again, so that
 * rows are draws from the model under the condition that they keep it; a value that still leaves it
 * is put at its end.
 */
final class Typed {

  private static final int MOST_ROUNDS = 20;

  private final List<Column> columns;
  private final double[] least;
  private final double[] greatest;

  /** The types of a model's columns. */
  Typed(FittedModel model) {
    columns = model.schema().features();
    least = new double[columns.size()];
    greatest = new double[columns.size()];
    Arrays.setAll(
        least, j -> columns.get(j).kind() == ColumnKind.COUNT ? 0 : Double.NEGATIVE_INFINITY);
    Arrays.fill(greatest, Double.POSITIVE_INFINITY);
    List<Margin> margins = model.reference().margins();
    for (int j = 0; j < margins.size(); j++) {
      if (columns.get(j).levels().isEmpty()) {
        least[j] = Math.max(least[j], margins.get(j).least());
        greatest[j] = margins.get(j).greatest();
      }
    }
  }

  /** Draws rows as their columns could have recorded them. */
  Matrix sample(Sampler sampler, int count, SeededRandom random) {
    int d = columns.size();
    double[] values = rounded(sampler.sample(count, random));
    int[] outside = outside(values, d);
    for (int round = 0; round < MOST_ROUNDS && outside.length > 0; round++) {
      double[] again = rounded(sampler.sample(outside.length, random));
      for (int i = 0; i < outside.length; i++) {
        System.arraycopy(again, i * d, values, outside[i] * d, d);
      }
      outside = outside(values, d);
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = within(values[i], i % d);
    }
    return Matrix.wrap(count, d, values);
  }

  private double[] rounded(Matrix drawn) {
    double[] values = drawn.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = rounded(values[i], columns.get(i % columns.size()));
    }
    return values;
  }

  private int[] outside(double[] values, int d) {
    int[] rows = new int[values.length / d];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      boolean keeps = true;
      for (int j = 0; j < d; j++) {
        double value = values[i * d + j];
        keeps &= value >= least[j] && value <= greatest[j];
      }
      if (!keeps) {
        rows[count++] = i;
      }
    }
    return Arrays.copyOf(rows, count);
  }

  /** The nearest value that a column could have recorded. */
  double value(double value, int column) {
    return within(rounded(value, columns.get(column)), column);
  }

  private double within(double value, int column) {
    return Math.max(least[column], Math.min(greatest[column], value));
  }

  private static double rounded(double value, Column column) {
    if (column.kind() == ColumnKind.BINARY) {
      return value < 0.5 ? 0 : 1;
    }
    double resolution = column.resolution();
    return resolution > 0 ? nearest(value, resolution) + 0.0 : value; // never −0
  }

  /** The nearest multiple; of a decimal place, the double that reads as it. */
  private static double nearest(double value, double resolution) {
    double perUnit = Math.rint(1 / resolution);
    return resolution < 1 && 1 / perUnit == resolution
        ? Math.rint(value * perUnit) / perUnit
        : Math.rint(value / resolution) * resolution;
  }
}
