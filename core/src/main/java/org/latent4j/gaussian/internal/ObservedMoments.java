package org.latent4j.gaussian.internal;

import org.latent4j.em.Moments;
import org.latent4j.em.Statistics;

/**
 * Expected moments of rows with gaps, under a normal distribution, and the log likelihood of what
 * was observed of them.
 */
public final class ObservedMoments implements Statistics<ObservedMoments> {

  private final Moments moments;
  private double logLikelihood;

  ObservedMoments(Moments moments, double logLikelihood) {
    this.moments = moments;
    this.logLikelihood = logLikelihood;
  }

  /**
   * Weight, mean and scatter of the completed rows, the scatter of what was filled in included.
   *
   * @return the moments that an M step takes
   */
  public Moments moments() {
    return moments;
  }

  @Override
  public void merge(ObservedMoments other) {
    moments.merge(other.moments);
    logLikelihood += other.logLikelihood;
  }

  @Override
  public double logLikelihood() {
    return logLikelihood;
  }

  @Override
  public double weightTotal() {
    return moments.weightTotal();
  }

  @Override
  public double[] toArray() {
    double[] counted = moments.toArray();
    double[] flat = new double[counted.length + 1];
    flat[0] = logLikelihood;
    System.arraycopy(counted, 0, flat, 1, counted.length);
    return flat;
  }
}
