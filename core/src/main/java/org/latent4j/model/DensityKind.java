package org.latent4j.model;

/** What a number called log density is. */
public enum DensityKind {
  /** log p(x) itself, up to rounding. */
  EXACT,
  /** A bound from below, such as the evidence lower bound. */
  LOWER_BOUND,
  /** An estimate that may lie on either side. */
  ESTIMATE
}
