package org.latent4j.mixture.internal;

import org.latent4j.em.Expectation;
import org.latent4j.em.RowBlock;
import org.latent4j.linalg.ArrayMath;
import org.latent4j.mixture.GaussianMixture;

/**
 * The E step of a Gaussian mixture: responsibilities of the rows of a block, and with them the
 * weight, mean and scatter of each component. A block is read once; all components visit it while
 * it is in the cache. About d² multiply-adds per row and component for the density and as many for
 * the scatter (3d and 3d for diagonal covariances).
 */
public final class GaussianExpectation
    implements Expectation<GaussianMixture, ComponentStatistics> {

  private final ComponentStatistics.Shape shape;
  private final int components;

  /**
   * Chooses what is counted.
   *
   * @param shape what is kept of the scatters
   * @param components k, without a noise component
   */
  public GaussianExpectation(ComponentStatistics.Shape shape, int components) {
    this.shape = shape;
    this.components = components;
  }

  @Override
  public long statisticsSize(int features) {
    long d = features;
    return 3
        + components * (1 + d)
        + switch (shape) {
          case DENSE -> components * d * d;
          case POOLED -> d * d;
          case DIAGONAL -> components * d;
        };
  }

  @Override
  public Counter<ComponentStatistics> begin(GaussianMixture parameters, int blockRows) {
    return new BlockCounter(parameters, blockRows);
  }

  private final class BlockCounter implements Counter<ComponentStatistics> {
    private final GaussianMixture mixture;
    private final LogJoint logJoint;
    private final ScatterAccumulator scatter;
    private final double[] rows;
    private final double[] responsibilities;
    private final double[] logDensities;
    private final int width;
    private double noiseCount;
    private double logLikelihood;
    private double weightTotal;

    BlockCounter(GaussianMixture mixture, int capacity) {
      this.mixture = mixture;
      int d = mixture.featureCount();
      logJoint = mixture.evaluator(capacity);
      scatter = ScatterAccumulator.of(shape, components, d, mixture.means().values(), capacity);
      rows = new double[capacity * d];
      width = mixture.componentCount();
      responsibilities = new double[capacity * width];
      logDensities = new double[capacity];
    }

    @Override
    public void add(RowBlock block) {
      int count = block.rows();
      block.values().get(0, rows, 0, count * block.features());
      logJoint.evaluate(rows, count, responsibilities);
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
      if (width > components) {
        takeOutNoise(count);
      }
      scatter.add(rows, count, responsibilities);
    }

    private void takeOutNoise(int count) {
      for (int i = 0; i < count; i++) {
        noiseCount += responsibilities[i * width + components];
        System.arraycopy(responsibilities, i * width, responsibilities, i * components, components);
      }
    }

    @Override
    public ComponentStatistics take() {
      ComponentStatistics statistics =
          new ComponentStatistics(shape, components, mixture.featureCount());
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
}
