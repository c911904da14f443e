package org.latent4j.mixture.internal;

/** Log joint densities of Gaussian components. */
final class GaussianLogJoint extends LogJoint {

  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final SquaredDistances distances;
  private final double[] constants;

  GaussianLogJoint(
      SquaredDistances distances, int d, double[] logWeights, double[] logDeterminants) {
    this.distances = distances;
    constants = new double[logDeterminants.length];
    for (int c = 0; c < constants.length; c++) {
      constants[c] = logWeights[c] - 0.5 * (d * LOG_TWO_PI + logDeterminants[c]);
    }
  }

  @Override
  public void evaluate(double[] rows, int rowCount, double[] logJoint) {
    distances.evaluate(rows, rowCount, logJoint);
    int k = constants.length;
    for (int i = 0; i < rowCount; i++) {
      for (int c = 0; c < k; c++) {
        logJoint[i * k + c] = constants[c] - 0.5 * logJoint[i * k + c];
      }
    }
  }

  @Override
  public void close() {
    distances.close();
  }
}
