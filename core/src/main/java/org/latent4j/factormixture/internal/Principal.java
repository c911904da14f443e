package org.latent4j.factormixture.internal;

import java.util.Arrays;
import org.latent4j.linalg.LinearOperator;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.RandomizedSvd;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.Svd;

/**
 * The largest variances of centred rows and their directions, for starts: from a thin singular
 * value decomposition, by random projection where both sides are long. Never a d×d matrix.
 */
final class Principal {

  private static final int EXACT = 128;
  private static final int OVERSAMPLING = 10;
  private static final int POWER_ITERATIONS = 2;

  private final int d;
  private final double weight;
  private final double[] variances;
  private final Matrix axes;
  private final double[] squares;

  private Principal(int d, double weight, double[] variances, Matrix axes, double[] squares) {
    this.d = d;
    this.weight = weight;
    this.variances = variances;
    this.axes = axes;
    this.squares = squares;
  }

  /**
   * Decomposes rows.
   *
   * @param centred √w·(x − mean), n×d
   * @param weight Σw, above 0
   * @param count the most directions
   */
  static Principal of(Matrix centred, double weight, int count, SeededRandom random) {
    int n = centred.rows();
    int d = centred.columns();
    int most = Math.min(count, Math.min(n, d));
    Svd svd =
        Math.min(n, d) <= EXACT
            ? Svd.of(centred)
            : RandomizedSvd.of(
                LinearOperator.of(centred), most, OVERSAMPLING, POWER_ITERATIONS, random);
    double[] variances = Arrays.copyOf(svd.singularValues(), most);
    Arrays.setAll(variances, j -> variances[j] * variances[j] / weight);
    double[] squares = new double[d];
    for (int i = 0; i < n * d; i++) {
      squares[i % d] += centred.values()[i] * centred.values()[i] / weight;
    }
    return new Principal(d, weight, variances, svd.rightVectors().columnRange(0, most), squares);
  }

  /** Variance of each feature. */
  double[] featureVariances() {
    return squares;
  }

  /**
   * σ² of probabilistic PCA with q directions: the mean of the variances left, at least the least.
   */
  private double noise(int q, double least) {
    double left = Arrays.stream(squares).sum();
    for (int j = 0; j < q; j++) {
      left -= variances[j];
    }
    return Math.max(left / (d - q), least);
  }

  /**
   * Loadings of probabilistic PCA.
   *
   * @return d×count; columns beyond the directions there are, are 0
   */
  Matrix loadings(int count, double leastNoise) {
    int q = Math.min(count, variances.length);
    double variance = noise(q, leastNoise);
    double[] w = new double[d * count];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < q; j++) {
        w[i * count + j] = axes.get(i, j) * Math.sqrt(Math.max(0, variances[j] - variance));
      }
    }
    return Matrix.wrap(d, count, w);
  }

  /** The number of directions with which probabilistic PCA of these rows has its least BIC. */
  int leastBic(double leastNoise) {
    double logAlong = 0;
    double best = Double.POSITIVE_INFINITY;
    int chosen = 0;
    for (int q = 0; q <= Math.min(variances.length, d - 1); q++) {
      logAlong += q > 0 ? Math.log(Math.max(variances[q - 1], leastNoise)) : 0;
      double deviance = weight * (logAlong + (d - q) * Math.log(noise(q, leastNoise)));
      double bic = deviance + (d * (double) q - q * (q - 1) / 2.0) * Math.log(weight);
      if (bic < best) {
        best = bic;
        chosen = q;
      }
    }
    return chosen;
  }
}
