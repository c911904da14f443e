package org.latent4j.deep.internal;

import org.latent4j.linalg.Matrix;

/** Variances of codes over rows, summed about one of them. */
final class CodeSpread {

  private final double[] origin;
  private final double[] sums;
  private final double[] squares;
  private long count;

  /** Takes some codes of which the first is near the others; they are not yet added. */
  CodeSpread(Matrix near) {
    origin = near.row(0);
    sums = new double[origin.length];
    squares = new double[origin.length];
  }

  void add(Matrix codes) {
    for (int i = 0; i < codes.rows(); i++) {
      for (int j = 0; j < origin.length; j++) {
        double r = codes.get(i, j) - origin[j];
        sums[j] += r;
        squares[j] += r * r;
      }
    }
    count += codes.rows();
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
