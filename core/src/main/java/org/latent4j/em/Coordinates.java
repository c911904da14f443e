package org.latent4j.em;

import java.util.Optional;

/**
 * Statistics as points of a space in which straight lines make sense, so that EM can be
 * accelerated: positive numbers by their logarithms, matrices by their Cholesky factors, all on
 * comparable scales. Any point near that of some statistics is a point of statistics again, so an M
 * step turns it into parameters that keep every constraint of the family.
 *
 * @param <S> statistics
 */
public interface Coordinates<S extends Statistics<S>> {

  /**
   * The point of statistics.
   *
   * @param statistics of all rows
   * @return a vector of the same length for all statistics of one fit; nothing if these have no
   *     point, such as a singular scatter
   */
  Optional<double[]> of(S statistics);

  /**
   * Statistics at a point.
   *
   * @param point a vector near some that {@link #of} gave
   * @param like statistics of the same rows; not changed
   * @return statistics for an M step, without a log likelihood; nothing if the point lies too far
   *     out
   */
  Optional<S> at(double[] point, S like);
}
