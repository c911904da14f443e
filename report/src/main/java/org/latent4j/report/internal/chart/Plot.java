package org.latent4j.report.internal.chart;

import java.util.function.Consumer;
import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.page.Numbers;

/**
 * A frame with two axes, into which layers are drawn. The label of the upright axis is written
 * above it, so that nobody has to turn the head.
 */
public final class Plot {

  private static final double CHARACTER = 7.2;
  private static final double TOP = 26;
  private static final double BOTTOM = 40;
  private static final double RIGHT = 14;
  private static final double LEAST_LEFT = 14;

  private final int width;
  private final int height;
  private final Axis xAxis;
  private final Axis yAxis;
  private final Scale x;
  private final Scale y;

  /**
   * Lays out a frame.
   *
   * @param width of the drawing, in units of about a pixel
   * @param height of the drawing
   * @param xAxis from left to right
   * @param yAxis from bottom to top
   */
  public Plot(int width, int height, Axis xAxis, Axis yAxis) {
    this.width = width;
    this.height = height;
    this.xAxis = xAxis;
    this.yAxis = yAxis;
    x = new Scale(xAxis.low(), xAxis.high(), left(yAxis), width - RIGHT);
    y = new Scale(yAxis.low(), yAxis.high(), height - BOTTOM, TOP);
  }

  private static double left(Axis axis) {
    int longest = 0;
    for (int i = 0; i < axis.ticks().count(); i++) {
      longest = Math.max(longest, axis.ticks().label(i).length());
    }
    return longest == 0 ? LEAST_LEFT : Math.max(LEAST_LEFT, 14 + CHARACTER * longest);
  }

  /**
   * Places from left to right.
   *
   * @return the scale
   */
  public Scale x() {
    return x;
  }

  /**
   * Places from bottom to top.
   *
   * @return the scale; coordinates grow downwards
   */
  public Scale y() {
    return y;
  }

  /**
   * Writes the drawing.
   *
   * @param page where to
   * @param title what it shows, in a few words
   * @param description what is to be seen in it, for those who cannot see it
   * @param layers draws into the frame
   */
  public void write(Markup page, String title, String description, Consumer<Markup> layers) {
    Drawing.open(page, width, height, "chart", title, description);
    grid(page);
    layers.accept(page);
    labels(page);
    page.close();
  }

  private void grid(Markup page) {
    PathData lines = new PathData();
    for (int i = 0; i < xAxis.ticks().count(); i++) {
      double at = x.at(xAxis.ticks().value(i));
      lines.move(at, y.from()).line(at, y.to());
    }
    for (int i = 0; i < yAxis.ticks().count(); i++) {
      double at = y.at(yAxis.ticks().value(i));
      lines.move(x.from(), at).line(x.to(), at);
    }
    if (!lines.isEmpty()) {
      page.empty("path", "class", "grid", "d", lines);
    }
    PathData base = new PathData().move(x.from(), y.from()).line(x.to(), y.from());
    page.empty("path", "class", "base", "d", base);
  }

  private void labels(Markup page) {
    page.open("g", "class", "ticks", "text-anchor", "middle");
    for (int i = 0; i < xAxis.ticks().count(); i++) {
      text(page, xAxis.ticks().label(i), x.at(xAxis.ticks().value(i)), y.from() + 16);
    }
    page.close().open("g", "class", "ticks", "text-anchor", "end");
    for (int i = 0; i < yAxis.ticks().count(); i++) {
      text(page, yAxis.ticks().label(i), x.from() - 7, y.at(yAxis.ticks().value(i)) + 4);
    }
    page.close();
    if (!xAxis.label().isEmpty()) {
      text(page, xAxis.label(), x.to(), height - 6, "class", "label", "text-anchor", "end");
    }
    if (!yAxis.label().isEmpty()) {
      text(page, yAxis.label(), yAxis.ticks().count() == 0 ? x.from() : 2, 14, "class", "label");
    }
  }

  private static void text(Markup page, String text, double x, double y, Object... attributes) {
    Object[] all = new Object[attributes.length + 4];
    all[0] = "x";
    all[1] = Numbers.coordinate(x);
    all[2] = "y";
    all[3] = Numbers.coordinate(y);
    System.arraycopy(attributes, 0, all, 4, attributes.length);
    page.element("text", text, all);
  }
}
