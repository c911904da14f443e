package org.latent4j.mixture.internal;

import org.latent4j.em.Expectation;
import org.latent4j.em.RowBlock;
import org.latent4j.linalg.ArrayMath;
import org.latent4j.linalg.SpecialFunctions;
import org.latent4j.mixture.StudentMixture;

/**
 * The E step of a mixture of t distributions (Peel and McLachlan 2000, section 3): responsibilities
 * r and expected precisions u of the rows of a block, and with them what {@link StudentStatistics}
 * holds. A block is read once. It costs what a Gaussian mixture costs, and one logarithm more per
 * row and component.
 */
public final class StudentExpectation implements Expectation<StudentMixture, StudentStatistics> {

  private final ComponentStatistics.Shape shape;
  private final int components;

  /**
   * Chooses what is counted.
   *
   * @param shape what is kept of the scatters
   * @param components k
   */
  public StudentExpectation(ComponentStatistics.Shape shape, int components) {
    this.shape = shape;
    this.components = components;
  }

  @Override
  public long statisticsSize(int features) {
    return new GaussianExpectation(shape, components).statisticsSize(features) + 2L * components;
  }

  @Override
  public Counter<StudentStatistics> begin(StudentMixture parameters, int blockRows) {
    return new BlockCounter(parameters, blockRows);
  }

  private final class BlockCounter implements Counter<StudentStatistics> {
    private final int d;
    private final double[] freedom;
    private final StudentLogJoint logJoint;
    private final ScatterAccumulator scatter;
    private final double[] rows;
    private final double[] responsibilities;
    private final double[] logDensities;
    private double[] shares = new double[components];
    private double[] logarithms = new double[components];
    private double logLikelihood;
    private double weightTotal;

    BlockCounter(StudentMixture mixture, int capacity) {
      d = mixture.featureCount();
      freedom = mixture.degreesOfFreedom();
      logJoint = mixture.evaluator(capacity);
      // A row far away has a tiny precision but a full share in the scatter: none is left out.
      scatter = ScatterAccumulator.of(shape, components, d, mixture.means().values(), 0);
      rows = new double[capacity * d];
      responsibilities = new double[capacity * components];
      logDensities = new double[capacity];
    }

    @Override
    public void add(RowBlock block) {
      int count = block.rows();
      block.values().get(0, rows, 0, count * d);
      logJoint.evaluate(rows, count, responsibilities);
      ArrayMath.softmaxRows(responsibilities, count, components, logDensities);
      double[] weights = block.weights();
      for (int i = 0; i < count; i++) {
        logLikelihood += weights[i] * logDensities[i];
        weightTotal += weights[i];
        weigh(i * components, weights[i]);
      }
      scatter.add(rows, count, responsibilities);
    }

    /** Counts a row's responsibilities and turns each into r·u. */
    private void weigh(int from, double weight) {
      double[] squared = logJoint.squaredDistances();
      double[] logs = logJoint.logarithms();
      for (int c = 0; c < components; c++) {
        double share = responsibilities[from + c] * weight;
        shares[c] += share;
        logarithms[c] += share * logs[from + c];
        double precision = (freedom[c] + d) / (freedom[c] + squared[from + c]);
        responsibilities[from + c] = share > ScatterAccumulator.NEGLIGIBLE ? share * precision : 0;
      }
    }

    @Override
    public StudentStatistics take() {
      ComponentStatistics moments = new ComponentStatistics(shape, components, d);
      scatter.drainInto(moments);
      moments.addRows(logLikelihood, weightTotal);
      StudentStatistics statistics = new StudentStatistics(moments, shares, logPrecisions());
      shares = new double[components];
      logarithms = new double[components];
      logLikelihood = 0;
      weightTotal = 0;
      return statistics;
    }

    /** With a = ½(ν + d), E[log u] = ψ(a) − log a + log(1 + d/ν) − log(1 + δ/ν). */
    private double[] logPrecisions() {
      double[] sums = new double[components];
      for (int c = 0; c < components; c++) {
        double half = 0.5 * (freedom[c] + d);
        double common =
            SpecialFunctions.digamma(half) - Math.log(half) + Math.log1p(d / freedom[c]);
        sums[c] = shares[c] * common - logarithms[c];
      }
      return sums;
    }

    @Override
    public void close() {
      logJoint.close();
      scatter.close();
    }
  }
}
