package org.latent4j.report.internal.chart;

import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.page.Numbers;

/** Draws values as dots on stems, for a few of them in an order. */
public final class Dots {

  private Dots() {}

  /**
   * Draws each value.
   *
   * @param page where to
   * @param plot the frame
   * @param xs values from left to right
   * @param ys as many
   */
  public static void draw(Markup page, Plot plot, double[] xs, double[] ys) {
    PathData stems = new PathData();
    for (int i = 0; i < xs.length; i++) {
      double at = plot.x().at(xs[i]);
      stems.move(at, plot.y().from()).line(at, plot.y().at(ys[i]));
    }
    if (!stems.isEmpty()) {
      page.empty("path", "class", "stems", "d", stems);
    }
    for (int i = 0; i < xs.length; i++) {
      page.empty(
          "circle",
          "class",
          "dot fitted",
          "cx",
          Numbers.coordinate(plot.x().at(xs[i])),
          "cy",
          Numbers.coordinate(plot.y().at(ys[i])),
          "r",
          4);
    }
  }
}
