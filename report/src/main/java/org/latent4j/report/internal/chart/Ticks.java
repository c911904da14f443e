package org.latent4j.report.internal.chart;

import org.latent4j.report.internal.page.Numbers;

/**
 * Round values along an axis: multiples of 1, 2 or 5 times a power of ten.
 *
 * @param first index of the first tick, in steps from zero
 * @param count how many there are
 * @param step distance between neighbours, above 0
 */
public record Ticks(long first, int count, double step) {

  private static final double[] STEPS = {1, 2, 5, 10};

  /**
   * The round values in a range.
   *
   * @param low finite
   * @param high finite, above {@code low}
   * @param wanted about how many, at least 1; there are at most twice as many and one more
   * @return the ticks
   */
  public static Ticks of(double low, double high, int wanted) {
    double step = step((high - low) / wanted);
    double slack = 1e-9 * (high - low) / step;
    long first = (long) Math.ceil(low / step - slack);
    long last = (long) Math.floor(high / step + slack);
    return new Ticks(first, (int) Math.max(0, last - first + 1), step);
  }

  /**
   * Whole numbers in a range.
   *
   * @param low finite
   * @param high finite, above {@code low}
   * @param wanted about how many
   * @return ticks at whole numbers alone
   */
  public static Ticks whole(double low, double high, int wanted) {
    Ticks ticks = of(low, high, wanted);
    return ticks.step >= 1
        ? ticks
        : new Ticks((long) Math.ceil(low), (int) (Math.floor(high) - Math.ceil(low)) + 1, 1);
  }

  private static double step(double rough) {
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    for (double multiple : STEPS) {
      if (multiple * power >= rough * (1 - 1e-9)) {
        return multiple * power;
      }
    }
    return 10 * power;
  }

  /**
   * Value of a tick.
   *
   * @param index from 0
   * @return a multiple of the step
   */
  public double value(int index) {
    return (first + index) * step;
  }

  /**
   * Text of a tick, with as many decimals as all of its neighbours.
   *
   * @param index from 0
   * @return such as {@code 0.25}
   */
  public String label(int index) {
    double value = value(index);
    boolean plain = decimals() <= 6 && Math.abs(value) < 1e7 && step < 1e6;
    return plain ? Numbers.fixed(value, decimals()) : Numbers.like(value, step);
  }

  private int decimals() {
    return (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  }
}
