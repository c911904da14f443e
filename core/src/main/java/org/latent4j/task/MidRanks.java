package org.latent4j.task;

import java.util.Arrays;

/**
 * The distribution function of a sample, by mid-ranks: (values below + half of those equal) / n at
 * each value of the sample, straight between these, and 0 and 1 far beyond. It puts columns of all
 * units and tails on one scale. Immutable.
 */
final class MidRanks {

  private final double[] values;
  private final double[] shares;

  private MidRanks(double[] values, double[] shares) {
    this.values = values;
    this.shares = shares;
  }

  /** That of some values; NaN is passed over. */
  static MidRanks of(double... sample) {
    double[] sorted = Arrays.stream(sample).filter(v -> !Double.isNaN(v)).sorted().toArray();
    double[] values = new double[sorted.length];
    double[] shares = new double[sorted.length];
    int count = 0;
    for (int i = 0, end; i < sorted.length; i = end) {
      end = i + 1;
      while (end < sorted.length && sorted[end] == sorted[i]) {
        end++;
      }
      values[count] = sorted[i];
      shares[count++] = (i + end) / (2.0 * sorted.length);
    }
    return new MidRanks(Arrays.copyOf(values, count), Arrays.copyOf(shares, count));
  }

  /** The share of a value, in [0, 1]; NaN of NaN, and ½ where there is no sample. */
  double at(double value) {
    if (Double.isNaN(value) || values.length == 0) {
      return Double.isNaN(value) ? Double.NaN : 0.5;
    }
    int place = Arrays.binarySearch(values, value);
    if (place >= 0) {
      return shares[place];
    }
    int above = -place - 1;
    if (above == 0 || above == values.length) {
      return above == 0 ? 0 : 1;
    }
    double part = (value - values[above - 1]) / (values[above] - values[above - 1]);
    return shares[above - 1] + part * (shares[above] - shares[above - 1]);
  }

  /** The shares of many values. */
  double[] at(double[] many) {
    double[] result = new double[many.length];
    Arrays.setAll(result, i -> at(many[i]));
    return result;
  }
}
