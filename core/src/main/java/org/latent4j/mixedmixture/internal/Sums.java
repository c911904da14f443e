package org.latent4j.mixedmixture.internal;

/** Weighted sums that merge by addition: weights of levels, or of values. */
final class Sums implements PartStatistics {

  private final double[] values;

  Sums(int length) {
    values = new double[length];
  }

  /** The sums themselves. */
  double[] values() {
    return values;
  }

  @Override
  public void merge(PartStatistics other) {
    double[] theirs = ((Sums) other).values;
    for (int i = 0; i < theirs.length; i++) {
      values[i] += theirs[i];
    }
  }

  @Override
  public int copyTo(double[] target, int at) {
    System.arraycopy(values, 0, target, at, values.length);
    return values.length;
  }
}
