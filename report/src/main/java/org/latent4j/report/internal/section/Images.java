package org.latent4j.report.internal.section;

import java.util.stream.IntStream;
import org.latent4j.linalg.Matrix;
import org.latent4j.report.internal.chart.Tile;
import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.study.Pictures;

/** Rows that are images, drawn as such. */
final class Images {

  private static final int MOST_VALUES = 40_000;

  private Images() {}

  /** Draws one row. */
  static void draw(Markup page, Pictures pictures, double[] row, String words) {
    Tile.picture(
        page,
        pictures.shape(),
        pictures.spread(row, pictures.low()),
        pictures.low(),
        pictures.high(),
        words);
  }

  /** Draws one row with a line of text below. */
  static void captioned(Markup page, String caption, Runnable picture) {
    page.open("div", "class", "captioned");
    picture.run();
    page.element("span", caption).close();
  }

  /** How many images to show of those wanted, so that large ones do not fill the page's file. */
  static int count(Pictures pictures, int wanted, int least) {
    return Math.max(least, Math.min(wanted, MOST_VALUES / pictures.shape().size()));
  }

  /** Rows evenly spread over all, in their order. */
  static Matrix some(Matrix rows, int count) {
    int n = rows.rows();
    int shown = Math.min(n, count);
    return rows.selectRows(
        IntStream.range(0, shown).map(i -> (int) ((long) i * n / shown)).toArray());
  }
}
