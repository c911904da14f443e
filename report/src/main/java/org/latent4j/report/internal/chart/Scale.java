package org.latent4j.report.internal.chart;

/**
 * A linear map from values to places in a drawing.
 *
 * @param low a value
 * @param high another, not the same
 * @param from where {@code low} is drawn
 * @param to where {@code high} is drawn
 */
public record Scale(double low, double high, double from, double to) {

  /**
   * Where a value is drawn.
   *
   * @param value any value; beyond the ends it is drawn beyond them
   * @return its coordinate
   */
  public double at(double value) {
    return from + (to - from) * ((value - low) / (high - low));
  }

  /**
   * Where values are drawn.
   *
   * @param values any values
   * @return their coordinates
   */
  public double[] at(double[] values) {
    double[] places = new double[values.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = at(values[i]);
    }
    return places;
  }
}
