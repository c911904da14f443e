package org.latent4j.report.internal.chart;

import java.util.List;
import org.latent4j.report.internal.page.Markup;

/** Draws the lines of equal density of a plane. */
public final class DensityLayer {

  private DensityLayer() {}

  /**
   * Draws regions, one over the other, each see-through.
   *
   * @param page where to
   * @param plot the frame
   * @param regions rings of each, the largest first
   */
  public static void regions(Markup page, Plot plot, List<List<Contours.Ring>> regions) {
    for (List<Contours.Ring> rings : regions) {
      PathData path = path(plot, rings);
      if (!path.isEmpty()) {
        page.empty("path", "class", "region", "d", path);
      }
    }
  }

  /**
   * Draws the outline of one component.
   *
   * @param page where to
   * @param plot the frame
   * @param group decides the colour
   * @param rings its outline
   */
  public static void outline(Markup page, Plot plot, int group, List<Contours.Ring> rings) {
    PathData path = path(plot, rings);
    if (!path.isEmpty()) {
      page.empty("path", "class", "outline " + Palette.colour(group), "d", path);
    }
  }

  private static PathData path(Plot plot, List<Contours.Ring> rings) {
    PathData path = new PathData();
    for (Contours.Ring ring : rings) {
      path.polyline(plot.x().at(ring.xs()), plot.y().at(ring.ys())).close();
    }
    return path;
  }
}
