package org.latent4j.model;

import java.util.Locale;

/**
 * The space of codes.
 *
 * @param dimension q, at least 1
 * @param kind what a code is
 */
public record LatentSpace(int dimension, Kind kind) {

  /** What a code is. */
  public enum Kind {
    /** A point in q real dimensions. */
    CONTINUOUS,
    /** Probabilities of q components: at least 0, sum 1. */
    PROBABILITIES
  }

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the dimension is below 1
   */
  public LatentSpace {
    if (dimension < 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "latent dimension must be at least 1, got %d", dimension));
    }
  }

  /**
   * Names for the columns of a table of codes.
   *
   * @param index from 0
   * @return z1, z2, … or p1, p2, …
   */
  public String columnName(int index) {
    return (kind == Kind.CONTINUOUS ? "z" : "p") + (index + 1);
  }
}
