package org.latent4j.report.internal.chart;

import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.page.Numbers;

/** Draws the counts of values that fall between edges. */
public final class Bars {

  private static final double GAP = 0.6;

  private Bars() {}

  /**
   * Draws a bar for each bin.
   *
   * @param page where to
   * @param x places from left to right
   * @param y places from bottom to top; bars stand on its low end
   * @param edges one more than heights, increasing
   * @param heights of the bars
   */
  public static void draw(Markup page, Scale x, Scale y, double[] edges, double[] heights) {
    PathData path = new PathData();
    for (int i = 0; i < heights.length; i++) {
      double left = x.at(edges[i]);
      double right = x.at(edges[i + 1]);
      double gap = right - left > 4 ? GAP : 0;
      if (heights[i] > 0) {
        double top = Math.min(y.at(heights[i]), y.from() - 0.8);
        path.move(left + gap, y.from()).line(left + gap, top).line(right - gap, top);
        path.line(right - gap, y.from()).close();
      }
    }
    if (!path.isEmpty()) {
      page.empty("path", "class", "bars", "d", path);
    }
  }

  /**
   * Draws the outline of bars, to be laid over others.
   *
   * @param page where to
   * @param x places from left to right
   * @param y places from bottom to top
   * @param edges one more than heights, increasing
   * @param heights of the bars
   */
  public static void outline(Markup page, Scale x, Scale y, double[] edges, double[] heights) {
    PathData path = new PathData().move(x.at(edges[0]), y.from());
    for (int i = 0; i < heights.length; i++) {
      path.line(x.at(edges[i]), y.at(heights[i])).line(x.at(edges[i + 1]), y.at(heights[i]));
    }
    path.line(x.at(edges[heights.length]), y.from());
    page.empty("path", "class", "steps", "d", path);
  }

  /**
   * Draws a small histogram for a cell of a table.
   *
   * @param page where to
   * @param edges one more than heights, increasing
   * @param heights of the bars
   */
  public static void small(Markup page, double[] edges, double[] heights) {
    int width = 120;
    int height = 26;
    double most = 0;
    for (double value : heights) {
      most = Math.max(most, value);
    }
    Drawing.openDecoration(page, width, height, "small");
    if (most > 0) {
      Scale x = new Scale(edges[0], edges[heights.length], 0, width);
      draw(page, x, new Scale(0, most, height - 1, 1), edges, heights);
    }
    page.empty(
        "path", "class", "base", "d", new PathData().move(0, height - 0.5).line(width, 25.5));
    page.close();
  }

  /**
   * Draws shares as a strip of cells, the darker the greater.
   *
   * @param page where to
   * @param shares each in [0, 1]
   */
  public static void strip(Markup page, double[] shares) {
    Drawing.openDecoration(page, 120, 10, "small strip");
    page.empty("rect", "class", "track", "width", 120, "height", 10);
    double width = 120.0 / shares.length;
    for (int i = 0; i < shares.length; i++) {
      if (shares[i] > 0) {
        page.empty(
            "rect",
            "x",
            Numbers.coordinate(i * width),
            "width",
            Numbers.coordinate(width),
            "height",
            10,
            "opacity",
            Numbers.coordinate(0.25 + 0.75 * shares[i]));
      }
    }
    page.close();
  }
}
