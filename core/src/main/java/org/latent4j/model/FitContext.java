package org.latent4j.model;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The circumstances of a fit, which never change what an undisturbed fit finds, but for the seed.
 *
 * @param seed same data, options and seed give the same bits, for any number of threads
 * @param threads how many threads work, at least 1
 * @param listener is told of each iteration
 * @param cancelled asked between iterations; once true, the fit ends with what it has
 * @param start a model of the same family to go on from, or nothing
 * @param journal keeps what passes over the rows counted, for a fit that may be interrupted
 */
public record FitContext(
    long seed,
    int threads,
    FitListener listener,
    BooleanSupplier cancelled,
    Optional<Model> start,
    FitJournal journal) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if threads is below 1
   */
  public FitContext {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
  }

  /**
   * Without a journal.
   *
   * @param seed same data, options and seed give the same bits, for any number of threads
   * @param threads how many threads work, at least 1
   * @param listener is told of each iteration
   * @param cancelled asked between iterations; once true, the fit ends with what it has
   * @param start a model of the same family to go on from, or nothing
   */
  public FitContext(
      long seed,
      int threads,
      FitListener listener,
      BooleanSupplier cancelled,
      Optional<Model> start) {
    this(seed, threads, listener, cancelled, start, FitJournal.NONE);
  }

  /**
   * Seed 0, all processors, nobody listening, no start.
   *
   * @return the context
   */
  public static FitContext defaults() {
    return new FitContext(
        0,
        Runtime.getRuntime().availableProcessors(),
        FitListener.NONE,
        () -> false,
        Optional.empty());
  }

  /**
   * With another seed.
   *
   * @param newSeed the seed
   * @return a copy
   */
  public FitContext withSeed(long newSeed) {
    return new FitContext(newSeed, threads, listener, cancelled, start, journal);
  }

  /**
   * With another number of threads.
   *
   * @param newThreads at least 1
   * @return a copy
   */
  public FitContext withThreads(int newThreads) {
    return new FitContext(seed, newThreads, listener, cancelled, start, journal);
  }

  /**
   * With another listener.
   *
   * @param newListener is told of each iteration
   * @return a copy
   */
  public FitContext withListener(FitListener newListener) {
    return new FitContext(seed, threads, newListener, cancelled, start, journal);
  }

  /**
   * With another way to stop.
   *
   * @param newCancelled asked between iterations
   * @return a copy
   */
  public FitContext withCancelled(BooleanSupplier newCancelled) {
    return new FitContext(seed, threads, listener, newCancelled, start, journal);
  }

  /**
   * With a model to go on from.
   *
   * @param newStart a model of the family that is to be fitted
   * @return a copy
   */
  public FitContext withStart(Model newStart) {
    return new FitContext(seed, threads, listener, cancelled, Optional.of(newStart), journal);
  }

  /**
   * Without a model to go on from.
   *
   * @return a copy
   */
  public FitContext withoutStart() {
    return new FitContext(seed, threads, listener, cancelled, Optional.empty(), journal);
  }

  /**
   * With a journal.
   *
   * @param newJournal of this fit alone
   * @return a copy
   */
  public FitContext withJournal(FitJournal newJournal) {
    return new FitContext(seed, threads, listener, cancelled, start, newJournal);
  }
}
