package org.latent4j.model;

/** How a fit ended. */
public enum FitStatus {
  /** A closed form, or the gain still to come fell below the tolerance. */
  CONVERGED,
  /** The number of iterations asked for was reached first. */
  ITERATION_LIMIT,
  /** Somebody asked it to stop; the model is the last complete iteration's. */
  CANCELLED
}
