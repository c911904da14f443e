package org.latent4j.report.internal.chart;

import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.page.Numbers;

/** Draws a number with its uncertainty for a cell of a table, on a scale all cells share. */
public final class Whisker {

  private static final int WIDTH = 180;
  private static final int HEIGHT = 20;
  private static final double ROOM = 6;

  private final Scale x;
  private final double best;

  /**
   * A shared scale.
   *
   * @param low least value to be drawn
   * @param high greatest value to be drawn, above {@code low}
   * @param best is marked in every cell
   */
  public Whisker(double low, double high, double best) {
    x = new Scale(low, high, ROOM, WIDTH - ROOM);
    this.best = best;
  }

  /**
   * Draws one cell.
   *
   * @param page where to
   * @param value the number; where it is less than the scale's least, an arrow is drawn
   * @param error half the length of the whisker; 0 or NaN for none
   * @param style class of the mark
   */
  public void draw(Markup page, double value, double error, String style) {
    Drawing.openDecoration(page, WIDTH, HEIGHT, "whisker");
    double middle = HEIGHT / 2.0;
    double bestAt = x.at(best);
    page.empty("path", "class", "guide", "d", new PathData().move(bestAt, 0).line(bestAt, HEIGHT));
    if (value < x.low()) {
      PathData arrow =
          new PathData().move(ROOM + 5, middle - 4).line(ROOM, middle).line(ROOM + 5, middle + 4);
      page.empty("path", "class", "lines " + style, "d", arrow);
    } else {
      double at = x.at(value);
      page.empty(
          "path", "class", "bar " + style, "d", new PathData().move(0, middle).line(at, middle));
      if (error > 0) {
        PathData whisker =
            new PathData()
                .move(Math.max(0, x.at(value - error)), middle)
                .line(Math.min(WIDTH, x.at(value + error)), middle);
        page.empty("path", "class", "error " + style, "d", whisker);
      }
      page.empty(
          "circle",
          "class",
          "dot " + style,
          "cx",
          Numbers.coordinate(at),
          "cy",
          Numbers.coordinate(middle),
          "r",
          4);
    }
    page.close();
  }
}
