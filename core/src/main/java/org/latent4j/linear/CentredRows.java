package org.latent4j.linear;

import java.nio.DoubleBuffer;
import java.util.Arrays;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.LinearOperator;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.RandomizedSvd;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.Svd;
import org.latent4j.linalg.SymmetricEigen;
import org.latent4j.model.ModelFamily;

/**
 * All rows in memory, X: centred, each times the root of its weight, and divided by a power of two
 * that keeps squares in range. Its right singular vectors are the principal axes, its squared
 * singular values the scatter along them.
 */
final class CentredRows {

  private static final int SAFE_EXPONENT = 300; // a square stays within 2^±600

  private final double weightTotal;
  private final double[] mean;
  private final Matrix rows;
  private final int exponent;

  private CentredRows(double weightTotal, double[] mean, Matrix rows, int exponent) {
    this.weightTotal = weightTotal;
    this.mean = mean;
    this.rows = rows;
    this.exponent = exponent;
  }

  static CentredRows of(Dataset data) {
    int n = Math.toIntExact(data.rowCount());
    int d = data.featureCount();
    double[] values = new double[Math.multiplyExact(n, d)];
    data.read(0, n, DoubleBuffer.wrap(values));
    double[] weights = new double[n];
    data.readWeights(0, n, weights);
    double weightTotal = Arrays.stream(weights).sum();
    double[] mean = mean(values, weights, weightTotal, d);
    double largest = 0;
    for (int i = 0, at = 0; i < n; i++) {
      double root = Math.sqrt(weights[i]);
      for (int j = 0; j < d; j++, at++) {
        values[at] = (values[at] - mean[j]) * root;
        largest = Math.max(largest, Math.abs(values[at])); // NaN stays
      }
    }
    if (!(largest < Double.POSITIVE_INFINITY)) {
      DataSummary.of(data).requireComplete("PCA", ModelFamily.takingGaps());
    }
    int exponent = Math.getExponent(largest);
    if (largest == 0 || Math.abs(exponent) <= SAFE_EXPONENT) {
      exponent = 0;
    }
    for (int i = 0; exponent != 0 && i < values.length; i++) {
      values[i] = Math.scalb(values[i], -exponent);
    }
    return new CentredRows(weightTotal, mean, Matrix.wrap(n, d, values), exponent);
  }

  /** Differences from the first row are summed, so that an offset of all rows costs no digits. */
  private static double[] mean(double[] values, double[] weights, double weightTotal, int d) {
    double[] sums = new double[d];
    for (int i = 0; i < weights.length; i++) {
      for (int j = 0; j < d; j++) {
        sums[j] += weights[i] * (values[i * d + j] - values[j]);
      }
    }
    for (int j = 0; j < d; j++) {
      sums[j] = values[j] + sums[j] / weightTotal;
    }
    return sums;
  }

  /** Sum of weights. */
  double weightTotal() {
    return weightTotal;
  }

  /** Weighted mean of the rows as they were. */
  double[] mean() {
    return mean;
  }

  /** The rows were divided by two to this power. */
  int exponent() {
    return exponent;
  }

  /** Sum of all squares: the trace of the scatter. */
  double totalSquares() {
    double sum = 0;
    for (double value : rows.values()) {
      sum += value * value;
    }
    return sum;
  }

  Svd svd() {
    return Svd.of(rows);
  }

  Svd randomised(int count, long seed) {
    return RandomizedSvd.of(LinearOperator.of(rows), count, new SeededRandom(seed));
  }

  /**
   * The span of the top eigenvectors of X·Xᵀ holds the left singular vectors; the decomposition of
   * X within it gives exactly orthonormal axes, and singular values better than the roots of the
   * eigenvalues.
   */
  Svd gram(int count) {
    Matrix span = SymmetricEigen.top(rows.timesTransposed(rows), count).vectors();
    return Svd.of(span.transposedTimes(rows));
  }
}
