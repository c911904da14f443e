package org.latent4j.report.internal.chart;

import java.util.List;
import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.page.Numbers;

/** Rows of one group, as points. */
public final class Points {

  private final int group;
  private final double[] xs;
  private final double[] ys;

  /**
   * Rows to be drawn.
   *
   * @param group decides colour and mark; −1 for rows of no group
   * @param xs values from left to right
   * @param ys as many values from bottom to top
   */
  public Points(int group, double[] xs, double[] ys) {
    this.group = group;
    this.xs = xs.clone();
    this.ys = ys.clone();
  }

  /**
   * Draws groups of points.
   *
   * @param page where to
   * @param plot the frame
   * @param groups in the order they are drawn
   */
  public static void draw(Markup page, Plot plot, List<Points> groups) {
    for (Points points : groups) {
      if (points.xs.length > 0) {
        points.draw(page, plot);
      }
    }
  }

  private void draw(Markup page, Plot plot) {
    Palette.Mark mark = Palette.mark(Math.max(0, group));
    PathData path = new PathData();
    for (int i = 0; i < xs.length; i++) {
      mark.draw(path, plot.x().at(xs[i]), plot.y().at(ys[i]));
    }
    page.empty("path", "class", mark.style() + " " + colour(), "d", path);
  }

  private String colour() {
    return group < 0 ? "plain" : Palette.colour(group);
  }

  /**
   * Writes a group's number into a chart, where its centre is.
   *
   * @param page where to
   * @param plot the frame
   * @param group from 0; its number is one more
   * @param x value of the centre
   * @param y value of the centre
   */
  public static void number(Markup page, Plot plot, int group, double x, double y) {
    String atX = Numbers.coordinate(plot.x().at(x));
    double centre = plot.y().at(y);
    page.open("g", "class", "number " + Palette.colour(group))
        .empty("circle", "cx", atX, "cy", Numbers.coordinate(centre), "r", group < 99 ? 9 : 12)
        .element(
            "text",
            Integer.toString(group + 1),
            "x",
            atX,
            "y",
            Numbers.coordinate(centre + 4),
            "text-anchor",
            "middle")
        .close();
  }

  /**
   * Draws the mark of a group for a line of text.
   *
   * @param page where to
   * @param group from 0
   */
  public static void key(Markup page, int group) {
    Palette.Mark mark = Palette.mark(group);
    PathData path = new PathData();
    mark.draw(path, 6, 6);
    Drawing.openDecoration(page, 12, 12, "key");
    page.empty("path", "class", mark.style() + " " + Palette.colour(group), "d", path).close();
  }
}
