package org.latent4j.model;

import java.util.Arrays;
import java.util.Locale;
import org.latent4j.data.Column;

/**
 * How the values of one column are spread: how many lie in each of some intervals, or are each of
 * some words, and how many are missing. Kept with a model, it tells later whether a column has
 * moved. Intervals of numbers hold about 1/64 of the values each; a number that more values than
 * that share has an interval of its own, which also ends there when it is the least or the greatest
 * of all, so that no extreme value is kept unless it is a common one. Numbers that are never
 * negative have an empty interval below 0. Takes O(n log n) to make. Immutable, thread-safe.
 */
public final class Margin {

  private static final int INTERVALS = 64;

  private final double[] bounds;
  private final long[] counts;
  private final long missing;

  private Margin(double[] bounds, long[] counts, long missing) {
    this.bounds = bounds;
    this.counts = counts;
    this.missing = missing;
  }

  /**
   * Counts the values of a column.
   *
   * @param column what the values are: words where it has levels, else numbers
   * @param values in any order, NaN where missing
   * @return the margin; of words one interval for each, in the order of the levels
   */
  public static Margin of(Column column, double... values) {
    double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    double[] bounds =
        column.levels().isEmpty() ? boundsOfNumbers(sorted) : boundsOfWords(column.levels().size());
    long[] counts = new long[bounds.length + 1];
    for (double value : sorted) {
      counts[interval(bounds, value)]++;
    }
    return new Margin(bounds, counts, (long) values.length - sorted.length);
  }

  /**
   * A margin that was counted before.
   *
   * @param bounds greatest value of each interval but the last, increasing and finite
   * @param counts how many values are in each interval, one more than bounds, none below 0
   * @param missing how many are missing, at least 0
   * @return the margin
   * @throws IllegalArgumentException if the parts do not fit each other
   */
  public static Margin of(double[] bounds, long[] counts, long missing) {
    if (counts.length != bounds.length + 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a margin must have one count more than bounds (%d), got %d",
              bounds.length,
              counts.length));
    }
    for (int b = 0; b < bounds.length; b++) {
      if (!(Double.isFinite(bounds[b]) && (b == 0 || bounds[b] > bounds[b - 1]))) {
        throw new IllegalArgumentException(
            "bounds of a margin must be finite and increasing, got " + bounds[b]);
      }
    }
    if (missing < 0 || Arrays.stream(counts).anyMatch(c -> c < 0)) {
      throw new IllegalArgumentException("counts of a margin must be at least 0");
    }
    return new Margin(bounds.clone(), counts.clone(), missing);
  }

  private static double[] boundsOfWords(int levels) {
    double[] bounds = new double[levels - 1];
    Arrays.setAll(bounds, b -> b);
    return bounds;
  }

  private static double[] boundsOfNumbers(double[] sorted) {
    double enough = (double) sorted.length / INTERVALS;
    double[] bounds = new double[2 * sorted.length + 2];
    int count = sorted.length > 0 && sorted[0] >= 0 ? add(bounds, 0, Math.nextDown(0.0)) : 0;
    int begin = 0;
    boolean common = false;
    for (int i = 0, end; i < sorted.length; i = end) {
      end = i + 1;
      while (end < sorted.length && sorted[end] == sorted[i]) {
        end++;
      }
      common = end - i > 1 && end - i >= enough;
      if (common && (begin < i || i == 0)) {
        count = add(bounds, count, Math.nextDown(sorted[i]));
        begin = i;
      }
      if (end - begin >= enough) {
        count = add(bounds, count, sorted[i]);
        begin = end;
      }
    }
    boolean reachesEnd = begin == sorted.length && !common;
    return Arrays.copyOf(bounds, reachesEnd ? Math.max(0, count - 1) : count);
  }

  private static int add(double[] bounds, int count, double bound) {
    if (!Double.isFinite(bound) || (count > 0 && bound <= bounds[count - 1])) {
      return count;
    }
    bounds[count] = bound;
    return count + 1;
  }

  /**
   * How many intervals, or words, there are.
   *
   * @return at least 1
   */
  public int intervalCount() {
    return counts.length;
  }

  /**
   * The interval that holds a value.
   *
   * @param value not NaN; of words the index of the level
   * @return its number from 0; values above all bounds are in the last
   */
  public int interval(double value) {
    return interval(bounds, value);
  }

  private static int interval(double[] bounds, double value) {
    int low = 0;
    int high = bounds.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (bounds[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * The greatest value of each interval but the last.
   *
   * @return increasing, one less than there are intervals; a copy
   */
  public double[] bounds() {
    return bounds.clone();
  }

  /**
   * The least value that the column can have, as far as it is known: a least value that is common,
   * or 0 where none is negative.
   *
   * @return −∞ when it is not known
   */
  public double least() {
    return counts.length > 1 && counts[0] == 0
        ? Math.nextUp(bounds[0]) + 0.0 // not −0
        : Double.NEGATIVE_INFINITY;
  }

  /**
   * The greatest value that the column can have, as far as it is known: a greatest value that is
   * common.
   *
   * @return +∞ when it is not known
   */
  public double greatest() {
    int last = bounds.length - 1;
    return last >= 0 && counts[last + 1] == 0 && counts[last] > 0
        ? bounds[last]
        : Double.POSITIVE_INFINITY;
  }

  /**
   * How many values are in each interval.
   *
   * @return a copy
   */
  public long[] counts() {
    return counts.clone();
  }

  /**
   * How many values are missing.
   *
   * @return at least 0
   */
  public long missing() {
    return missing;
  }

  /**
   * How many rows were counted.
   *
   * @return values that are there and values that are missing
   */
  public long total() {
    return Arrays.stream(counts).sum() + missing;
  }
}
