package org.latent4j.mixture.internal;

import org.jspecify.annotations.Nullable;
import org.latent4j.mixture.UniformNoise;

/** Log joint densities of k Gaussians with that of a noise component in the last place. */
final class NoisyLogJoint extends LogJoint {

  private final LogJoint gaussians;
  private final UniformNoise noise;
  private final int k;
  private final double inside;
  private final double logWeight;
  private final double[] scratch;

  NoisyLogJoint(LogJoint gaussians, int k, UniformNoise noise, double logWeight, int capacity) {
    this.gaussians = gaussians;
    this.noise = noise;
    this.k = k;
    this.logWeight = logWeight;
    inside = logWeight - noise.logVolume();
    scratch = new double[capacity * k];
  }

  @Override
  public void evaluate(double[] rows, int rowCount, double[] logJoint) {
    gaussians.evaluate(rows, rowCount, scratch);
    int d = noise.featureCount();
    for (int i = 0; i < rowCount; i++) {
      int to = i * (k + 1);
      System.arraycopy(scratch, i * k, logJoint, to, k);
      logJoint[to + k] =
          noise.contains(rows, i * d) ? inside : logWeight + noise.logDensity(rows, i * d);
    }
  }

  @Override
  @Nullable FilledRows filled() {
    return gaussians.filled();
  }

  @Override
  public void close() {
    gaussians.close();
  }
}
