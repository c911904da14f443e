package org.latent4j.linalg;

/**
 * The natural logarithm of a chunk of numbers.
 *
 * <p>x = 2^k·(1 + f) with 1 + f between √½ and √2, and log x = k·ln 2 + log(1 + f). With s = f / (2
 * + f), log(1 + f) = 2·artanh s = 2s + s·R, where R = 2s²/3 + 2s⁴/5 + … is summed until less than
 * 1e-17 is left out (|s| ≤ 0.172). Since 2s = f - s·f and s·f = f²/2 - s·f²/2, the sum is written
 * as f - (f²/2 - s·(f²/2 + R)), in which the large term f is exact.
 */
final class Logarithm {
  private static final double LN2_HIGH = 0x1.62e42feep-1;
  private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

  private static final long MANTISSA = (1L << 52) - 1;

  /** The mantissa bits of √2: above them, half of the number and one exponent more are taken. */
  private static final long ROOT_TWO = 0x6A09E667F3BCDL;

  private final double[] fractions;
  private final double[] exponents;
  private final double[] results;

  Logarithm(int capacity) {
    fractions = new double[capacity];
    exponents = new double[capacity];
    results = new double[capacity];
  }

  /** Writes the logarithms of a range; the target may be the same range. */
  void run(int count, double[] x, int from, double[] target, int to) {
    split(x, from, count, fractions, exponents);
    series(fractions, exponents, count, results);
    System.arraycopy(results, 0, target, to, count);
  }

  private static void split(
      double[] x, int from, int count, double[] fractions, double[] exponents) {
    for (int i = 0; i < count; i++) {
      double value = x[from + i];
      boolean subnormal = value > 0 && value < Double.MIN_NORMAL;
      if (subnormal) {
        value *= 0x1p54;
      }
      if (value > 0 && value < Double.POSITIVE_INFINITY) {
        long bits = Double.doubleToRawLongBits(value);
        long k = (bits >>> 52) - 1023 + ((bits & MANTISSA) > ROOT_TWO ? 1 : 0);
        fractions[i] = Double.longBitsToDouble(bits - (k << 52)) - 1;
        exponents[i] = subnormal ? k - 54 : k;
      } else {
        fractions[i] = 0;
        exponents[i] = value == 0 ? Double.NEGATIVE_INFINITY : value > 0 ? value : Double.NaN;
      }
    }
  }

  /** Vectorised: nothing but arithmetic on arrays with one index. */
  private static void series(double[] fractions, double[] exponents, int count, double[] results) {
    for (int i = 0; i < count; i++) {
      double f = fractions[i];
      double k = exponents[i];
      double s = f / (2 + f);
      double z = s * s;
      double r = 2.0 / 21 + 2.0 / 23 * z;
      r = 2.0 / 19 + r * z;
      r = 2.0 / 17 + r * z;
      r = 2.0 / 15 + r * z;
      r = 2.0 / 13 + r * z;
      r = 2.0 / 11 + r * z;
      r = 2.0 / 9 + r * z;
      r = 2.0 / 7 + r * z;
      r = 2.0 / 5 + r * z;
      r = z * (2.0 / 3 + r * z);
      double half = 0.5 * f * f;
      results[i] = k * LN2_HIGH - ((half - (s * (half + r) + k * LN2_LOW)) - f);
    }
  }
}
