package org.latent4j.em;

/**
 * How counts become parameters: the M step.
 *
 * @param <P> parameters, immutable
 * @param <S> what is counted
 */
@FunctionalInterface
public interface Maximization<P, S extends Statistics<S>> {

  /**
   * The parameters that maximise the expected complete log likelihood.
   *
   * @param statistics of all rows
   * @param previous the parameters they were counted with
   * @return new parameters
   * @throws org.latent4j.linalg.NumericalException if there are none
   */
  P maximize(S statistics, P previous);
}
