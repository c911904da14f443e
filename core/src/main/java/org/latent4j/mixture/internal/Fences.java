package org.latent4j.mixture.internal;

import java.util.Arrays;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.linalg.Matrix;

/**
 * Draws rows that lie far outside back to the fence, feature by feature, so that starts made on
 * them are not at the mercy of a few. The fences are Tukey's outer ones (1977, Exploratory Data
 * Analysis, section 2D): three times the distance of the quartiles beyond them. A small group of
 * rows far from the others stays a group, at the fence.
 */
final class Fences {

  private static final double REACH = 3;

  private Fences() {}

  /**
   * The rows with every value between the fences of its feature.
   *
   * @param part rows in memory, none missing
   * @return the part itself when nothing lies outside
   */
  static Dataset between(Dataset part) {
    Matrix rows = part.toMatrix();
    int n = rows.rows();
    int d = rows.columns();
    double[] values = rows.toArray();
    boolean changed = false;
    double[] column = new double[n];
    for (int j = 0; j < d; j++) {
      for (int i = 0; i < n; i++) {
        column[i] = values[i * d + j];
      }
      Arrays.sort(column);
      double first = column[n / 4];
      double third = column[Math.max(n / 4, n - 1 - n / 4)];
      double reach = third > first ? REACH * (third - first) : Double.POSITIVE_INFINITY;
      for (int i = 0; i < n; i++) {
        double value = values[i * d + j];
        double inside = Math.max(first - reach, Math.min(third + reach, value));
        changed |= inside != value;
        values[i * d + j] = inside;
      }
    }
    if (!changed) {
      return part;
    }
    double[] weights = new double[n];
    part.readWeights(0, n, weights);
    return HeapDataset.builder(part.schema(), Matrix.wrap(n, d, values)).weights(weights).build();
  }
}
