package org.latent4j.mixture.internal;

import org.latent4j.em.Expectation;
import org.latent4j.em.RowBlock;
import org.latent4j.linalg.ArrayMath;
import org.latent4j.linalg.Matrix;

/**
 * Counts weight, mean and scatter of components by the responsibilities that follow from log joint
 * densities, and the sum of the logarithms of the rows' densities.
 */
final class ComponentCounter implements Expectation.Counter<ComponentStatistics> {

  private final ComponentStatistics.Shape shape;
  private final LogJoint logJoint;
  private final int width;
  private final int k;
  private final int d;
  private final ScatterAccumulator scatter;
  private final double[] rows;
  private final double[] responsibilities;
  private final double[] logDensities;
  private double noiseCount;
  private double logLikelihood;
  private double weightTotal;

  /**
   * Starts to count.
   *
   * @param shape what is kept of the scatters
   * @param logJoint of the components; closed with this
   * @param width number of components, k or, with a noise component in the last place, k + 1
   * @param means k×d, about which moments are summed
   * @param capacity the most rows of one block
   */
  ComponentCounter(
      ComponentStatistics.Shape shape, LogJoint logJoint, int width, Matrix means, int capacity) {
    this.shape = shape;
    this.logJoint = logJoint;
    this.width = width;
    k = means.rows();
    d = means.columns();
    scatter = ScatterAccumulator.of(shape, k, d, means.values(), capacity);
    rows = new double[capacity * d];
    responsibilities = new double[capacity * width];
    logDensities = new double[capacity];
  }

  @Override
  public void add(RowBlock block) {
    int count = block.rows();
    block.values().get(0, rows, 0, count * d);
    logJoint.evaluate(rows, count, responsibilities);
    block.holdComponents(responsibilities, width);
    ArrayMath.softmaxRows(responsibilities, count, width, logDensities);
    double[] weights = block.weights();
    for (int i = 0; i < count; i++) {
      logLikelihood += weights[i] * logDensities[i];
      weightTotal += weights[i];
      if (weights[i] != 1) {
        for (int c = i * width; c < (i + 1) * width; c++) {
          responsibilities[c] *= weights[i];
        }
      }
    }
    if (width > k) {
      takeOutNoise(count);
    }
    scatter.add(rows, count, responsibilities);
  }

  private void takeOutNoise(int count) {
    for (int i = 0; i < count; i++) {
      noiseCount += responsibilities[i * width + k];
      System.arraycopy(responsibilities, i * width, responsibilities, i * k, k);
    }
  }

  @Override
  public ComponentStatistics take() {
    ComponentStatistics statistics = new ComponentStatistics(shape, k, d);
    scatter.drainInto(statistics);
    statistics.addRows(logLikelihood, weightTotal);
    statistics.addNoise(noiseCount);
    noiseCount = 0;
    logLikelihood = 0;
    weightTotal = 0;
    return statistics;
  }

  @Override
  public void close() {
    logJoint.close();
    scatter.close();
  }
}
