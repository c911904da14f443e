package org.latent4j.formats;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;

/**
 * Reads decimal numbers from bytes: an optional sign, digits with an optional decimal mark, an
 * optional exponent; nothing else. The result is the nearest double. A number of up to 15 digits
 * and a small power of ten is one exact division or product (Clinger 1990, How to read floating
 * point numbers accurately); the others go to the parser of the library.
 */
final class NumberScanner {

  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final int EXACT_POWER = 22;
  private static final long EXACT_MANTISSA = 1L << 53;
  private static final int LONG_DIGITS = 18;
  private static final int LARGEST_EXPONENT = 100_000;

  private final byte mark;
  private int end;
  private long mantissa;
  private int digits;
  private int power;
  private boolean marked;

  NumberScanner(byte mark) {
    this.mark = mark;
  }

  /**
   * Reads the number that begins at an index.
   *
   * @param b holds a byte after the number that cannot belong to it, such as a line end
   * @return its value, infinite beyond the range of a double; NaN if there is no number
   */
  double scan(byte[] b, int from) {
    int i = from;
    boolean negative = b[i] == '-';
    if (negative || b[i] == '+') {
      i++;
    }
    int start = i;
    long m = 0;
    int digit = b[i] - '0';
    while (digit >= 0 && digit <= 9) {
      m = m * 10 + digit;
      digit = b[++i] - '0';
    }
    digits = i - start;
    int fraction = 0;
    marked = b[i] == mark;
    if (marked) {
      int point = ++i;
      digit = b[i] - '0';
      while (digit >= 0 && digit <= 9) {
        m = m * 10 + digit;
        digit = b[++i] - '0';
      }
      fraction = i - point;
      digits += fraction;
    }
    if (digits == 0) {
      return Double.NaN;
    }
    mantissa = m;
    power = -fraction;
    if ((b[i] | 0x20) == 'e') {
      i = exponent(b, i + 1);
      if (i < 0) {
        return Double.NaN;
      }
    }
    end = i;
    double magnitude = magnitude();
    return magnitude >= 0 ? (negative ? -magnitude : magnitude) : exactly(b, from);
  }

  /** Where the number that was read ends. */
  int end() {
    return end;
  }

  /** Whether the number that was read has a decimal mark. */
  boolean isMarked() {
    return marked;
  }

  /**
   * How many decimals the number that was read needs.
   *
   * @param atLeast an answer below this is not wanted
   * @return decimals without trailing zeros, or {@code atLeast} if there are fewer
   */
  int decimals(int atLeast) {
    int decimals = -power;
    if (digits > LONG_DIGITS) {
      return Math.max(atLeast, decimals);
    }
    long m = mantissa;
    while (decimals > atLeast && m % 10 == 0) {
      m /= 10;
      decimals--;
    }
    return Math.max(atLeast, decimals);
  }

  /** The value by one rounding, or -1 if that would not be exact. */
  private double magnitude() {
    if (digits > LONG_DIGITS || mantissa > EXACT_MANTISSA) {
      return -1;
    }
    if (power == 0) {
      return mantissa;
    }
    if (power < 0) {
      return -power <= EXACT_POWER ? mantissa / POWERS[-power] : -1;
    }
    return power <= EXACT_POWER ? mantissa * POWERS[power] : -1;
  }

  /** Adds the exponent that begins at an index to the power; gives its end, or -1. */
  private int exponent(byte[] b, int from) {
    int i = from;
    boolean negative = b[i] == '-';
    if (negative || b[i] == '+') {
      i++;
    }
    int start = i;
    int value = 0;
    while (b[i] >= '0' && b[i] <= '9') {
      value = Math.min(LARGEST_EXPONENT, value * 10 + (b[i] - '0'));
      i++;
    }
    power += negative ? -value : value;
    return i == start ? -1 : i;
  }

  private double exactly(byte[] b, int from) {
    if (mark == '.') {
      return JavaDoubleParser.parseDouble(b, from, end - from);
    }
    byte[] pointed = java.util.Arrays.copyOfRange(b, from, end);
    for (int i = 0; i < pointed.length; i++) {
      if (pointed[i] == mark) {
        pointed[i] = '.';
      }
    }
    return JavaDoubleParser.parseDouble(pointed, 0, pointed.length);
  }
}
