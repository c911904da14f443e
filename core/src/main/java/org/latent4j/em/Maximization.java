package org.latent4j.em;

import java.util.Optional;

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
  Update<P> maximize(S statistics, P previous);

  /**
   * New parameters.
   *
   * @param <P> parameters
   * @param parameters the new ones
   * @param repair what was mended, one sentence, if these are not the maximum but a fresh start for
   *     a part that had collapsed; the log likelihood may fall once
   */
  record Update<P>(P parameters, Optional<String> repair) {

    /**
     * The maximum.
     *
     * @param parameters the new ones
     * @param <P> parameters
     * @return an update without repair
     */
    public static <P> Update<P> of(P parameters) {
      return new Update<>(parameters, Optional.empty());
    }
  }
}
