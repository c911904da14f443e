package org.latent4j.factormixture.internal;

import org.latent4j.em.Expectation;
import org.latent4j.em.RowBlock;
import org.latent4j.factormixture.FactorMixture;
import org.latent4j.linalg.ArrayMath;

/**
 * The E step of a factor mixture: responsibilities of the rows of a block, and with them the
 * statistics of each component. A block is read once; all components visit it while it is in the
 * cache. About 2·d·q multiply-adds per row and component for the density and d·q for the image of
 * the scatter (d²/2 for the scatter itself); rows of a responsibility below 1e-12 are left out of
 * the latter.
 */
public final class FactorExpectation implements Expectation<FactorMixture, FactorStatistics> {

  private final int components;
  private final int mostFactors;
  private final boolean dense;

  /**
   * Chooses what is counted.
   *
   * @param components k
   * @param mostFactors the most factors of all components together
   * @param dense whether scatters are counted whole
   */
  public FactorExpectation(int components, int mostFactors, boolean dense) {
    this.components = components;
    this.mostFactors = mostFactors;
    this.dense = dense;
  }

  @Override
  public long statisticsSize(int features) {
    return FactorStatistics.size(features, components, mostFactors, dense);
  }

  @Override
  public Counter<FactorStatistics> begin(FactorMixture parameters, int blockRows) {
    return new BlockCounter(parameters, blockRows, dense);
  }

  private static final class BlockCounter implements Counter<FactorStatistics> {
    private final int components;
    private final FactorEvaluator evaluator;
    private final ImageAccumulator images;
    private final double[] rows;
    private final double[] responsibilities;
    private final double[] logDensities;
    private double logLikelihood;
    private double weightTotal;

    BlockCounter(FactorMixture mixture, int capacity, boolean dense) {
      components = mixture.componentCount();
      evaluator = mixture.evaluator(capacity);
      images = new ImageAccumulator(mixture, evaluator, capacity, dense);
      rows = new double[capacity * mixture.featureCount()];
      responsibilities = new double[capacity * components];
      logDensities = new double[capacity];
    }

    @Override
    public void add(RowBlock block) {
      int count = block.rows();
      block.values().get(0, rows, 0, count * block.features());
      evaluator.evaluate(rows, count, responsibilities);
      ArrayMath.softmaxRows(responsibilities, count, components, logDensities);
      double[] weights = block.weights();
      for (int i = 0; i < count; i++) {
        logLikelihood += weights[i] * logDensities[i];
        weightTotal += weights[i];
        if (weights[i] != 1) {
          for (int c = i * components; c < (i + 1) * components; c++) {
            responsibilities[c] *= weights[i];
          }
        }
      }
      images.add(rows, count, responsibilities);
    }

    @Override
    public FactorStatistics take() {
      FactorStatistics statistics = images.take();
      statistics.addRows(logLikelihood, weightTotal);
      logLikelihood = 0;
      weightTotal = 0;
      return statistics;
    }

    @Override
    public void close() {
      evaluator.close();
      images.close();
    }
  }
}
