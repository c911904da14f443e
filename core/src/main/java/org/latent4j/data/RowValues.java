package org.latent4j.data;

import java.util.Locale;

/** Checks of values that come one per row. */
final class RowValues {

  private RowValues() {}

  static void requireLength(String what, double[] values, long rows) {
    if (values.length != rows) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s must have one value per row (%d), got %d",
              what,
              rows,
              values.length));
    }
  }

  static void requireComponents(int[] values, long rows) {
    if (values.length != rows) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "components must have one value per row (%d), got %d",
              rows,
              values.length));
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i] < -1) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "components must be numbered from 0, or -1 where unknown, got %d in row %d",
                values[i],
                i + 1));
      }
    }
  }

  static void requireWeights(double[] values) {
    double total = 0;
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] >= 0 && values[i] < Double.POSITIVE_INFINITY)) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "weights must be finite and at least 0, got %s in row %d",
                values[i],
                i + 1));
      }
      total += values[i];
    }
    if (!(total > 0)) {
      throw new DataException("weights must not all be 0");
    }
  }
}
