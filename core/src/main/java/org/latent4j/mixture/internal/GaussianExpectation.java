package org.latent4j.mixture.internal;

import org.latent4j.em.Expectation;
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
    return new ComponentCounter(
        shape,
        parameters.evaluator(blockRows),
        parameters.componentCount(),
        parameters.means(),
        blockRows);
  }
}
