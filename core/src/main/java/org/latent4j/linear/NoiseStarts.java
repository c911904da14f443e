package org.latent4j.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/** Noise variances from which those of a factor analysis are sought. */
final class NoiseStarts {

  private NoiseStarts() {}

  /**
   * Jöreskog's, then noise drawn uniformly between nothing and all of each variance.
   *
   * @param covariance d×d
   * @param variances its diagonal
   * @param q latent dimension
   * @param starts how many, 0 to choose by d
   * @param seed of the draws
   * @return logarithms of noise variances; to be added to
   */
  static List<double[]> of(Matrix covariance, double[] variances, int q, int starts, long seed) {
    int d = variances.length;
    int count = starts > 0 ? starts : d <= 32 ? 10 : d <= 128 ? 4 : 2;
    List<double[]> all = new ArrayList<>();
    all.add(logs(regressionNoise(covariance, q)));
    SeededRandom random = new SeededRandom(seed);
    while (all.size() < count) {
      double[] noise = new double[d];
      Arrays.setAll(noise, j -> variances[j] * (1 - random.nextDouble()));
      all.add(logs(noise));
    }
    return all;
  }

  private static double[] logs(double[] noise) {
    return Arrays.stream(noise).map(Math::log).toArray();
  }

  /**
   * (1 − q/2d) times what regression on the other features leaves of each (Jöreskog 1967, equation
   * 42), with a small ridge for the case that it leaves nothing.
   */
  private static double[] regressionNoise(Matrix covariance, int q) {
    int d = covariance.rows();
    double[] ridged = covariance.toArray();
    for (int j = 0; j < d; j++) {
      ridged[j * d + j] += 1e-3;
    }
    Matrix inverseLower = Cholesky.of(Matrix.wrap(d, d, ridged)).inverseLower();
    double[] noise = new double[d];
    for (int j = 0; j < d; j++) {
      double precision = Arrays.stream(inverseLower.column(j)).map(v -> v * v).sum();
      noise[j] = (1 - 0.5 * q / d) / precision;
    }
    return noise;
  }
}
