package org.latent4j.select;

import java.util.List;
import java.util.Locale;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Splits;

/**
 * Which rows are kept from a fit in order to judge it, and to know how probable rows usually are.
 * Immutable.
 *
 * @param kind how rows are kept
 * @param fraction share of the rows that {@link Kind#HOLD_OUT} keeps, in (0, 1)
 * @param folds how many {@link Kind#FOLDS} there are, at least 2
 */
public record Validation(Kind kind, double fraction, int folds) {

  private static final double DEFAULT_FRACTION = 0.2;
  private static final double FRACTION_OF_ONE_FIT = 0.1;
  private static final int DEFAULT_FOLDS = 5;
  private static final int FEW_ROWS = 1000;
  private static final int MOST_HELD_OUT = 100_000;

  /** Larger parts are read from the data set itself, however it is stored. */
  private static final long MOST_COPIED_VALUES = 1L << 20;

  /** A sample on which many models are fitted is worth more memory, if there is as much. */
  private static final long MOST_SAMPLED_VALUES = 1L << 25;

  private static final int SHARE_OF_MEMORY = 8;

  /** How rows are kept. */
  public enum Kind {
    /** None are kept. */
    NONE,
    /** A share of the rows is kept once. */
    HOLD_OUT,
    /** The rows are divided into parts, each kept once while a model is fitted to the others. */
    FOLDS,
    /** {@link #FOLDS} for few rows, {@link #HOLD_OUT} for many. */
    AUTOMATIC
  }

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the fraction is outside (0, 1) or folds is below 2
   */
  public Validation {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "held-out fraction must be between 0 and 1, got %s", fraction));
    }
    if (folds < 2) {
      throw new IllegalArgumentException("folds must be at least 2, got " + folds);
    }
  }

  /**
   * Keeps no rows.
   *
   * @return the validation
   */
  public static Validation none() {
    return new Validation(Kind.NONE, DEFAULT_FRACTION, DEFAULT_FOLDS);
  }

  /**
   * Keeps a share of the rows, but no more than 100,000.
   *
   * @param fraction in (0, 1)
   * @return the validation
   * @throws IllegalArgumentException if the fraction is outside (0, 1)
   */
  public static Validation holdOut(double fraction) {
    return new Validation(Kind.HOLD_OUT, fraction, DEFAULT_FOLDS);
  }

  /**
   * Keeps each row once.
   *
   * @param folds at least 2
   * @return the validation
   * @throws IllegalArgumentException if folds is below 2
   */
  public static Validation folds(int folds) {
    return new Validation(Kind.FOLDS, DEFAULT_FRACTION, folds);
  }

  /**
   * 5 folds below 1000 rows, because a fifth of them would be a poor judge; a fifth of the rows
   * otherwise.
   *
   * @return the validation
   */
  public static Validation automatic() {
    return new Validation(Kind.AUTOMATIC, DEFAULT_FRACTION, DEFAULT_FOLDS);
  }

  /**
   * Divides rows.
   *
   * @param data rows
   * @param seed same seed, same division
   * @return one division, one per fold, or none when no rows are kept; small parts are copied into
   *     memory
   * @throws org.latent4j.data.DataException if there are too few rows
   */
  public List<Splits.Split> splits(Dataset data, long seed) {
    long n = data.rowCount();
    return switch (kind) {
      case NONE -> List.of();
      case HOLD_OUT -> List.of(held(data, seed));
      case FOLDS -> inMemory(Splits.folds(data, folds, seed));
      case AUTOMATIC ->
          n < FEW_ROWS
              ? inMemory(Splits.folds(data, (int) Math.max(2, Math.min(folds, n)), seed))
              : List.of(held(data, seed));
    };
  }

  /**
   * The same for a model that is fitted once: what is automatic becomes a tenth, held out once.
   *
   * @return how its rows are kept from it
   */
  public Validation once() {
    return kind == Kind.AUTOMATIC ? holdOut(FRACTION_OF_ONE_FIT) : this;
  }

  private Splits.Split held(Dataset data, long seed) {
    double most = (double) MOST_HELD_OUT / Math.max(1, data.rowCount());
    return inMemory(Splits.holdOut(data, Math.min(fraction, most), seed));
  }

  private static List<Splits.Split> inMemory(List<Splits.Split> splits) {
    return splits.stream().map(Validation::inMemory).toList();
  }

  private static Splits.Split inMemory(Splits.Split split) {
    return new Splits.Split(
        copied(split.training(), MOST_COPIED_VALUES), copied(split.heldOut(), MOST_COPIED_VALUES));
  }

  /** A sample in memory, but where it would fill an eighth of it; its values are the same. */
  static Dataset inMemory(Dataset sample) {
    long affordable = Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY / Double.BYTES;
    return copied(sample, Math.min(MOST_SAMPLED_VALUES, affordable));
  }

  private static Dataset copied(Dataset rows, long mostValues) {
    return rows.rowCount() * rows.featureCount() <= mostValues ? HeapDataset.copyOf(rows) : rows;
  }
}
