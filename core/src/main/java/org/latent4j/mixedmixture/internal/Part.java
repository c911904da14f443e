package org.latent4j.mixedmixture.internal;

import java.util.Optional;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixedmixture.Distribution;

/**
 * Some columns and what they follow in each component. Given the component, the columns of one part
 * are independent of those of the others, so a row's log density in a component is the sum over
 * parts. A missing value does not enter. Immutable.
 */
public interface Part {

  /**
   * The columns.
   *
   * @return their places in a row, increasing; the array itself, not to be changed
   */
  int[] features();

  /**
   * What the columns follow.
   *
   * @return the same for all of them
   */
  Distribution distribution();

  /**
   * Free parameters of all components.
   *
   * @return a count
   */
  long parameterCount();

  /**
   * Starts an evaluation.
   *
   * @param capacity the most rows of one call
   * @return to be closed; belongs to one thread
   */
  Densities densities(int capacity);

  /**
   * Draws the columns of a row.
   *
   * @param component from 0
   * @param random decides
   * @param rows receives the values
   * @param at where the row begins
   */
  void draw(int component, SeededRandom random, double[] rows, int at);

  /**
   * What a code stands for: means of numbers and counts, the probability of 1, or the most probable
   * level.
   *
   * @param code weights of the k components, from {@code from}
   * @param from where they begin
   * @param rows receives the values
   * @param at where the row begins
   */
  void decode(double[] code, int from, double[] rows, int at);

  /**
   * The same components in another order.
   *
   * @param order component that comes to each place
   * @return a copy
   */
  Part permuted(int[] order);

  /**
   * The same columns in rows of other features.
   *
   * @param places for each feature its new place, −1 where it is summed out
   * @return nothing if no column is left
   */
  Optional<Part> marginal(int[] places);

  /**
   * What is left of the columns when some are given.
   *
   * @param row d values, NaN where not given
   * @param places for each feature its new place, −1 where it is given
   * @return nothing if no column is left
   */
  default Optional<Part> given(double[] row, int[] places) {
    return marginal(places);
  }

  /**
   * Writes means and covariances of the columns in a component; a level counts as its index.
   *
   * @param component from 0
   * @param means d places
   * @param covariance d×d places, row-major
   */
  void moments(int component, double[] means, double[] covariance);

  /** Evaluates log densities of rows in all components. */
  interface Densities extends AutoCloseable {

    /**
     * Adds the part's log density of each row in each component.
     *
     * @param rows row-major, rowCount×d, missing values are NaN
     * @param d features of a row
     * @param rowCount at most the capacity
     * @param logJoint rowCount×k values, row-major, to add to
     */
    void addTo(double[] rows, int d, int rowCount, double[] logJoint);

    @Override
    default void close() {}
  }
}
