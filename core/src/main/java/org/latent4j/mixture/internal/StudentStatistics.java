package org.latent4j.mixture.internal;

import org.latent4j.em.Statistics;

/**
 * What the E step of a mixture of t distributions counts: for each component Σ r, the moments with
 * weights r·u, whose count is Σ r·u, and Σ r·log(1 + δ/ν), where r are responsibilities and u = (ν
 * + d)/(ν + δ) the expected precisions of the rows.
 */
public final class StudentStatistics implements Statistics<StudentStatistics> {

  final ComponentStatistics moments;
  final double[] shares;
  final double[] logPrecisions;

  StudentStatistics(ComponentStatistics moments, double[] shares, double[] logPrecisions) {
    this.moments = moments;
    this.shares = shares;
    this.logPrecisions = logPrecisions;
  }

  @Override
  public void merge(StudentStatistics other) {
    moments.merge(other.moments);
    for (int c = 0; c < shares.length; c++) {
      shares[c] += other.shares[c];
      logPrecisions[c] += other.logPrecisions[c];
    }
  }

  @Override
  public double logLikelihood() {
    return moments.logLikelihood();
  }

  @Override
  public double weightTotal() {
    return moments.weightTotal();
  }

  @Override
  public double[] toArray() {
    double[] flat = moments.toArray();
    int size = flat.length;
    int k = shares.length;
    flat = java.util.Arrays.copyOf(flat, size + 2 * k);
    System.arraycopy(shares, 0, flat, size, k);
    System.arraycopy(logPrecisions, 0, flat, size + k, k);
    return flat;
  }

  @Override
  public boolean isRestorable() {
    return true;
  }

  @Override
  public boolean restore(double[] flat) {
    int k = shares.length;
    int size = flat.length - 2 * k;
    moments.restore(java.util.Arrays.copyOf(flat, size));
    System.arraycopy(flat, size, shares, 0, k);
    System.arraycopy(flat, size + k, logPrecisions, 0, k);
    return true;
  }
}
