package org.latent4j.mixedmixture.internal;

import java.util.List;
import org.latent4j.em.Statistics;

/** Weight of each component and what is counted of each part. */
final class MixedStatistics implements Statistics<MixedStatistics> {

  private final double[] counts;
  private final List<PartStatistics> parts;
  private final int size;
  private double logLikelihood;
  private double weightTotal;

  /** Takes what was counted; kept. */
  MixedStatistics(
      double[] counts,
      List<PartStatistics> parts,
      int size,
      double logLikelihood,
      double weightTotal) {
    this.counts = counts;
    this.parts = parts;
    this.size = size;
    this.logLikelihood = logLikelihood;
    this.weightTotal = weightTotal;
  }

  /** Weights of the components' rows, the array itself. */
  double[] counts() {
    return counts;
  }

  /** What was counted of each part, in their order. */
  List<PartStatistics> parts() {
    return parts;
  }

  @Override
  public double logLikelihood() {
    return logLikelihood;
  }

  @Override
  public double weightTotal() {
    return weightTotal;
  }

  @Override
  public void merge(MixedStatistics other) {
    for (int c = 0; c < counts.length; c++) {
      counts[c] += other.counts[c];
    }
    for (int p = 0; p < parts.size(); p++) {
      parts.get(p).merge(other.parts.get(p));
    }
    logLikelihood += other.logLikelihood;
    weightTotal += other.weightTotal;
  }

  @Override
  public double[] toArray() {
    double[] flat = new double[size];
    flat[0] = logLikelihood;
    flat[1] = weightTotal;
    System.arraycopy(counts, 0, flat, 2, counts.length);
    int at = 2 + counts.length;
    for (PartStatistics part : parts) {
      at += part.copyTo(flat, at);
    }
    return flat;
  }
}
