package org.latent4j.report.internal.chart;

import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.page.Numbers;

/** Draws a share of a whole for a cell of a table. */
public final class ShareBar {

  private static final int WIDTH = 160;
  private static final int HEIGHT = 12;

  private ShareBar() {}

  /**
   * Draws a bar.
   *
   * @param page where to
   * @param share drawn as 0 where it is below, as 1 where it is above; NaN draws nothing
   */
  public static void draw(Markup page, double share) {
    Drawing.openDecoration(page, WIDTH, HEIGHT, "small share");
    page.empty("rect", "class", "track", "width", WIDTH, "height", HEIGHT);
    double width = WIDTH * Math.max(0, Math.min(1, share));
    if (width > 0) {
      page.empty("rect", "class", "bars", "width", Numbers.coordinate(width), "height", HEIGHT);
    }
    page.close();
  }
}
