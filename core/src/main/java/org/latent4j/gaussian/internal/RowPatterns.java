package org.latent4j.gaussian.internal;

import java.util.Arrays;

/**
 * The rows of a block grouped by which of their values are missing, so that what depends on the
 * pattern alone is done once for each. Patterns come in the order of their first rows, and so do
 * the rows of one pattern: the same for the same block. Complete rows have a pattern too, without
 * missing columns. Belongs to one thread.
 */
public final class RowPatterns {

  private static final int BITS = Long.SIZE;

  private final int d;
  private final int words;
  private final long[] masks;
  private final int[] table;
  private final int[] patternOf;
  private final int[] starts;
  private final int[] order;
  private final int[] columns;
  private final int[] missing;
  private final int[] gapStarts;
  private int count;

  /**
   * Makes room.
   *
   * @param capacity the most rows of one block
   * @param features d
   */
  public RowPatterns(int capacity, int features) {
    d = features;
    words = (features + BITS - 1) / BITS;
    masks = new long[Math.multiplyExact(capacity, words)];
    table = new int[Integer.highestOneBit(Math.max(1, capacity)) * 4];
    patternOf = new int[capacity];
    starts = new int[capacity + 1];
    order = new int[capacity];
    columns = new int[Math.multiplyExact(capacity, features)];
    missing = new int[capacity];
    gapStarts = new int[capacity + 1];
  }

  /**
   * Whether a value is missing.
   *
   * @param rows row-major
   * @param length how many values to look at
   * @return whether one of them is NaN
   */
  public static boolean hasGap(double[] rows, int length) {
    int nans = 0;
    for (int i = 0; i < length; i++) {
      nans += Double.isNaN(rows[i]) ? 1 : 0;
    }
    return nans > 0;
  }

  /**
   * Groups the rows of a block.
   *
   * @param rows row-major, NaN where missing
   * @param rowCount at most the capacity
   */
  public void read(double[] rows, int rowCount) {
    Arrays.fill(table, -1);
    Arrays.fill(starts, 0);
    count = 0;
    for (int i = 0; i < rowCount; i++) {
      writeMask(rows, i * d, count * words);
      int pattern = find();
      patternOf[i] = pattern;
      starts[pattern + 1]++;
    }
    for (int p = 0; p < count; p++) {
      starts[p + 1] += starts[p];
    }
    int[] next = Arrays.copyOf(starts, count);
    for (int i = 0; i < rowCount; i++) {
      order[next[patternOf[i]]++] = i;
    }
    for (int p = 0; p < count; p++) {
      writeColumns(p);
      gapStarts[p + 1] = gapStarts[p] + missing[p] * rowCount(p);
    }
  }

  /** Writes the mask of a row where that of the next new pattern will lie. */
  private void writeMask(double[] rows, int from, int at) {
    Arrays.fill(masks, at, at + words, 0);
    for (int j = 0; j < d; j++) {
      if (Double.isNaN(rows[from + j])) {
        masks[at + j / BITS] |= 1L << (j % BITS);
      }
    }
  }

  /** The pattern of the mask after the last pattern, which becomes a pattern if it is new. */
  private int find() {
    int last = count * words;
    long hash = 0;
    for (int w = 0; w < words; w++) {
      hash = (hash ^ masks[last + w]) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    int slot = (int) hash & (table.length - 1);
    while (table[slot] >= 0) {
      int known = table[slot] * words;
      if (Arrays.equals(masks, known, known + words, masks, last, last + words)) {
        return table[slot];
      }
      slot = (slot + 1) & (table.length - 1);
    }
    table[slot] = count;
    return count++;
  }

  private void writeColumns(int p) {
    int at = p * d;
    for (int j = 0; j < d; j++) {
      if (isMissing(p, j)) {
        columns[at++] = j;
      }
    }
    missing[p] = at - p * d;
    for (int j = 0; j < d; j++) {
      if (!isMissing(p, j)) {
        columns[at++] = j;
      }
    }
  }

  private boolean isMissing(int p, int j) {
    return (masks[p * words + j / BITS] >>> (j % BITS) & 1) != 0;
  }

  /**
   * Number of features.
   *
   * @return d
   */
  public int features() {
    return d;
  }

  /**
   * Number of patterns.
   *
   * @return at least 1 when there are rows
   */
  public int patternCount() {
    return count;
  }

  /**
   * Number of rows of a pattern.
   *
   * @param pattern from 0
   * @return at least 1
   */
  public int rowCount(int pattern) {
    return starts[pattern + 1] - starts[pattern];
  }

  /**
   * A row of a pattern.
   *
   * @param pattern from 0
   * @param place from 0
   * @return index of the row in the block
   */
  public int row(int pattern, int place) {
    return order[starts[pattern] + place];
  }

  /**
   * Number of missing columns of a pattern.
   *
   * @param pattern from 0
   * @return m, from 0 to d
   */
  public int missingCount(int pattern) {
    return missing[pattern];
  }

  /**
   * A column of a pattern: first come the missing ones, then the observed ones, both increasing.
   *
   * @param pattern from 0
   * @param place from 0; below {@link #missingCount} for a missing one
   * @return index of the column
   */
  public int column(int pattern, int place) {
    return columns[pattern * d + place];
  }

  /**
   * Number of missing values in the rows of all patterns before one, which is where its own lie in
   * an array of the missing values of the block: row after row, column after column.
   *
   * @param pattern from 0; the number of patterns gives the number of all missing values
   * @return a count
   */
  public int gapStart(int pattern) {
    return gapStarts[pattern];
  }
}
