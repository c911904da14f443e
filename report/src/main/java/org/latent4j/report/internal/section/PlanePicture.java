package org.latent4j.report.internal.section;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.latent4j.linalg.Matrix;
import org.latent4j.report.internal.chart.Axis;
import org.latent4j.report.internal.chart.Contours;
import org.latent4j.report.internal.chart.DensityLayer;
import org.latent4j.report.internal.chart.Plot;
import org.latent4j.report.internal.chart.Points;
import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.page.Names;
import org.latent4j.report.internal.page.Numbers;
import org.latent4j.report.internal.study.Clusters;
import org.latent4j.report.internal.study.DensityMap;
import org.latent4j.report.internal.study.Plane;
import org.latent4j.report.internal.study.Study;

/** The rows on a plane; where the plane is that of two features, over the model's density. */
final class PlanePicture {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 500;
  private static final int MOST_NUMBERS = 40;
  private static final double ROOM = 0.1;

  private PlanePicture() {}

  static void write(Study study, Plane plane, Markup page) {
    Matrix places = plane.place(study.shown());
    boolean features = plane.kind() == Plane.Kind.FEATURES;
    Axis x = axis(places.column(0), features ? Names.inChart(plane.xLabel()) : plane.xLabel());
    Axis y = axis(places.column(1), features ? Names.inChart(plane.yLabel()) : plane.yLabel());
    Plot plot = new Plot(WIDTH, HEIGHT, x, y);
    Grouping grouping = Grouping.of(study);
    Optional<DensityMap> density = density(study, plane, x, y);
    String caption = caption(study, plane, grouping, density.isPresent());
    Figures.figure(
        page,
        caption,
        figure -> {
          plot.write(
              figure,
              Names.inTitle(plane.xLabel()) + " and " + Names.inTitle(plane.yLabel()),
              described(study, grouping),
              layers -> draw(layers, plot, study, plane, grouping.points(places), density));
          grouping.legend(figure);
        });
  }

  private static Axis axis(double[] values, String label) {
    double low = Arrays.stream(values).min().orElse(0);
    double high = Arrays.stream(values).max().orElse(0);
    double room = ROOM * (high - low);
    return Axis.around(low - room, high + room, label);
  }

  private static Optional<DensityMap> density(Study study, Plane plane, Axis x, Axis y) {
    return plane.kind() == Plane.Kind.FEATURES && study.model().density().isPresent()
        ? Optional.of(
            new DensityMap(
                study.model(),
                study.shown(),
                study.input().seed(),
                x.low(),
                x.high(),
                y.low(),
                y.high()))
        : Optional.empty();
  }

  private static void draw(
      Markup layers,
      Plot plot,
      Study study,
      Plane plane,
      List<Points> points,
      Optional<DensityMap> density) {
    density.ifPresent(
        d -> DensityLayer.regions(layers, plot, Stream.of(0.95, 0.8, 0.5).map(d::region).toList()));
    Points.draw(layers, plot, points);
    if (density.isPresent()) {
      List<List<Contours.Ring>> outlines = density.get().outlines();
      for (int c = 0; c < outlines.size(); c++) {
        DensityLayer.outline(layers, plot, c, outlines.get(c));
      }
    }
    study.clusters().ifPresent(c -> numbers(layers, plot, plane, c));
  }

  /** Numbers of the clusters at their centres. */
  private static void numbers(Markup layers, Plot plot, Plane plane, Clusters clusters) {
    for (int c = 0; c < Math.min(MOST_NUMBERS, clusters.count()); c++) {
      if (clusters.share(c) > 0 && !clusters.isNoise(c)) {
        Matrix centre = plane.place(clusters.means().rowRange(c, c + 1));
        Points.number(layers, plot, c, centre.get(0, 0), centre.get(0, 1));
      }
    }
  }

  private static String described(Study study, Grouping grouping) {
    StringBuilder words = new StringBuilder(Numbers.counted(study.shown().rows(), "row", "rows"));
    words.append(" as points");
    if (grouping.count() > 0) {
      words.append(" in ").append(Numbers.counted(grouping.count(), "group", "groups"));
    }
    return words.append(".").toString();
  }

  private static String caption(Study study, Plane plane, Grouping grouping, boolean dense) {
    StringBuilder words = new StringBuilder(ModelPicture.told(plane.kind()));
    if (dense) {
      words.append(
          "The shaded regions are the smallest that hold 50\u202F%, 80\u202F% and 95\u202F% of the"
              + " model's distribution.");
      if (study.clusters().isPresent()) {
        words.append(" Each line holds half of its component; a number stands at each centre.");
      }
    } else if (study.clusters().isPresent()) {
      words.append(" A number stands at the centre of each cluster.");
    }
    if (!grouping.told().isEmpty()) {
      words.append(' ').append(grouping.told());
    }
    return words.append(' ').append(ModelPicture.shown(study)).toString().strip();
  }
}
