package org.latent4j.mixture.internal;

import java.util.Arrays;
import org.latent4j.em.Expectation;
import org.latent4j.em.RowBlock;
import org.latent4j.em.Statistics;
import org.latent4j.mixture.UniformNoise;

/**
 * How far rows of positive weight reach along the directions of a box: least and greatest
 * coordinate, and the greatest sum of magnitudes that went into one, to which its rounding is
 * relative.
 */
final class BoxRanges implements Statistics<BoxRanges> {

  /** Counts them, given the centre and the directions of a box. */
  static final Expectation<UniformNoise, BoxRanges> EXPECTATION =
      new Expectation<>() {
        @Override
        public Counter<BoxRanges> begin(UniformNoise frame, int blockRows) {
          return new RangeCounter(frame, blockRows);
        }

        @Override
        public long statisticsSize(int features) {
          return 3L * features;
        }
      };

  final double[] least;
  final double[] greatest;
  final double[] sizes;

  private BoxRanges(int d) {
    least = new double[d];
    greatest = new double[d];
    sizes = new double[d];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
  }

  @Override
  public void merge(BoxRanges other) {
    for (int l = 0; l < least.length; l++) {
      least[l] = Math.min(least[l], other.least[l]);
      greatest[l] = Math.max(greatest[l], other.greatest[l]);
      sizes[l] = Math.max(sizes[l], other.sizes[l]);
    }
  }

  @Override
  public double logLikelihood() {
    return 0;
  }

  @Override
  public double weightTotal() {
    return 0;
  }

  @Override
  public double[] toArray() {
    int d = least.length;
    double[] flat = Arrays.copyOf(least, 3 * d);
    System.arraycopy(greatest, 0, flat, d, d);
    System.arraycopy(sizes, 0, flat, 2 * d, d);
    return flat;
  }

  private static final class RangeCounter implements Expectation.Counter<BoxRanges> {
    private final UniformNoise frame;
    private final double[] centre;
    private final double[] directions;
    private final double[] rows;
    private BoxRanges ranges;

    RangeCounter(UniformNoise frame, int blockRows) {
      this.frame = frame;
      int d = frame.featureCount();
      centre = frame.centre();
      directions = frame.axes().map(axes -> axes.transpose().values()).orElse(new double[0]);
      rows = new double[blockRows * d];
      ranges = new BoxRanges(d);
    }

    @Override
    public void add(RowBlock block) {
      int d = centre.length;
      block.values().get(0, rows, 0, block.rows() * d);
      for (int i = 0; i < block.rows(); i++) {
        if (block.weights()[i] > 0) {
          for (int l = 0; l < d; l++) {
            addCoordinate(i * d, l);
          }
        }
      }
    }

    private void addCoordinate(int from, int l) {
      double coordinate = frame.coordinate(rows, from, l);
      if (Double.isNaN(coordinate)) {
        return; // missing; only a box along the features is asked about such rows
      }
      ranges.least[l] = Math.min(ranges.least[l], coordinate);
      ranges.greatest[l] = Math.max(ranges.greatest[l], coordinate);
      double size = Math.abs(coordinate);
      if (directions.length > 0) {
        size = 0;
        for (int j = 0; j < centre.length; j++) {
          size += Math.abs(directions[l * centre.length + j] * (rows[from + j] - centre[j]));
        }
      }
      ranges.sizes[l] = Math.max(ranges.sizes[l], size);
    }

    @Override
    public BoxRanges take() {
      BoxRanges taken = ranges;
      ranges = new BoxRanges(centre.length);
      return taken;
    }

    @Override
    public void close() {}
  }
}
