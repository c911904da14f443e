package org.latent4j.mixture.internal;

import java.util.Locale;
import java.util.Optional;
import org.latent4j.data.Dataset;
import org.latent4j.em.Engine;
import org.latent4j.em.Moments;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.NumericalException;
import org.latent4j.linalg.SymmetricEigen;
import org.latent4j.mixture.UniformNoise;

/**
 * The box of a noise component: the smaller of the least box along the features and the least box
 * along the principal axes that hold all rows of positive weight (Fraley and Raftery 1998). No edge
 * is shorter than that of a uniform distribution whose variance is the covariance floor, so that
 * constant or dependent features leave a density. Two passes for each box, and one for the axes.
 */
final class NoiseBoxes {

  private final Dataset data;
  private final VarianceFloor floor;
  private final Engine engine;

  NoiseBoxes(Dataset data, VarianceFloor floor, Engine engine) {
    this.data = data;
    this.floor = floor;
    this.engine = engine;
  }

  /** The smaller of the two boxes. */
  UniformNoise smallest() {
    if (data.featureCount() == 1) {
      return alongFeatures();
    }
    Moments moments = Moments.of(data, engine);
    Matrix axes = SymmetricEigen.of(moments.covariance()).vectors();
    UniformNoise straight = alongFeatures();
    UniformNoise turned = along(Optional.of(axes), moments.mean());
    return turned.logVolume() < straight.logVolume() ? turned : straight;
  }

  /** The box along the features, for units in which angles mean nothing. */
  UniformNoise alongFeatures() {
    double[] first = new double[data.featureCount()];
    data.read(0, 1, java.nio.DoubleBuffer.wrap(first));
    for (int j = 0; j < first.length; j++) {
      first[j] = Double.isNaN(first[j]) ? 0 : first[j]; // the second pass is about the middle
    }
    return along(Optional.empty(), first);
  }

  /**
   * About the middle of the range, the reach to either side is the same; it is measured a second
   * time from there, by the very operations that will tell whether a row is inside. What rounding
   * in another order of them could move is added.
   */
  private UniformNoise along(Optional<Matrix> axes, double[] reference) {
    int d = reference.length;
    double[] ones = new double[d];
    java.util.Arrays.fill(ones, 1);
    UniformNoise frame = box(axes, reference, ones);
    BoxRanges ranges = engine.count(data, BoxRanges.EXPECTATION, frame);
    double[] centre = reference.clone();
    for (int l = 0; l < d; l++) {
      double middle = ranges.least[l] / 2 + ranges.greatest[l] / 2;
      for (int j = 0; j < d; j++) {
        double share = axes.isPresent() ? axes.get().get(j, l) : j == l ? 1 : 0;
        centre[j] += share * middle;
      }
    }
    ranges = engine.count(data, BoxRanges.EXPECTATION, box(axes, centre, ones));
    double rounding = 4 * (d + 3) * Math.ulp(1.0);
    double[] halfWidths = new double[d];
    for (int l = 0; l < d; l++) {
      double reach = Math.max(-ranges.least[l], ranges.greatest[l]) + rounding * ranges.sizes[l];
      halfWidths[l] = Math.max(reach, Math.sqrt(3 * floorAlong(axes, l)));
      if (!(halfWidths[l] > 0)) {
        throw new NumericalException(
            String.format(
                Locale.ROOT,
                "noise-component uniform needs rows that differ in every column, but those of"
                    + " column '%s' are equal; raise covariance-floor or drop the column",
                data.schema().features().get(l).name()));
      }
    }
    return box(axes, centre, halfWidths);
  }

  private static UniformNoise box(Optional<Matrix> axes, double[] centre, double[] halfWidths) {
    return axes.isPresent()
        ? UniformNoise.alongAxes(centre, halfWidths, axes.get())
        : UniformNoise.alongFeatures(centre, halfWidths);
  }

  private double floorAlong(Optional<Matrix> axes, int direction) {
    if (axes.isEmpty()) {
      return floor.variance(direction);
    }
    double sum = 0;
    for (int j = 0; j < data.featureCount(); j++) {
      double share = axes.get().get(j, direction);
      sum += share * share * floor.variance(j);
    }
    return sum;
  }
}
