package org.latent4j.model;

import java.util.Optional;

/**
 * Keeps what was counted in all rows, pass by pass, so that an interrupted fit can be done again
 * without those passes. A fit is a function of its rows, options and seed, and all but the passes
 * is quick: whoever fits again in the same way, and takes what a pass counted from the journal
 * where it is there, comes to the same state, bit for bit, whatever that state consists of (phases,
 * parameters, trace, acceleration, repairs).
 *
 * <p>One fit at a time uses a journal, and asks from one thread. Passes are numbered as they are
 * asked for.
 */
public interface FitJournal {

  /** Keeps nothing. */
  FitJournal NONE =
      new FitJournal() {
        @Override
        public Optional<double[]> next(long rows, long length) {
          return Optional.empty();
        }

        @Override
        public void keep(long rows, double[] counted, long nanoseconds) {}
      };

  /**
   * Begins the next pass.
   *
   * @param rows that it visits
   * @param length the most numbers that it counts
   * @return what was counted in it before, or nothing, so that the rows must be visited
   * @throws IllegalStateException if the pass of this number was another one
   */
  Optional<double[]> next(long rows, long length);

  /**
   * Ends the pass that was begun last, in which rows were visited.
   *
   * @param rows that it visited
   * @param counted what it counted
   * @param nanoseconds it took; a quick pass need not be kept
   */
  void keep(long rows, double[] counted, long nanoseconds);
}
