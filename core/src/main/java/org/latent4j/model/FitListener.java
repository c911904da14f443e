package org.latent4j.model;

/** Is told how a fit goes on, in the thread that called fit. */
@FunctionalInterface
public interface FitListener {

  /** Hears nothing. */
  FitListener NONE = progress -> {};

  /**
   * Called after each iteration.
   *
   * @param progress where the fit stands
   */
  void progress(FitProgress progress);
}
