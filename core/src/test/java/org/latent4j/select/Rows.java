package org.latent4j.select;

import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/** Made-up rows. */
final class Rows {

  private Rows() {}

  /** Independent standard normal features. */
  static Dataset normal(int rows, int features, long seed) {
    double[] values = new double[rows * features];
    new SeededRandom(seed).fillGaussian(values);
    return Dataset.of(Matrix.wrap(rows, features, values));
  }

  /** Spherical blobs of variance 1 around corners of a square of side 12, equally likely. */
  static Dataset blobs(int rows, int blobs, long seed) {
    SeededRandom random = new SeededRandom(seed);
    double[] values = new double[2 * rows];
    for (int i = 0; i < rows; i++) {
      int blob = random.nextInt(blobs);
      values[2 * i] = 12 * (blob % 2) + random.nextGaussian();
      values[2 * i + 1] = 12 * (blob / 2) + random.nextGaussian();
    }
    return Dataset.of(Matrix.wrap(rows, 2, values));
  }

  /** Correlated features on scales a thousand times apart. */
  static Dataset unevenScales(int rows, int features, long seed) {
    SeededRandom random = new SeededRandom(seed);
    double[] values = new double[rows * features];
    for (int i = 0; i < rows; i++) {
      double common = random.nextGaussian();
      for (int j = 0; j < features; j++) {
        values[i * features + j] =
            7 + Math.pow(1000, (double) j / features) * (common + random.nextGaussian());
      }
    }
    return Dataset.of(Matrix.wrap(rows, features, values));
  }
}
