package org.latent4j.mixedmixture.internal;

/**
 * How one part is fitted: what is counted of its columns, and which parameters follow. Immutable.
 */
interface Estimator {

  /** Counts rows of one part, for one thread. */
  interface Tally extends AutoCloseable {

    /**
     * Adds rows.
     *
     * @param rows row-major, rowCount×d, missing values are NaN
     * @param d features of a row
     * @param rowCount at most the capacity
     * @param shares rowCount×k, the responsibilities times the weights of the rows
     */
    void add(double[] rows, int d, int rowCount, double[] shares);

    /** What was counted since the last call. */
    PartStatistics take();

    @Override
    default void close() {}
  }

  /** The same distribution in all components, as all rows have it. */
  Part whole();

  /**
   * Starts to count.
   *
   * @param current parameters, about which moments are summed
   * @param own an evaluation of the same parameters by the same thread
   * @param capacity the most rows of one call
   */
  Tally tally(Part current, Part.Densities own, int capacity);

  /** How many numbers the statistics have. */
  int statisticsSize();

  /** The parameters that maximise the expected objective; no worse than the previous ones. */
  Part maximize(PartStatistics statistics, Part previous);

  /** Parameters to start from, never on the edge of what they may be. */
  Part start(PartStatistics statistics);

  /** Nats that the smoothing adds to the objective. */
  double logPrior(Part part);
}
