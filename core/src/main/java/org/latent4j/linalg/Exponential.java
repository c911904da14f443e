package org.latent4j.linalg;

/**
 * The exponential of a chunk of numbers.
 *
 * <p>x = k·ln 2 + r with k the nearest integer, so |r| ≤ ln 2 / 2, and exp(x) = 2^k·exp(r). The
 * Taylor series of exp(r) to degree 13, summed in Estrin's order, leaves out less than 1e-17 of the
 * value. ln 2 is split into a high part of 32 bits, whose product with k is exact, and the rest.
 * Adding and subtracting 1.5·2^52 rounds to the nearest integer and leaves that integer in the low
 * bits of the sum.
 */
final class Exponential {
  private static final double LOG2_E = 1.4426950408889634;
  private static final double LN2_HIGH = 0x1.62e42feep-1;
  private static final double LN2_LOW = 0x1.a39ef35793c76p-33;
  private static final double ROUNDER = 0x1.8p52;

  /** Up to this size 2^k is a normal number and the result neither under- nor overflows. */
  private static final double FAST_WITHIN = 708;

  /** Every result below is 0: half of the smallest positive double is exp(-745.13…). */
  private static final double ZERO_BELOW = -746;

  private static final int SUBNORMAL_SHIFT = 128;
  private static final double SUBNORMAL_SCALE = 0x1p-128;

  private static final double C2 = 1.0 / 2;
  private static final double C3 = 1.0 / 6;
  private static final double C4 = 1.0 / 24;
  private static final double C5 = 1.0 / 120;
  private static final double C6 = 1.0 / 720;
  private static final double C7 = 1.0 / 5_040;
  private static final double C8 = 1.0 / 40_320;
  private static final double C9 = 1.0 / 362_880;
  private static final double C10 = 1.0 / 3_628_800;
  private static final double C11 = 1.0 / 39_916_800;
  private static final double C12 = 1.0 / 479_001_600;
  private static final double C13 = 1.0 / 6_227_020_800L;

  /** The numbers to work on, filled by the caller. */
  final double[] arguments;

  private final double[] series;
  private final double[] exponents;

  Exponential(int capacity) {
    arguments = new double[capacity];
    series = new double[capacity];
    exponents = new double[capacity];
  }

  /** Writes the exponentials of the first {@code count} arguments; the target may be arguments. */
  void run(int count, double[] target, int offset) {
    reduce(arguments, series, exponents, count);
    scale(arguments, series, exponents, count, target, offset);
  }

  /** Vectorised: nothing but arithmetic on arrays with one index. */
  private static void reduce(double[] x, double[] series, double[] exponents, int count) {
    for (int i = 0; i < count; i++) {
      double shifted = x[i] * LOG2_E + ROUNDER;
      double k = shifted - ROUNDER;
      double r = (x[i] - k * LN2_HIGH) - k * LN2_LOW;
      double r2 = r * r;
      double r4 = r2 * r2;
      double low = (C2 + C3 * r) + r2 * (C4 + C5 * r);
      double middle = (C6 + C7 * r) + r2 * (C8 + C9 * r);
      double high = (C10 + C11 * r) + r2 * (C12 + C13 * r);
      series[i] = 1 + (r + r2 * (low + r4 * (middle + r4 * high)));
      exponents[i] = shifted;
    }
  }

  private static void scale(
      double[] x, double[] series, double[] exponents, int count, double[] target, int offset) {
    for (int i = 0; i < count; i++) {
      if (Math.abs(x[i]) <= FAST_WITHIN) {
        long k = Double.doubleToRawLongBits(exponents[i]);
        target[offset + i] = series[i] * Double.longBitsToDouble((k + 1023) << 52);
      } else if (x[i] < ZERO_BELOW) {
        target[offset + i] = 0;
      } else if (x[i] < 0) { // 2^k is subnormal: in two steps, of which the second alone rounds
        long k = Double.doubleToRawLongBits(exponents[i]) + SUBNORMAL_SHIFT;
        double scaled = series[i] * Double.longBitsToDouble((k + 1023) << 52);
        target[offset + i] = scaled * SUBNORMAL_SCALE;
      } else {
        target[offset + i] = StrictMath.exp(x[i]);
      }
    }
  }
}
