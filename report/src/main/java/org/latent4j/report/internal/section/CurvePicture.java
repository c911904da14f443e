package org.latent4j.report.internal.section;

import java.util.Arrays;
import java.util.Optional;
import org.latent4j.data.Column;
import org.latent4j.linalg.Matrix;
import org.latent4j.report.internal.chart.Axis;
import org.latent4j.report.internal.chart.Bars;
import org.latent4j.report.internal.chart.Curve;
import org.latent4j.report.internal.chart.Palette;
import org.latent4j.report.internal.chart.Plot;
import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.page.Names;
import org.latent4j.report.internal.page.Numbers;
import org.latent4j.report.internal.study.ColumnFacts;
import org.latent4j.report.internal.study.Grid;
import org.latent4j.report.internal.study.Study;

/** The density of a single feature over the histogram of its values. */
final class CurvePicture {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 380;
  private static final int STEPS = 480;
  private static final double ROOM = 0.08;
  private static final double MOST_TALLER = 2.5;

  private CurvePicture() {}

  static void write(Study study, Markup page) {
    ColumnFacts facts = study.columns(new int[] {0}).get(0);
    Column column = facts.column();
    double[] edges = facts.histogram().edges();
    double[] heights = facts.histogram().densities();
    double room = ROOM * (edges[edges.length - 1] - edges[0]);
    double[] xs = Grid.even(edges[0] - room, edges[edges.length - 1] + room, STEPS);
    Matrix places = Matrix.of(STEPS, 1, xs);
    double[] densities = study.model().density().orElseThrow().logDensity(places);
    Arrays.setAll(densities, i -> Math.exp(densities[i]));
    double top = top(heights, densities);
    Plot plot =
        new Plot(
            WIDTH,
            HEIGHT,
            Axis.exactly(xs[0], xs[STEPS - 1], Names.inChart(column.name())),
            Axis.exactly(0, top, "density"));
    Optional<Matrix> shares = study.model().clusterer().map(c -> c.responsibilities(places));
    Figures.figure(
        page,
        caption(study, facts),
        figure -> {
          plot.write(
              figure,
              "Density of " + Names.inTitle(column.name()),
              "The bars are the data, the line is the model.",
              layers -> {
                layers.open("g", "class", "data");
                Bars.draw(layers, plot.x(), plot.y(), edges, heights);
                layers.close();
                line(layers, plot, "curve", xs, densities, top);
                shares.ifPresent(s -> components(layers, plot, xs, densities, s, top));
              });
          Grouping.of(study).legend(figure);
        });
  }

  /** A spike may leave the frame, or it would press the bars flat. */
  private static double top(double[] heights, double[] densities) {
    double bars = Arrays.stream(heights).max().orElse(0);
    double curve = Arrays.stream(densities).filter(Double::isFinite).max().orElse(0);
    double top = 1.05 * Math.max(bars, bars > 0 ? Math.min(curve, MOST_TALLER * bars) : curve);
    return top > 0 ? top : 1;
  }

  private static void components(
      Markup layers, Plot plot, double[] xs, double[] densities, Matrix shares, double top) {
    for (int c = 0; c < shares.columns() && shares.columns() > 1; c++) {
      double[] part = shares.column(c);
      for (int i = 0; i < part.length; i++) {
        part[i] *= densities[i];
      }
      line(layers, plot, "part " + Palette.colour(c), xs, part, top);
    }
  }

  private static void line(
      Markup layers, Plot plot, String style, double[] xs, double[] ys, double top) {
    double[] inside = Arrays.stream(ys).map(y -> Math.min(y, top)).toArray();
    Curve.draw(layers, plot, style, xs, inside);
  }

  private static String caption(Study study, ColumnFacts facts) {
    StringBuilder words = new StringBuilder("The bars are the data, the line is the model.");
    if (study.clusters().map(c -> c.count() > 1).orElse(false)) {
      words.append(" Broken lines are its components, each as high as its share.");
    }
    if (facts.histogram().beyond() > 0) {
      words
          .append(' ')
          .append(Numbers.percent(facts.histogram().beyond()))
          .append(" of the values lie beyond the bars.");
    }
    return words.toString();
  }
}
