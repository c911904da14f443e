package org.latent4j.report.internal.section;

import java.util.Arrays;
import java.util.List;
import org.latent4j.report.internal.chart.Axis;
import org.latent4j.report.internal.chart.Bars;
import org.latent4j.report.internal.chart.Plot;
import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.page.Names;
import org.latent4j.report.internal.page.Numbers;
import org.latent4j.report.internal.study.Histogram;

/** Real values as bars under the outline of drawn ones. */
final class Overlay {

  private static final int WIDTH = 300;
  private static final int HEIGHT = 170;

  private Overlay() {}

  /**
   * Draws numbers.
   *
   * @param page where to
   * @param name of their column
   * @param real the real ones
   * @param drawn the drawn ones, with the same edges
   * @param below what stands under the drawing
   */
  static void write(Markup page, String name, Histogram real, Histogram drawn, String below) {
    double[] edges = real.edges();
    Axis x = Axis.around(edges[0], edges[edges.length - 1], below);
    plot(page, name, x, edges, real.densities(), drawn.densities(), List.of());
  }

  /**
   * Draws shares of words.
   *
   * @param page where to
   * @param name of their column
   * @param words at least one
   * @param real their shares in the real rows
   * @param drawn their shares in the drawn rows
   * @param below what stands under the drawing
   */
  static void words(
      Markup page, String name, List<String> words, double[] real, double[] drawn, String below) {
    double[] edges = new double[words.size() + 1];
    Arrays.setAll(edges, e -> e - 0.5);
    Axis x = Axis.bare(-0.5, words.size() - 0.5, below);
    plot(page, name, x, edges, real, drawn, words);
  }

  private static void plot(
      Markup page,
      String name,
      Axis x,
      double[] edges,
      double[] real,
      double[] drawn,
      List<String> words) {
    double top =
        Math.max(Arrays.stream(real).max().orElse(1), Arrays.stream(drawn).max().orElse(1));
    Plot plot = new Plot(WIDTH, HEIGHT, x, Axis.bare(0, top > 0 ? top : 1, Names.inChart(name)));
    plot.write(
        page,
        Names.inTitle(name),
        "Bars of the data under the outline of the drawn rows; " + x.label() + ".",
        layers -> {
          layers.open("g", "class", "data");
          Bars.draw(layers, plot.x(), plot.y(), edges, real);
          layers.close();
          Bars.outline(layers, plot.x(), plot.y(), edges, drawn);
          layers.open("g", "class", "ticks", "text-anchor", "middle");
          for (int w = 0; w < words.size(); w++) {
            layers.element(
                "text",
                shortened(words.get(w), words.size()),
                "x",
                Numbers.coordinate(plot.x().at(w)),
                "y",
                Numbers.coordinate(plot.y().from() + 16));
          }
          layers.close();
        });
  }

  /** A word as long as there is room for under its bar. */
  private static String shortened(String word, int count) {
    int room = Math.max(3, 38 / count);
    String shown = Names.inChart(word);
    return shown.codePointCount(0, shown.length()) <= room
        ? shown
        : shown.substring(0, shown.offsetByCodePoints(0, room - 1)) + "…";
  }
}
