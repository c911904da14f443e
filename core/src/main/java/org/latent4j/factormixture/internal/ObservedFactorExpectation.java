package org.latent4j.factormixture.internal;

import org.latent4j.em.Expectation;
import org.latent4j.em.RowBlock;
import org.latent4j.factormixture.FactorMixture;
import org.latent4j.mixture.internal.ComponentStatistics;
import org.latent4j.mixture.internal.GaussianExpectation;

/**
 * The E step of a factor mixture for rows with gaps: that of the Gaussian mixture which it is,
 * whose scatters have the conditional covariance of what is missing added to them. So components
 * and gaps are all that is hidden here, and factors are hidden in the M step alone, which takes
 * whole scatters as it does those of complete rows. A d×d matrix for each component.
 */
final class ObservedFactorExpectation implements Expectation<FactorMixture, FactorStatistics> {

  private final GaussianExpectation inner;
  private final int components;

  ObservedFactorExpectation(int components) {
    this.components = components;
    inner = new GaussianExpectation(ComponentStatistics.Shape.DENSE, components);
  }

  @Override
  public long statisticsSize(int features) {
    return FactorStatistics.size(features, components, 0, true);
  }

  @Override
  public Counter<FactorStatistics> begin(FactorMixture parameters, int blockRows) {
    int d = parameters.featureCount();
    Counter<ComponentStatistics> counter = inner.begin(parameters.gaussians(), blockRows);
    return new Counter<>() {
      @Override
      public void add(RowBlock block) {
        counter.add(block);
      }

      @Override
      public FactorStatistics take() {
        return FactorStatistics.of(counter.take(), d);
      }

      @Override
      public void close() {
        counter.close();
      }
    };
  }
}
