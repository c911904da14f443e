package org.latent4j.linear;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/** Rows drawn as a linear model says they come about: z ~ N(0, I), x = E[x|z] + ε. */
final class LatentDraws {

  private LatentDraws() {}

  /**
   * Draws rows.
   *
   * @param count n
   * @param q number of latent dimensions
   * @param decoder from z to E[x|z], n×q to n×d
   * @param deviations of the noise ε, one for each feature
   * @param random where chance comes from
   * @return n×d
   */
  static Matrix of(
      int count, int q, UnaryOperator<Matrix> decoder, double[] deviations, SeededRandom random) {
    int d = deviations.length;
    double[] latent = new double[Math.multiplyExact(count, q)];
    double[] noise = new double[Math.multiplyExact(count, d)];
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < q; k++) {
        latent[i * q + k] = random.nextGaussian();
      }
      for (int j = 0; j < d; j++) {
        noise[i * d + j] = deviations[j] * random.nextGaussian();
      }
    }
    double[] means = decoder.apply(Matrix.wrap(count, q, latent)).values();
    Arrays.setAll(noise, i -> means[i] + noise[i]);
    return Matrix.wrap(count, d, noise);
  }
}
