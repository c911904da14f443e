package org.latent4j.mixedmixture.internal;

import org.latent4j.mixture.internal.ComponentStatistics;

/** Weight, mean and scatter of several numeric columns together, in each component. */
final class BlockStatistics implements PartStatistics {

  private final ComponentStatistics moments;

  BlockStatistics(ComponentStatistics moments) {
    this.moments = moments;
  }

  ComponentStatistics moments() {
    return moments;
  }

  @Override
  public void merge(PartStatistics other) {
    moments.merge(((BlockStatistics) other).moments);
  }

  @Override
  public int copyTo(double[] target, int at) {
    double[] flat = moments.toArray();
    System.arraycopy(flat, 0, target, at, flat.length);
    return flat.length;
  }
}
