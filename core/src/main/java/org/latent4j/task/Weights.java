package org.latent4j.task;

import org.latent4j.data.Dataset;

/** Reads the weights of all rows. */
final class Weights {

  private Weights() {}

  static double[] of(Dataset data) {
    double[] weights = new double[Math.toIntExact(data.rowCount())];
    data.readWeights(0, weights.length, weights);
    return weights;
  }
}
