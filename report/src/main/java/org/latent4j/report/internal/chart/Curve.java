package org.latent4j.report.internal.chart;

import org.latent4j.report.internal.page.Markup;

/** Draws lines through values. */
public final class Curve {

  private Curve() {}

  /**
   * Draws one line.
   *
   * @param page where to
   * @param plot the frame
   * @param style its class
   * @param xs values from left to right
   * @param ys as many
   */
  public static void draw(Markup page, Plot plot, String style, double[] xs, double[] ys) {
    PathData path = new PathData().polyline(plot.x().at(xs), plot.y().at(ys));
    page.empty("path", "class", style, "d", path);
  }

  /**
   * Draws the area between a line and the bottom of the frame.
   *
   * @param page where to
   * @param plot the frame
   * @param style its class
   * @param xs values from left to right, at least one
   * @param ys as many
   */
  public static void area(Markup page, Plot plot, String style, double[] xs, double[] ys) {
    PathData path = new PathData().polyline(plot.x().at(xs), plot.y().at(ys));
    path.line(plot.x().at(xs[xs.length - 1]), plot.y().from());
    path.line(plot.x().at(xs[0]), plot.y().from()).close();
    page.empty("path", "class", style, "d", path);
  }
}
