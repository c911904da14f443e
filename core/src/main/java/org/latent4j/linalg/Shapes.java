package org.latent4j.linalg;

import java.util.Locale;

/** Checks of shapes and entries, each with its sentence. */
final class Shapes {
  private Shapes() {}

  /** rows·columns, after a check that an array can hold it. */
  static int size(int rows, int columns) {
    if (rows < 0 || columns < 0) {
      throw illegal("rows and columns must be at least 0, got %d x %d", rows, columns);
    }
    long size = Math.multiplyFull(rows, columns);
    if (size > Integer.MAX_VALUE) {
      throw illegal(
          "rows x columns must be at most 2147483647 (2^31 - 1), got %d x %d = %d; work in blocks"
              + " of rows",
          rows, columns, size);
    }
    return (int) size;
  }

  /** The rows and columns of a square matrix. */
  static int requireSquare(String name, Matrix matrix) {
    if (matrix.rows() != matrix.columns()) {
      throw illegal("%s must be square, got %d x %d", name, matrix.rows(), matrix.columns());
    }
    return matrix.rows();
  }

  static void requireSize(String name, int actual, int expected, String origin) {
    if (actual != expected) {
      throw illegal("%s must be %d (%s), got %d", name, expected, origin, actual);
    }
  }

  static void requireFinite(String name, Matrix matrix) {
    for (int i = 0; i < matrix.rows(); i++) {
      requireFiniteRow(name, matrix, i, matrix.columns());
    }
  }

  static void requireFiniteLower(String name, Matrix square) {
    for (int i = 0; i < square.rows(); i++) {
      requireFiniteRow(name, square, i, i + 1);
    }
  }

  static IllegalArgumentException illegal(String format, Object... arguments) {
    return new IllegalArgumentException(String.format(Locale.ROOT, format, arguments));
  }

  private static void requireFiniteRow(String name, Matrix matrix, int i, int columns) {
    int start = i * matrix.columns();
    for (int j = 0; j < columns; j++) {
      double value = matrix.values()[start + j];
      if (!(Math.abs(value) < Double.POSITIVE_INFINITY)) {
        throw illegal("%s[%d][%d] must be finite, got %s", name, i, j, value);
      }
    }
  }
}
