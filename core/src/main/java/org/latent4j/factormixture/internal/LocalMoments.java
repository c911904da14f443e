package org.latent4j.factormixture.internal;

import java.util.Arrays;
import org.latent4j.linalg.Matrix;

/**
 * Statistics divided by their weight: second moments of the rows of each component about its mean,
 * or of all rows, each about the mean of its component.
 */
final class LocalMoments {

  private final boolean dense;
  private final double[] weights;
  private final double total;
  private final double[][] variances;
  private final Matrix[] moments;

  /**
   * Divides statistics.
   *
   * @param s of all rows
   * @param pooled whether the components are joined to one
   */
  LocalMoments(FactorStatistics s, boolean pooled) {
    dense = s.isDense();
    total = Arrays.stream(s.counts).sum();
    int count = pooled ? 1 : s.components();
    int d = s.features();
    weights = pooled ? new double[] {total} : s.counts;
    variances = new double[count][d];
    moments = new Matrix[count];
    for (int c = 0; c < count; c++) {
      double[] sums = new double[d * s.width(c)];
      for (int m = c; m < (pooled ? s.components() : c + 1); m++) {
        for (int j = 0; j < d; j++) {
          variances[c][j] += s.squares[m * d + j] / weights[c];
        }
        int from = s.imageOffset(m);
        for (int i = 0; i < sums.length; i++) {
          sums[i] += s.images[from + i] / weights[c];
        }
      }
      Matrix moment = Matrix.wrap(d, s.width(c), sums);
      moments[c] = dense ? moment : moment.transpose();
    }
  }

  /** Weight of a component. */
  double weight(int component) {
    return weights[component];
  }

  /** Weight of all. */
  double total() {
    return total;
  }

  /** Diagonal of S. */
  double[] variances(int component) {
    return variances[component];
  }

  /** S, where scatters are counted whole. */
  Matrix covariance(int component) {
    return moments[component];
  }

  /** β·S, q×d; where images are counted, only at the factors they were counted with. */
  Matrix image(int component, Factors at) {
    return dense ? at.codeWeights().times(moments[component]) : moments[component];
  }
}
