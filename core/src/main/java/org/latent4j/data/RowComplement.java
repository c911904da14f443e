package org.latent4j.data;

import java.nio.DoubleBuffer;
import java.util.Objects;
import java.util.Optional;

/**
 * All rows of another data set but some, in their order. Nothing is copied, and memory grows with
 * the rows that are left out, not with those that stay.
 */
final class RowComplement implements Dataset {

  private final Dataset source;
  private final int[] excluded;

  /**
   * Leaves rows out.
   *
   * @param source a data set
   * @param excluded distinct indices from 0, increasing; kept, not copied
   */
  RowComplement(Dataset source, int[] excluded) {
    this.source = source;
    this.excluded = excluded;
  }

  @Override
  public Schema schema() {
    return source.schema();
  }

  @Override
  public long rowCount() {
    return source.rowCount() - excluded.length;
  }

  /** Is told of rows that lie side by side in the source. */
  @FunctionalInterface
  private interface Run {
    void take(long firstRow, int count);
  }

  @Override
  public void read(long firstRow, int count, DoubleBuffer target) {
    Objects.checkFromIndexSize(firstRow, count, rowCount());
    runs(firstRow, count, (from, rows) -> source.read(from, rows, target));
  }

  private void runs(long firstRow, int count, Run run) {
    int before = excludedBefore(firstRow);
    long at = firstRow + before;
    int left = count;
    while (left > 0) {
      long end = before < excluded.length ? excluded[before] : source.rowCount();
      int rows = (int) Math.min(left, end - at);
      if (rows > 0) {
        run.take(at, rows);
        left -= rows;
      }
      at = end + 1;
      before++;
    }
  }

  /**
   * How many rows are left out before the row of a given position here: those whose index less the
   * number left out before them is at most the position.
   */
  private int excludedBefore(long position) {
    int low = 0;
    int high = excluded.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (excluded[middle] - (long) middle <= position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public boolean isWeighted() {
    return source.isWeighted();
  }

  @Override
  public void readWeights(long firstRow, int count, double[] target) {
    if (!source.isWeighted()) {
      Dataset.super.readWeights(firstRow, count, target);
      return;
    }
    int[] done = {0};
    double[] part = new double[count];
    runs(
        firstRow,
        count,
        (from, rows) -> {
          source.readWeights(from, rows, part);
          System.arraycopy(part, 0, target, done[0], rows);
          done[0] += rows;
        });
  }

  @Override
  public Optional<double[]> labels() {
    return source
        .labels()
        .map(
            all -> {
              double[] mine = new double[Math.toIntExact(rowCount())];
              int[] done = {0};
              runs(
                  0,
                  mine.length,
                  (from, rows) -> {
                    System.arraycopy(all, (int) from, mine, done[0], rows);
                    done[0] += rows;
                  });
              return mine;
            });
  }
}
