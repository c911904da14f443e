package org.latent4j.deep.internal;

import org.bytedeco.pytorch.Tensor;

/** Variances of codes over rows, summed about the first. */
final class CodeSpread {

  private double[] origin = {};
  private double[] sums = {};
  private double[] squares = {};
  private long count;

  void add(Tensor codes) {
    int q = (int) codes.size(1);
    float[] values = new float[(int) codes.size(0) * q];
    codes.contiguous().data_ptr_float().get(values);
    if (count == 0) {
      origin = new double[q];
      sums = new double[q];
      squares = new double[q];
      for (int j = 0; j < q; j++) {
        origin[j] = values[j];
      }
    }
    for (int i = 0; i < values.length; i++) {
      double r = values[i] - origin[i % q];
      sums[i % q] += r;
      squares[i % q] += r * r;
    }
    count += values.length / q;
  }

  /** How many coordinates have more variance. */
  int above(double least) {
    int active = 0;
    for (int j = 0; j < sums.length; j++) {
      double mean = sums[j] / count;
      if (squares[j] / count - mean * mean > least) {
        active++;
      }
    }
    return active;
  }
}
