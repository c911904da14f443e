package org.latent4j.formats;

import java.nio.DoubleBuffer;
import java.util.Arrays;
import org.latent4j.data.Dataset;

/**
 * What one pass over the cells tells of each column: how many numbers there are, their sums, their
 * range, whether they are whole, and whether they count the rows. NaN is no number.
 */
final class Profile {

  private static final int BLOCK_VALUES = 1 << 15;

  private final long[] numbers;
  private final double[] sums;
  private final double[] squares;
  private final double[] minima;
  private final double[] maxima;
  private final boolean[] fractional;
  private final boolean[] uncounted;
  private final double[] first;
  private final double[] last;
  private long rows;

  Profile(int columns) {
    numbers = new long[columns];
    sums = new double[columns];
    squares = new double[columns];
    minima = new double[columns];
    maxima = new double[columns];
    fractional = new boolean[columns];
    uncounted = new boolean[columns];
    first = new double[columns];
    last = new double[columns];
    Arrays.fill(minima, Double.POSITIVE_INFINITY);
    Arrays.fill(maxima, Double.NEGATIVE_INFINITY);
  }

  static Profile of(Dataset data) {
    int d = data.featureCount();
    Profile profile = new Profile(d);
    int blockRows = Math.max(1, BLOCK_VALUES / d);
    double[] block = new double[(int) Math.min(blockRows, data.rowCount()) * d];
    for (long row = 0; row < data.rowCount(); row += blockRows) {
      int count = (int) Math.min(blockRows, data.rowCount() - row);
      data.read(row, count, DoubleBuffer.wrap(block));
      profile.add(block, count);
    }
    return profile;
  }

  /** Adds rows, which lie one after the other. */
  void add(double[] values, int count) {
    int columns = numbers.length;
    if (rows == 0 && count > 0) {
      for (int j = 0; j < columns; j++) {
        first[j] = values[j];
        last[j] = values[j] - 1;
      }
    }
    for (int i = 0, at = 0; i < count; i++) {
      for (int j = 0; j < columns; j++, at++) {
        add(j, values[at]);
      }
    }
    rows += count;
  }

  private void add(int j, double value) {
    if (value != last[j] + 1) {
      uncounted[j] = true;
    }
    last[j] = value;
    if (Double.isNaN(value)) {
      return;
    }
    numbers[j]++;
    sums[j] += value;
    squares[j] += value * value;
    if (value < minima[j]) {
      minima[j] = value;
    }
    if (value > maxima[j]) {
      maxima[j] = value;
    }
    if (value != Math.rint(value)) {
      fractional[j] = true;
    }
  }

  /** Adds the rows that follow. */
  void merge(Profile next) {
    if (next.rows == 0) {
      return;
    }
    for (int j = 0; j < numbers.length; j++) {
      uncounted[j] |= next.uncounted[j] || (rows > 0 && next.first[j] != last[j] + 1);
      first[j] = rows > 0 ? first[j] : next.first[j];
      last[j] = next.last[j];
      numbers[j] += next.numbers[j];
      sums[j] += next.sums[j];
      squares[j] += next.squares[j];
      minima[j] = Math.min(minima[j], next.minima[j]);
      maxima[j] = Math.max(maxima[j], next.maxima[j]);
      fractional[j] |= next.fractional[j];
    }
    rows += next.rows;
  }

  /** The columns of this profile, and after them those of another one of the same rows. */
  Profile beside(Profile other) {
    Profile joined = new Profile(numbers.length + other.numbers.length);
    copyTo(joined, 0);
    other.copyTo(joined, numbers.length);
    joined.rows = rows;
    return joined;
  }

  private void copyTo(Profile target, int at) {
    int columns = numbers.length;
    System.arraycopy(numbers, 0, target.numbers, at, columns);
    System.arraycopy(sums, 0, target.sums, at, columns);
    System.arraycopy(squares, 0, target.squares, at, columns);
    System.arraycopy(minima, 0, target.minima, at, columns);
    System.arraycopy(maxima, 0, target.maxima, at, columns);
    System.arraycopy(fractional, 0, target.fractional, at, columns);
    System.arraycopy(uncounted, 0, target.uncounted, at, columns);
    System.arraycopy(first, 0, target.first, at, columns);
    System.arraycopy(last, 0, target.last, at, columns);
  }

  long rows() {
    return rows;
  }

  /** How many cells of a column are numbers. */
  long numbers(int column) {
    return numbers[column];
  }

  /** The sum of the numbers of a column. */
  double sum(int column) {
    return sums[column];
  }

  /** The sum of the squares of the numbers of a column. */
  double sumOfSquares(int column) {
    return squares[column];
  }

  double minimum(int column) {
    return minima[column];
  }

  double maximum(int column) {
    return maxima[column];
  }

  /** Whether all numbers of a column are the same; there is at least one. */
  boolean isConstant(int column) {
    return minima[column] == maxima[column];
  }

  /** Whether all numbers of a column are whole. */
  boolean isWhole(int column) {
    return !fractional[column];
  }

  /** Whether a column counts the rows, from 0 or 1. */
  boolean countsRows(int column) {
    return !uncounted[column] && (first[column] == 0 || first[column] == 1);
  }
}
