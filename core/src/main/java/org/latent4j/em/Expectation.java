package org.latent4j.em;

/**
 * What a family counts in rows, given parameters: the E step.
 *
 * @param <P> parameters, immutable
 * @param <S> what is counted
 */
public interface Expectation<P, S extends Statistics<S>> {

  /**
   * Starts to count. Called once for every worker; the counter is used by one thread at a time and
   * closed.
   *
   * @param parameters of this iteration
   * @param blockRows the most rows of one block
   * @return an empty counter
   */
  Counter<S> begin(P parameters, int blockRows);

  /**
   * How many doubles {@link Statistics#toArray} gives, known before anything is counted; an engine
   * divides the rows by it so that statistics in flight stay small.
   *
   * @param features d
   * @return a length
   */
  long statisticsSize(int features);

  /**
   * Counts blocks of rows, and owns the buffers that this takes.
   *
   * @param <S> what is counted
   */
  interface Counter<S> extends AutoCloseable {

    /**
     * Counts the rows of a block.
     *
     * @param block valid during the call only
     */
    void add(RowBlock block);

    /**
     * What was counted since the last call.
     *
     * @return the statistics; the counter is empty again
     */
    S take();

    @Override
    void close();
  }
}
