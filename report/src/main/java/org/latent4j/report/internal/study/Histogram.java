package org.latent4j.report.internal.study;

import java.util.Arrays;

/** Counts of values between equally spaced edges. */
public final class Histogram {

  private static final int LEAST_BINS = 6;
  private static final int MOST_BINS = 36;
  private static final double ROUNDING = 1e-6;

  private final double low;
  private final double width;
  private final long[] counts;
  private long beyond;
  private long total;

  private Histogram(double low, double width, int bins) {
    this.low = low;
    this.width = width;
    this.counts = new long[bins];
  }

  /**
   * An empty histogram over a range. There are about 2·∛n bins (the rule of Terrell and Scott
   * 1985). Where values are recorded to a resolution, a bin holds a whole number of its steps, or
   * some bins would hold more steps than others and stand out for no reason.
   *
   * @param low least value
   * @param high greatest value
   * @param rows how many values will come
   * @param resolution spacing of the values, 0 if unknown
   * @return the histogram
   */
  public static Histogram over(double low, double high, long rows, double resolution) {
    int bins =
        (int) Math.max(LEAST_BINS, Math.min(MOST_BINS, Math.ceil(2 * Math.cbrt((double) rows))));
    double range = high - low;
    if (!(range > 0)) {
      double half = resolution > 0 ? resolution / 2 : Math.max(0.5, Math.abs(low) * 0.05);
      return new Histogram(low - half, 2 * half, 1);
    }
    double rough = range / bins;
    if (resolution > 0 && rough < 20 * resolution) {
      double step = resolution * Math.max(1, Math.round(rough / resolution));
      int needed = (int) Math.floor((range + resolution / 2) / step) + 1;
      return new Histogram(low - resolution / 2, step, needed);
    }
    return new Histogram(low, rough, bins);
  }

  /**
   * An empty histogram with the edges of this one.
   *
   * @return for values to be compared with these
   */
  public Histogram empty() {
    return new Histogram(low, width, counts.length);
  }

  /**
   * Counts a value; NaN is passed over.
   *
   * @param value any number
   */
  public void add(double value) {
    if (Double.isNaN(value)) {
      return;
    }
    total++;
    double bin = Math.floor((value - low) / width);
    if (bin == counts.length && value - (low + bin * width) <= ROUNDING * width) {
      bin--;
    }
    if (bin >= 0 && bin < counts.length) {
      counts[(int) bin]++;
    } else {
      beyond++;
    }
  }

  /**
   * Counts values.
   *
   * @param values any numbers
   */
  public void addAll(double[] values) {
    for (double value : values) {
      add(value);
    }
  }

  /**
   * Values that lie outside of the edges.
   *
   * @return their share of all values
   */
  public double beyond() {
    return total == 0 ? 0 : (double) beyond / total;
  }

  /**
   * Where the bins begin and end.
   *
   * @return one more than there are bins
   */
  public double[] edges() {
    double[] edges = new double[counts.length + 1];
    Arrays.setAll(edges, i -> low + i * width);
    return edges;
  }

  /**
   * Density of the values in each bin: the areas of the bars add to the share that is not beyond.
   *
   * @return a number for each bin
   */
  public double[] densities() {
    double[] densities = new double[counts.length];
    Arrays.setAll(densities, i -> total == 0 ? 0 : counts[i] / (width * total));
    return densities;
  }
}
