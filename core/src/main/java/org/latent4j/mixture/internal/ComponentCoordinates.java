package org.latent4j.mixture.internal;

import java.util.Optional;
import org.latent4j.data.DataSummary;
import org.latent4j.em.Coordinates;
import org.latent4j.linalg.ArrayMath;
import org.latent4j.linalg.Matrix;

/**
 * Statistics of components as points: logarithms of counts (that of noise last), means in standard
 * deviations of the features, and scatters per row by the Cholesky factors of their standardised
 * matrices, with the logarithms of their diagonals (of their diagonals alone where no more is
 * kept).
 */
final class ComponentCoordinates implements Coordinates<ComponentStatistics> {

  /** A count may grow or shrink by so much in a leap. */
  private static final double MOST_LOG_RATIO = Math.log(4);

  /**
   * What is left of a feature's variance given those before it counts as no less than this share,
   * far below any floor: a feature that is constant, or follows from others, stays where it is.
   */
  private static final double LEAST = 1e-14;

  private final double[] centre;
  private final double[] scale;

  ComponentCoordinates(DataSummary summary) {
    centre = summary.means();
    scale = summary.standardDeviations();
    for (int j = 0; j < scale.length; j++) {
      scale[j] = scale[j] > 0 ? scale[j] : 1;
    }
  }

  @Override
  public Optional<double[]> of(ComponentStatistics statistics) {
    double[] point = new double[length(statistics)];
    int k = statistics.counts.length;
    int d = statistics.features();
    int at = 0;
    for (int c = 0; c < k; c++) {
      point[at++] = Math.log(statistics.counts[c]);
    }
    if (statistics.noiseCount() > 0) {
      point[point.length - 1] = Math.log(statistics.noiseCount());
    }
    for (int i = 0; i < statistics.means.length; i++) {
      point[at++] = (statistics.means[i] - centre[i % d]) / scale[i % d];
    }
    for (int slot = 0; slot < slots(statistics); slot++) {
      if (!(statistics.counts[slot] > 0)) {
        return Optional.empty();
      }
      write(statistics, slot, point, at);
      at += slotLength(statistics);
    }
    return Optional.of(point);
  }

  private static int slots(ComponentStatistics statistics) {
    return statistics.shape() == ComponentStatistics.Shape.POOLED ? 1 : statistics.components();
  }

  private static int slotLength(ComponentStatistics statistics) {
    int d = statistics.features();
    return statistics.shape() == ComponentStatistics.Shape.DIAGONAL ? d : d * (d + 1) / 2;
  }

  private static int length(ComponentStatistics statistics) {
    return statistics.counts.length
        + statistics.means.length
        + slots(statistics) * slotLength(statistics)
        + (statistics.noiseCount() > 0 ? 1 : 0);
  }

  private static double divisor(ComponentStatistics statistics, int slot) {
    return statistics.shape() == ComponentStatistics.Shape.POOLED
        ? statistics.weightTotal() - statistics.noiseCount()
        : statistics.counts[slot];
  }

  private void write(ComponentStatistics statistics, int slot, double[] point, int from) {
    int d = statistics.features();
    double divisor = divisor(statistics, slot);
    if (statistics.shape() == ComponentStatistics.Shape.DIAGONAL) {
      for (int j = 0; j < d; j++) {
        double variance = statistics.scatters[slot * d + j] / divisor;
        point[from + j] = Math.log(Math.max(variance / (scale[j] * scale[j]), LEAST));
      }
      return;
    }
    double[] lower = new double[d * d];
    int at = from;
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double value =
            statistics.scatters[(slot * d + i) * d + j] / (divisor * scale[i] * scale[j]);
        double left = value - ArrayMath.dot(lower, i * d, lower, j * d, j);
        if (i == j) {
          lower[i * d + i] = Math.sqrt(Math.max(left, LEAST));
          point[at++] = Math.log(lower[i * d + i]);
        } else {
          boolean isHeld = lower[j * d + j] * lower[j * d + j] <= LEAST * (1 + 1e-9);
          lower[i * d + j] = isHeld ? 0 : left / lower[j * d + j];
          point[at++] = lower[i * d + j];
        }
      }
    }
  }

  @Override
  public Optional<ComponentStatistics> at(double[] point, ComponentStatistics like) {
    ComponentStatistics statistics =
        new ComponentStatistics(like.shape(), like.components(), like.features());
    int k = like.counts.length;
    int d = like.features();
    double noise = 0;
    if (like.noiseCount() > 0) {
      double logNoise = point[point.length - 1];
      if (isFar(logNoise, like.noiseCount())) {
        return Optional.empty();
      }
      noise = Math.exp(logNoise);
    }
    double total = noise;
    for (int c = 0; c < k; c++) {
      if (isFar(point[c], like.counts[c])) {
        return Optional.empty();
      }
      statistics.counts[c] = Math.exp(point[c]);
      total += statistics.counts[c];
    }
    double share = like.weightTotal() / total;
    for (int c = 0; c < k; c++) {
      statistics.counts[c] *= share;
    }
    statistics.addNoise(share * noise);
    for (int i = 0; i < statistics.means.length; i++) {
      statistics.means[i] = centre[i % d] + scale[i % d] * point[k + i];
    }
    statistics.addRows(0, like.weightTotal());
    for (int slot = 0; slot < slots(like); slot++) {
      read(point, k + statistics.means.length + slot * slotLength(like), slot, statistics);
    }
    return Optional.of(statistics);
  }

  private static boolean isFar(double logCount, double count) {
    return !(Math.abs(logCount - Math.log(count)) < MOST_LOG_RATIO);
  }

  private void read(double[] point, int from, int slot, ComponentStatistics statistics) {
    int d = statistics.features();
    double divisor = divisor(statistics, slot);
    if (statistics.shape() == ComponentStatistics.Shape.DIAGONAL) {
      for (int j = 0; j < d; j++) {
        statistics.scatters[slot * d + j] =
            divisor * scale[j] * scale[j] * Math.exp(point[from + j]);
      }
      return;
    }
    double[] lower = new double[d * d];
    int at = from;
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double value = point[at++];
        lower[i * d + j] = i == j ? Math.exp(value) : value;
      }
    }
    Matrix factor = Matrix.wrap(d, d, lower);
    Matrix product = factor.timesTransposed(factor);
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        statistics.scatters[(slot * d + i) * d + j] =
            divisor * scale[i] * scale[j] * product.get(i, j);
      }
    }
  }
}
