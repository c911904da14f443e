package org.latent4j.linalg;

/** The sign convention of vectors that are determined up to their sign. */
final class Signs {
  private Signs() {}

  /**
   * Flips rows so that the entry of largest magnitude of each (the first of equals) is positive.
   *
   * @return +1 for a row that was kept, -1 for one that was flipped
   */
  static double[] fixRows(double[] values, int rows, int columns) {
    double[] signs = new double[rows];
    for (int i = 0; i < rows; i++) {
      int start = i * columns;
      double largest = 0;
      for (int j = start; j < start + columns; j++) {
        largest = Math.abs(values[j]) > Math.abs(largest) ? values[j] : largest;
      }
      signs[i] = largest < 0 ? -1 : 1;
      if (largest < 0) {
        for (int j = start; j < start + columns; j++) {
          values[j] = 0 - values[j]; // not -values[j], which would make zeros negative
        }
      }
    }
    return signs;
  }
}
