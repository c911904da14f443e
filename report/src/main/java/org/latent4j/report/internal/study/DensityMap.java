package org.latent4j.report.internal.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.Clusterer;
import org.latent4j.model.Density;
import org.latent4j.model.FittedModel;
import org.latent4j.report.internal.chart.Contours;

/**
 * The density of a model of two features as lines on a plane: regions that hold given shares of the
 * distribution, and the outline of each component. A component needs no special knowledge: its part
 * of the density is p(x)·p(c|x).
 */
public final class DensityMap {

  private static final int STEPS = 160;
  private static final int DRAWS = 20_000;
  private static final double OUTLINE = 0.5;
  private static final double NEGLIGIBLE = 1e-300;
  private static final long STREAM = 0x44454e53L;

  private final double[] xs;
  private final double[] ys;
  private final double[] logDensities;
  private final double[] drawnLogDensities;
  private final Optional<Matrix> responsibilities;
  private final Optional<Matrix> drawnResponsibilities;

  /**
   * Evaluates a model on a grid of 160 × 160 places.
   *
   * @param model of two features, with a density
   * @param rows complete rows, which stand for draws if the model cannot draw
   * @param seed of the draws
   * @param box least x, greatest x, least y, greatest y
   */
  public DensityMap(FittedModel model, Matrix rows, long seed, double... box) {
    xs = Grid.even(box[0], box[1], STEPS);
    ys = Grid.even(box[2], box[3], STEPS);
    Matrix grid = Grid.pairs(xs, ys);
    Matrix draws =
        model
            .sampler()
            .map(s -> s.sample(DRAWS, new SeededRandom(seed).split(STREAM)))
            .orElse(rows);
    Density density = model.density().orElseThrow();
    logDensities = density.logDensity(grid);
    drawnLogDensities = density.logDensity(draws);
    Optional<Clusterer> clusterer = model.clusterer();
    responsibilities = clusterer.map(c -> c.responsibilities(grid));
    drawnResponsibilities = clusterer.map(c -> c.responsibilities(draws));
  }

  /**
   * The smallest region that holds a share of the distribution.
   *
   * @param share in (0, 1)
   * @return its rim
   */
  public List<Contours.Ring> region(double share) {
    double[] ones = new double[drawnLogDensities.length];
    Arrays.fill(ones, 1);
    double level = HighestDensity.level(drawnLogDensities, ones, share);
    return new Contours(xs, ys, logDensities).at(level);
  }

  /**
   * The smallest region of each component that holds half of it.
   *
   * @return as many rims as components; none if there are none
   */
  public List<List<Contours.Ring>> outlines() {
    List<List<Contours.Ring>> outlines = new ArrayList<>();
    if (responsibilities.isPresent()) {
      for (int c = 0; c < responsibilities.get().columns(); c++) {
        outlines.add(outline(c));
      }
    }
    return outlines;
  }

  private List<Contours.Ring> outline(int component) {
    double[] weights = drawnResponsibilities.orElseThrow().column(component);
    if (!(Arrays.stream(weights).sum() > 0)) {
      return List.of();
    }
    double[] onGrid = joint(logDensities, responsibilities.orElseThrow().column(component));
    double[] ofDraws = joint(drawnLogDensities, weights);
    return new Contours(xs, ys, onGrid).at(HighestDensity.level(ofDraws, weights, OUTLINE));
  }

  private static double[] joint(double[] logDensities, double[] responsibilities) {
    double[] joint = new double[logDensities.length];
    Arrays.setAll(
        joint,
        i ->
            responsibilities[i] > NEGLIGIBLE
                ? logDensities[i] + Math.log(responsibilities[i])
                : Double.NEGATIVE_INFINITY);
    return joint;
  }
}
