package org.latent4j.em;

import org.latent4j.data.Dataset;

/**
 * Visits the blocks of a data set. Whoever it is (threads of this machine, a cluster), rows are
 * divided in a way that depends on the data's shape alone, and statistics are merged in a fixed
 * order, so the result is the same bit for bit however many workers there are.
 */
public interface Engine {

  /**
   * Counts all rows.
   *
   * @param data at least one row
   * @param expectation what to count
   * @param parameters of this iteration
   * @param <P> parameters
   * @param <S> what is counted
   * @return the statistics of all rows
   */
  <P, S extends Statistics<S>> S count(Dataset data, Expectation<P, S> expectation, P parameters);
}
