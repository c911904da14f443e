package org.latent4j.task;

/**
 * The elbow of a curve: where two straight lines, one through the points up to it and one through
 * the points from it on, leave the least sum of squares.
 */
final class Elbow {

  private Elbow() {}

  /**
   * Finds it.
   *
   * @param x abscissae, not falling
   * @param y ordinates, as many
   * @return an index, neither the first nor the last; the first among equals
   */
  static int of(double[] x, double[] y) {
    int best = 1;
    double least = Double.POSITIVE_INFINITY;
    for (int c = 1; c < x.length - 1; c++) {
      double squares = residual(x, y, 0, c) + residual(x, y, c, x.length - 1);
      if (squares < least) {
        least = squares;
        best = c;
      }
    }
    return best;
  }

  /** Sum of squares that a line leaves of the points from one index to another, both included. */
  private static double residual(double[] x, double[] y, int from, int to) {
    int count = to - from + 1;
    double meanX = 0;
    double meanY = 0;
    for (int i = from; i <= to; i++) {
      meanX += x[i] / count;
      meanY += y[i] / count;
    }
    double xx = 0;
    double xy = 0;
    for (int i = from; i <= to; i++) {
      xx += (x[i] - meanX) * (x[i] - meanX);
      xy += (x[i] - meanX) * (y[i] - meanY);
    }
    double slope = xx > 0 ? xy / xx : 0;
    double squares = 0;
    for (int i = from; i <= to; i++) {
      double left = y[i] - meanY - slope * (x[i] - meanX);
      squares += left * left;
    }
    return squares;
  }
}
