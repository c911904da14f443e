package org.latent4j.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Log densities of rows, against which the tail rank of a new row is told, and the margins of the
 * columns, by which one that has moved is known. Immutable, thread-safe.
 */
public final class ReferenceRows {

  /** No reference: the model has no density, or none was asked for. */
  public static final ReferenceRows NONE =
      new ReferenceRows(new double[0], false, List.of(), Optional.empty());

  private final double[] sorted;
  private final boolean heldOut;
  private final List<Margin> margins;
  private final Optional<Margin> ownDensities;

  private ReferenceRows(
      double[] sorted, boolean heldOut, List<Margin> margins, Optional<Margin> ownDensities) {
    this.sorted = sorted;
    this.heldOut = heldOut;
    this.margins = List.copyOf(margins);
    this.ownDensities = ownDensities;
  }

  /**
   * A reference.
   *
   * @param logDensities nats, in the user's units, in any order; copied
   * @param heldOut whether the rows were kept from the fit that scored them
   * @return the reference
   */
  public static ReferenceRows of(double[] logDensities, boolean heldOut) {
    double[] sorted = logDensities.clone();
    Arrays.sort(sorted);
    return new ReferenceRows(sorted, heldOut, List.of(), Optional.empty());
  }

  /**
   * The same, which also knows how the values of each column were spread.
   *
   * @param newMargins one for each feature, of rows of the fit; or none
   * @return a copy
   */
  public ReferenceRows withMargins(List<Margin> newMargins) {
    return new ReferenceRows(sorted, heldOut, newMargins, ownDensities);
  }

  /**
   * The same, which also knows what log densities the model gives rows that it was fitted to.
   *
   * @param densities of these rows
   * @return a copy
   */
  public ReferenceRows withOwnDensities(Margin densities) {
    return new ReferenceRows(sorted, heldOut, margins, Optional.of(densities));
  }

  /**
   * How the log densities are spread that the model gives rows it was fitted to. They are too high
   * for a model with many parameters; those of {@link #sorted} are of models that were fitted to
   * fewer rows and may have ended in another optimum. What the model gives new rows lies between.
   *
   * @return the log densities in nats, in the user's units; nothing when they were not kept
   */
  public Optional<Margin> ownDensities() {
    return ownDensities;
  }

  /**
   * How the values of each column were spread in the rows that the model was fitted to, or in a
   * random part of them.
   *
   * @return one for each feature; empty when they were not kept
   */
  public List<Margin> margins() {
    return margins;
  }

  /**
   * The log densities in increasing order.
   *
   * @return a copy; empty when there are none
   */
  public double[] sorted() {
    return sorted.clone();
  }

  /**
   * Whether the rows were kept from the fit that scored them.
   *
   * @return false when they are the training rows
   */
  public boolean heldOut() {
    return heldOut;
  }

  /**
   * How many rows there are.
   *
   * @return 0 when there is no reference
   */
  public int size() {
    return sorted.length;
  }

  /**
   * Mean of the log densities.
   *
   * @return nats per row, NaN when there are none
   */
  public double mean() {
    return Arrays.stream(sorted).average().orElse(Double.NaN);
  }

  /**
   * Share of reference rows that are at most as probable as a row: small for an anomaly. With m
   * reference rows it is (1 + number at or below) / (m + 1), which for rows of the same
   * distribution is at most α with probability at most α, ties included.
   *
   * @param logDensity of the row
   * @return a number in (0, 1]
   */
  public double tailRank(double logDensity) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= logDensity) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return (1.0 + low) / (sorted.length + 1.0);
  }
}
