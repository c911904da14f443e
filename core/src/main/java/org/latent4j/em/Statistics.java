package org.latent4j.em;

/**
 * What is counted in rows: a commutative monoid. Sums are kept about local means and merged by
 * Chan's update (Chan, Golub and LeVeque 1979), so nothing cancels when the data lie far from 0.
 * Instances are mutable and belong to one thread at a time.
 *
 * @param <S> the type itself
 */
public interface Statistics<S extends Statistics<S>> {

  /**
   * Adds what another has counted.
   *
   * @param other is not changed
   */
  void merge(S other);

  /**
   * Total log likelihood of the rows counted, at the parameters they were counted with.
   *
   * @return nats, weighted; 0 where the family does not count it
   */
  double logLikelihood();

  /**
   * Sum of the weights of the rows counted.
   *
   * @return their weight
   */
  double weightTotal();

  /**
   * All that was counted as one flat array, so that it can travel.
   *
   * @return a copy; the same length for all statistics of one expectation
   */
  double[] toArray();

  /**
   * Whether {@link #restore} takes back what {@link #toArray} gives.
   *
   * @return false where rows are rather counted again
   */
  default boolean isRestorable() {
    return false;
  }

  /**
   * Takes the place of what was counted before: the inverse of {@link #toArray}, bit for bit.
   *
   * @param flat of statistics of the same expectation and rows of as many features; not kept
   * @return whether it did; if not, this is as it was
   */
  default boolean restore(double[] flat) {
    return false;
  }
}
