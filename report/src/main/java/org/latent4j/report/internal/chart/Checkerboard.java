package org.latent4j.report.internal.chart;

import java.util.List;
import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.page.Names;
import org.latent4j.report.internal.page.Numbers;

/** Draws numbers from −1 to 1 of all pairs of some things. */
public final class Checkerboard {

  private static final int LEFT = 150;
  private static final int TOP = 24;
  private static final int MOST_SIDE = 30;
  private static final int WIDTH = 470;

  private Checkerboard() {}

  /**
   * Draws a square: things from top to bottom and from left to right.
   *
   * @param page where to
   * @param title what it shows, in a few words
   * @param description what is to be seen in it, for those who cannot see it
   * @param names of the things
   * @param values one for each pair; blue above 0, orange below; NaN draws nothing
   */
  public static void draw(
      Markup page, String title, String description, List<String> names, double[][] values) {
    int d = names.size();
    double side = Math.min(MOST_SIDE, (double) (WIDTH - LEFT) / d);
    int size = (int) Math.ceil(side * d);
    Drawing.open(page, LEFT + size + 4, TOP + size + 4, "chart", title, description);
    for (int i = 0; i < d; i++) {
      String label = Names.inChart(names.get(i)) + " " + (i + 1);
      text(page, label, LEFT - 6, TOP + (i + 0.5) * side + 4, "end");
      text(page, Integer.toString(i + 1), LEFT + (i + 0.5) * side, TOP - 8, "middle");
      for (int j = 0; j < d; j++) {
        cell(page, LEFT + j * side, TOP + i * side, side, values[i][j]);
      }
    }
    page.close();
  }

  private static void text(Markup page, String text, double x, double y, String anchor) {
    page.element(
        "text",
        text,
        "x",
        Numbers.coordinate(x),
        "y",
        Numbers.coordinate(y),
        "text-anchor",
        anchor);
  }

  private static void cell(Markup page, double x, double y, double side, double value) {
    page.open("g", "class", value < 0 ? "k1" : "k0");
    square(page, "track", x, y, side, 1);
    if (Math.abs(value) >= 0.005) {
      square(page, "marks", x, y, side, Math.min(1, Math.abs(value)));
    }
    page.close();
  }

  private static void square(
      Markup page, String style, double x, double y, double side, double opacity) {
    page.empty(
        "rect",
        "class",
        style,
        "x",
        Numbers.coordinate(x),
        "y",
        Numbers.coordinate(y),
        "width",
        Numbers.coordinate(side - 1),
        "height",
        Numbers.coordinate(side - 1),
        "opacity",
        Numbers.coordinate(opacity));
  }
}
