package org.latent4j.factormixture.internal;

import org.latent4j.em.Statistics;
import org.latent4j.mixture.internal.ComponentStatistics;

/**
 * What a factor mixture needs to know of the rows. For each component, with responsibilities r and
 * differences y from its mean there: weight Σr, mean, squares Σr·yⱼ² of each feature, and an image
 * of the scatter T = Σr·y·yᵀ. The image is T·βᵀ = Σr·y·E[z|x]ᵀ, d×q, with the β of the parameters
 * that the rows were counted with, or T itself where d is small. All are about the component's own
 * mean; merging moves them by Chan's update.
 */
public final class FactorStatistics implements Statistics<FactorStatistics> {

  private final int k;
  private final int d;
  private final boolean dense;
  private final int[] offsets;
  final double[] counts;
  final double[] means;
  final double[] codeMeans;
  final double[] squares;
  final double[] images;
  private double logLikelihood;
  private double weightTotal;

  /**
   * Starts empty.
   *
   * @param features d
   * @param offsets first place of each component among all factors, and their number
   * @param dense whether the image of a scatter is the scatter itself
   */
  FactorStatistics(int features, int[] offsets, boolean dense) {
    k = offsets.length - 1;
    d = features;
    this.dense = dense;
    this.offsets = offsets;
    counts = new double[k];
    means = new double[k * d];
    codeMeans = new double[dense ? 0 : offsets[k]];
    squares = new double[k * d];
    images = new double[Math.multiplyExact(d, dense ? k * d : offsets[k])];
  }

  /** Whole scatters of Gaussian components over d features. */
  static FactorStatistics of(ComponentStatistics gaussian, int features) {
    int d = features;
    double[] counts = gaussian.counts();
    FactorStatistics all = new FactorStatistics(d, new int[counts.length + 1], true);
    System.arraycopy(counts, 0, all.counts, 0, counts.length);
    System.arraycopy(gaussian.means(), 0, all.means, 0, counts.length * d);
    double[] lower = gaussian.scatters();
    for (int i = 0; i < lower.length; i++) {
      int row = i / d % d;
      int column = i % d;
      all.images[i] = column <= row ? lower[i] : lower[i + (column - row) * (d - 1)];
      if (row == column) {
        all.squares[i / d] = lower[i];
      }
    }
    all.addRows(gaussian.logLikelihood(), gaussian.weightTotal());
    return all;
  }

  /** Doubles of the flat form, for any division of so many factors. */
  static long size(long features, long components, long factors, boolean dense) {
    long images = dense ? components * features : factors;
    return 2 + components * (1 + 2 * features) + (dense ? 0 : factors) + features * images;
  }

  void addRows(double rowsLogLikelihood, double rowsWeight) {
    logLikelihood += rowsLogLikelihood;
    weightTotal += rowsWeight;
  }

  int components() {
    return k;
  }

  int features() {
    return d;
  }

  boolean isDense() {
    return dense;
  }

  /** Columns of the image of a component. */
  int width(int component) {
    return dense ? d : offsets[component + 1] - offsets[component];
  }

  /** Where the image of a component starts; its rows have {@link #width} numbers. */
  int imageOffset(int component) {
    return d * (dense ? component * d : offsets[component]);
  }

  /** Where the mean code of a component starts. */
  int codeOffset(int component) {
    return offsets[component];
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
  public void merge(FactorStatistics other) {
    for (int i = 0; i < images.length; i++) {
      images[i] += other.images[i];
    }
    for (int i = 0; i < squares.length; i++) {
      squares[i] += other.squares[i];
    }
    double[] step = new double[d];
    for (int c = 0; c < k; c++) {
      if (other.counts[c] > 0) {
        mergeMeans(other, c, step);
      }
    }
    addRows(other.logLikelihood, other.weightTotal);
  }

  private void mergeMeans(FactorStatistics other, int c, double[] step) {
    double total = counts[c] + other.counts[c];
    double share = other.counts[c] / total;
    double factor = counts[c] * share;
    for (int j = 0; j < d; j++) {
      step[j] = other.means[c * d + j] - means[c * d + j];
      means[c * d + j] += step[j] * share;
      squares[c * d + j] += factor * step[j] * step[j];
    }
    counts[c] = total;
    double[] codeStep = dense ? step : new double[width(c)];
    if (!dense) {
      for (int j = 0; j < codeStep.length; j++) {
        int at = offsets[c] + j;
        codeStep[j] = other.codeMeans[at] - codeMeans[at];
        codeMeans[at] += codeStep[j] * share;
      }
    }
    int at = imageOffset(c);
    for (int i = 0; i < d; i++) {
      double scaled = factor * step[i];
      for (double code : codeStep) {
        images[at++] += scaled * code;
      }
    }
  }

  @Override
  public double[] toArray() {
    double[][] parts = {{logLikelihood, weightTotal}, counts, means, codeMeans, squares, images};
    int length = 0;
    for (double[] part : parts) {
      length += part.length;
    }
    double[] flat = new double[length];
    int at = 0;
    for (double[] part : parts) {
      System.arraycopy(part, 0, flat, at, part.length);
      at += part.length;
    }
    return flat;
  }

  @Override
  public boolean isRestorable() {
    return true;
  }

  @Override
  public boolean restore(double[] flat) {
    logLikelihood = flat[0];
    weightTotal = flat[1];
    int at = 2;
    for (double[] part : new double[][] {counts, means, codeMeans, squares, images}) {
      System.arraycopy(flat, at, part, 0, part.length);
      at += part.length;
    }
    return true;
  }
}
