package org.latent4j.deep;

import java.util.Optional;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.ImageShape;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/** Rows for tests. */
final class Rows {

  private Rows() {}

  /** Rows about a curve in d dimensions, of unequal scales. */
  static Matrix curved(int n, int d, long seed) {
    SeededRandom random = new SeededRandom(seed);
    double[] values = new double[n * d];
    for (int i = 0; i < n; i++) {
      double t = 2 * random.nextGaussian();
      for (int j = 0; j < d; j++) {
        double curve = j % 2 == 0 ? t * (1 + j) : Math.cos(t + j);
        values[i * d + j] = curve + (0.2 + 0.1 * j) * random.nextGaussian() - 3;
      }
    }
    return Matrix.wrap(n, d, values);
  }

  /** x = W·z + μ + ε, with q latent dimensions and noise of one variance. */
  static Matrix linear(int n, int d, int q, double deviation, long seed) {
    SeededRandom random = new SeededRandom(seed);
    double[] loadings = new double[d * q];
    random.fillGaussian(loadings);
    double[] values = new double[n * d];
    double[] z = new double[q];
    for (int i = 0; i < n; i++) {
      random.fillGaussian(z);
      for (int j = 0; j < d; j++) {
        double mean = j;
        for (int k = 0; k < q; k++) {
          mean += loadings[j * q + k] * z[k];
        }
        values[i * d + j] = mean + deviation * random.nextGaussian();
      }
    }
    return Matrix.wrap(n, d, values);
  }

  /** Square images, dark but for a bright bar of two columns or rows at a random place. */
  static Dataset images(int n, int side, long seed) {
    SeededRandom random = new SeededRandom(seed);
    double[] values = new double[n * side * side];
    for (int i = 0; i < n; i++) {
      boolean upright = random.nextInt(2) == 0;
      int place = random.nextInt(side - 1);
      for (int p = 0; p < side * side; p++) {
        int along = upright ? p % side : p / side;
        boolean bright = along == place || along == place + 1;
        values[i * side * side + p] = random.nextInt(20) == 0 ^ bright ? 1 : 0;
      }
    }
    Schema schema =
        new Schema(
            Schema.numeric(side * side).columns(), Optional.of(new ImageShape(side, side, 1)));
    return HeapDataset.builder(schema, Matrix.wrap(n, side * side, values)).build();
  }
}
