package org.latent4j.em;

/**
 * Statistics that can be made to count for more or less rows, so that those of a part of the rows
 * stand for all, or fade as others come.
 *
 * @param <S> the type itself
 */
public interface ScaledStatistics<S extends ScaledStatistics<S>> extends Statistics<S> {

  /**
   * Multiplies the weights of all rows that were counted.
   *
   * @param factor above 0
   */
  void scale(double factor);
}
