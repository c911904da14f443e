package org.latent4j.em;

/**
 * The division of n rows into consecutive runs of nearly equal length. It depends on the shape of
 * the data and the size of the statistics alone, never on who does the work.
 *
 * @param rows n
 * @param count number of runs
 */
record RowRanges(long rows, int count) {

  private static final int MOST_RUNS = 64;
  private static final long BYTES_IN_FLIGHT = 256L << 20;

  /**
   * Divides rows.
   *
   * @param rows n
   * @param blockRows a run is at least that long, but for the only one
   * @param statisticsSize doubles that one run's statistics take
   */
  static RowRanges of(long rows, int blockRows, long statisticsSize) {
    long byMemory = Math.max(8, BYTES_IN_FLIGHT / Math.max(1, statisticsSize * Double.BYTES));
    long runs = Math.min(Math.min(MOST_RUNS, byMemory), Math.max(1, rows / blockRows));
    return new RowRanges(rows, (int) runs);
  }

  /** First row of a run. */
  long from(int run) {
    return rows / count * run + Math.min(run, rows % count);
  }

  /** The row after the last of a run. */
  long to(int run) {
    return from(run + 1);
  }
}
