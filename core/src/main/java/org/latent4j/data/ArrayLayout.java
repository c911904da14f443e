package org.latent4j.data;

import java.nio.ByteOrder;
import java.util.Locale;

/**
 * How a table of numbers lies in a file.
 *
 * @param rows n, at least 1
 * @param columns at least 1
 * @param element how one number is stored
 * @param byteOrder of a number's bytes
 * @param storage which numbers lie side by side
 */
public record ArrayLayout(
    long rows, int columns, ArrayElement element, ByteOrder byteOrder, Storage storage) {

  /** Which numbers lie side by side. */
  public enum Storage {
    /** Those of a row, as in C. */
    BY_ROWS,
    /** Those of a column, as in Fortran. */
    BY_COLUMNS
  }

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if rows or columns are below 1, or the size in bytes exceeds
   *     2⁶³ − 1
   */
  public ArrayLayout {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "rows and columns must be at least 1, got %d and %d", rows, columns));
    }
    if (rows > Long.MAX_VALUE / columns / element.bytes()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "an array must hold at most 2^63 - 1 bytes, got %d rows of %d columns of %d bytes",
              rows,
              columns,
              element.bytes()));
    }
  }

  /**
   * Size of the numbers.
   *
   * @return rows · columns · bytes of an element
   */
  public long byteCount() {
    return rows * columns * element.bytes();
  }
}
