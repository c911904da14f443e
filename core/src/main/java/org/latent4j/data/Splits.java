package org.latent4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.latent4j.linalg.SeededRandom;

/**
 * Seeded divisions of a data set's rows. Within each part rows keep their order, so that mapped
 * files are read forwards. The parts are views; nothing is copied. The memory of {@link #holdOut}
 * grows with the rows held out only, so that a table larger than memory can be divided.
 */
public final class Splits {

  private static final long STREAM = 0x53504c4954L;

  /** Of more rows than this, those held out are drawn without an order of all rows in memory. */
  private static final int MOST_PERMUTED = 1 << 22;

  private Splits() {}

  /**
   * Two disjoint parts that together hold every row once.
   *
   * @param training rows to fit on
   * @param heldOut rows to judge on
   */
  public record Split(Dataset training, Dataset heldOut) {}

  /**
   * Sets some rows aside.
   *
   * @param data at least 2 rows, fewer than 2³¹
   * @param fraction share of rows to hold out, in (0, 1); at least one row goes to each part
   * @param seed same seed, same split
   * @return the parts
   * @throws IllegalArgumentException if the fraction is outside (0, 1)
   * @throws DataException if there are fewer than 2 rows
   */
  public static Split holdOut(Dataset data, double fraction, long seed) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "held-out fraction must be between 0 and 1, got %s", fraction));
    }
    int n = requireRows(data, 2);
    int held = Math.min(n - 1, Math.max(1, (int) Math.round(n * fraction)));
    SeededRandom random = new SeededRandom(seed).split(STREAM);
    int[] rows;
    if (n <= MOST_PERMUTED) {
      rows = Arrays.copyOf(random.permutation(n), held);
      Arrays.sort(rows);
    } else {
      rows = random.sample(n, held);
    }
    return new Split(new RowComplement(data, rows), select(data, rows));
  }

  /**
   * Divides the rows into folds, each held out once.
   *
   * @param data at least {@code count} rows, fewer than 2³¹
   * @param count number of folds, at least 2
   * @param seed same seed, same folds
   * @return the splits; held-out parts differ in size by at most one row
   * @throws IllegalArgumentException if {@code count} is below 2
   * @throws DataException if there are fewer rows than folds
   */
  public static List<Split> folds(Dataset data, int count, long seed) {
    if (count < 2) {
      throw new IllegalArgumentException("folds must be at least 2, got " + count);
    }
    int n = requireRows(data, count);
    int[] order = new SeededRandom(seed).split(STREAM).permutation(n);
    List<Split> splits = new ArrayList<>(count);
    for (int f = 0; f < count; f++) {
      int from = (int) ((long) n * f / count);
      int to = (int) ((long) n * (f + 1) / count);
      int[] training = new int[n - (to - from)];
      System.arraycopy(order, 0, training, 0, from);
      System.arraycopy(order, to, training, from, n - to);
      splits.add(
          new Split(select(data, training), select(data, Arrays.copyOfRange(order, from, to))));
    }
    return splits;
  }

  /**
   * A random part of the rows.
   *
   * @param data fewer than 2³¹ rows
   * @param count how many rows; all of them when the data set has no more
   * @param random source of the choice
   * @return a view of {@code count} distinct rows in their order, or {@code data} itself
   */
  public static Dataset subsample(Dataset data, int count, SeededRandom random) {
    if (data.rowCount() <= count) {
      return data;
    }
    return select(data, random.sample(requireRows(data, 1), count));
  }

  /**
   * The given rows, in increasing order.
   *
   * @param data a data set
   * @param rows indices from 0
   * @return a view
   */
  public static Dataset select(Dataset data, int[] rows) {
    return new RowSelection(data, Arrays.stream(rows).sorted().asLongStream().toArray());
  }

  private static int requireRows(Dataset data, int least) {
    if (data.rowCount() < least) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "a split needs at least %d rows, the data set has %d",
              least,
              data.rowCount()));
    }
    if (data.rowCount() > Integer.MAX_VALUE) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "rows can be chosen from fewer than 2^31, the data set has %d; hold out none",
              data.rowCount()));
    }
    return (int) data.rowCount();
  }
}
