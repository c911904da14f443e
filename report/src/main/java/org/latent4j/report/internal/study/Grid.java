package org.latent4j.report.internal.study;

import java.util.Arrays;
import org.latent4j.linalg.Matrix;

/** Evenly spaced places. */
public final class Grid {

  private Grid() {}

  /**
   * Places from one end to the other.
   *
   * @param low the first
   * @param high the last
   * @param count at least 2
   * @return increasing values
   */
  public static double[] even(double low, double high, int count) {
    double[] places = new double[count];
    Arrays.setAll(places, i -> low + (high - low) * i / (count - 1));
    return places;
  }

  /**
   * All pairs of places, row after row.
   *
   * @param xs places from left to right
   * @param ys places from bottom to top
   * @return (xs·ys)×2, x first and changing fastest
   */
  static Matrix pairs(double[] xs, double[] ys) {
    double[] pairs = new double[2 * xs.length * ys.length];
    for (int r = 0, at = 0; r < ys.length; r++) {
      for (double x : xs) {
        pairs[at++] = x;
        pairs[at++] = ys[r];
      }
    }
    return Matrix.wrap(xs.length * ys.length, 2, pairs);
  }
}
