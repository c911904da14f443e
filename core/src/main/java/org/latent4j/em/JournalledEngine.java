package org.latent4j.em;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.latent4j.data.Dataset;
import org.latent4j.model.FitJournal;

/**
 * Visits rows by way of another engine, unless a journal knows what was counted in them. What is
 * counted after the wish to stop is not kept: a fit that ends early may ask for other passes than
 * one that goes on.
 */
final class JournalledEngine implements Engine {

  private final Engine engine;
  private final FitJournal journal;
  private final BooleanSupplier cancelled;

  JournalledEngine(Engine engine, FitJournal journal, BooleanSupplier cancelled) {
    this.engine = engine;
    this.journal = journal;
    this.cancelled = cancelled;
  }

  @Override
  public <P, S extends Statistics<S>> S count(
      Dataset data, Expectation<P, S> expectation, P parameters) {
    boolean undisturbed = !cancelled.getAsBoolean();
    long rows = data.rowCount();
    Optional<double[]> known = journal.next(rows, expectation.statisticsSize(data.featureCount()));
    if (known.isPresent()) {
      try (Expectation.Counter<S> counter = expectation.begin(parameters, 1)) {
        S statistics = counter.take();
        if (statistics.restore(known.get())) {
          return statistics;
        }
      }
    }
    long begin = System.nanoTime();
    S statistics = engine.count(data, expectation, parameters);
    if (undisturbed && statistics.isRestorable()) {
      journal.keep(rows, statistics.toArray(), System.nanoTime() - begin);
    }
    return statistics;
  }
}
