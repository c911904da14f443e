package org.latent4j.em;

import org.latent4j.data.Dataset;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitJournal;

/**
 * Visits the blocks of a data set. Whoever it is (threads of this machine, a cluster), rows are
 * divided in a way that depends on the data's shape alone, and statistics are merged in a fixed
 * order, so the result is the same bit for bit however many workers there are.
 */
public interface Engine {

  /**
   * The engine of a fit: threads of this machine, and a journal of what they counted if there is
   * one.
   *
   * @param context of the fit
   * @return the engine
   */
  static Engine of(FitContext context) {
    Engine threads = new LocalEngine(context.threads());
    return context.journal() == FitJournal.NONE
        ? threads
        : new JournalledEngine(threads, context.journal(), context.cancelled());
  }

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
