package org.latent4j.report.internal.chart;

/**
 * One direction of a chart.
 *
 * @param low value at its beginning
 * @param high value at its end, above {@code low}
 * @param label what is drawn along it, empty for nothing
 * @param ticks the values that are written
 */
public record Axis(double low, double high, String label, Ticks ticks) {

  private static final int TICKS = 5;

  /**
   * An axis over a range of values, with a little room at both ends.
   *
   * @param low least value
   * @param high greatest value; the same as {@code low} is allowed
   * @param label what is drawn
   * @return the axis
   */
  public static Axis around(double low, double high, String label) {
    double width = high - low;
    double room = width > 0 ? 0.04 * width : Math.max(0.5, 0.05 * Math.abs(low));
    return exactly(low - room, high + room, label);
  }

  /**
   * An axis that begins and ends where it is told to.
   *
   * @param low value at its beginning
   * @param high value at its end, above {@code low}
   * @param label what is drawn
   * @return the axis
   */
  public static Axis exactly(double low, double high, String label) {
    return new Axis(low, high, label, Ticks.of(low, high, TICKS));
  }

  /**
   * An axis without ticks.
   *
   * @param low value at its beginning
   * @param high value at its end, above {@code low}
   * @param label what is drawn
   * @return the axis
   */
  public static Axis bare(double low, double high, String label) {
    return new Axis(low, high, label, new Ticks(0, 0, 1));
  }

  /**
   * The same axis with other ticks.
   *
   * @param newTicks the values that are written
   * @return a copy
   */
  public Axis withTicks(Ticks newTicks) {
    return new Axis(low, high, label, newTicks);
  }
}
