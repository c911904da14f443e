package org.latent4j.mixture.internal;

import org.latent4j.em.Expectation;

/**
 * The best posterior of the components for a given posterior of the parameters: responsibilities in
 * proportion to exp E[log weight + log N(x; μ, Λ⁻¹)]. What is counted as the log likelihood of a
 * row is the logarithm of their sum; with the term of the parameters it is the evidence lower bound
 * (Bishop 2006, equation 10.70, at the best responsibilities).
 *
 * @param shape what is kept of the scatters
 * @param components k
 */
record BayesianExpectation(ComponentStatistics.Shape shape, int components)
    implements Expectation<BayesianPosterior, ComponentStatistics> {

  @Override
  public long statisticsSize(int features) {
    return new GaussianExpectation(shape, components).statisticsSize(features);
  }

  @Override
  public Counter<ComponentStatistics> begin(BayesianPosterior parameters, int blockRows) {
    return new ComponentCounter(
        shape, parameters.evaluator(blockRows), components, parameters.means(), blockRows);
  }
}
