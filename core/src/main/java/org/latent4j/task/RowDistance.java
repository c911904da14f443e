package org.latent4j.task;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.latent4j.data.Column;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.Workers;

/**
 * Distance of rows whose columns are numbers and words: the mean over columns, each at most 1
 * (Gower 1971, doi:10.2307/2528823). Numbers differ by the share of the real values between them
 * instead of by their range, so that no tail squeezes all others together; words differ by 1; a
 * missing value differs from any other by ½.
 */
final class RowDistance {

  private static final double GAP = 0.5;

  private final List<Column> columns;
  private final MidRanks[] ranks;

  /**
   * The distance by the spread of real rows.
   *
   * @param columns what the values are
   * @param real all of them, whatever they are used for: else a part would lie closer by the scale
   */
  RowDistance(List<Column> columns, Matrix real) {
    this.columns = columns;
    ranks = new MidRanks[columns.size()];
    Arrays.setAll(ranks, j -> MidRanks.of(real.column(j)));
  }

  /** Rows as the distance takes them. */
  double[][] scaled(Matrix rows) {
    double[][] scaled = rows.toRows();
    for (double[] row : scaled) {
      for (int j = 0; j < row.length; j++) {
        row[j] = columns.get(j).levels().isEmpty() ? ranks[j].at(row[j]) : row[j];
      }
    }
    return scaled;
  }

  /** The nearest of some rows. */
  static final class Nearest {
    private final double distance;
    private final int[] ties;

    private Nearest(double distance, int[] ties) {
      this.distance = distance;
      this.ties = ties;
    }

    /** Distance to it, in [0, 1]; infinite where there are no rows. */
    double distance() {
      return distance;
    }

    /** Places of all rows that are as near; not a copy. */
    int[] ties() {
      return ties;
    }
  }

  /** The nearest of the scaled rows to each of others. */
  Nearest[] nearest(double[][] from, double[][] to, int threads) {
    Nearest[] nearest = new Nearest[from.length];
    AtomicInteger next = new AtomicInteger();
    Workers.run(
        Math.max(1, Math.min(threads, from.length)),
        () -> {
          int[] ties = new int[to.length];
          for (int i = next.getAndIncrement(); i < from.length; i = next.getAndIncrement()) {
            nearest[i] = nearest(from[i], to, ties);
          }
        });
    return nearest;
  }

  private Nearest nearest(double[] row, double[][] to, int[] ties) {
    double least = Double.POSITIVE_INFINITY;
    int count = 0;
    for (int k = 0; k < to.length; k++) {
      double sum = upTo(row, to[k], least);
      if (sum < least) {
        least = sum;
        count = 0;
      }
      if (sum == least) {
        ties[count++] = k;
      }
    }
    return new Nearest(least / columns.size(), Arrays.copyOf(ties, count));
  }

  /** The sum over columns, or something greater than a bound that it passes. */
  private double upTo(double[] first, double[] second, double bound) {
    double sum = 0;
    for (int j = 0; j < first.length && sum <= bound; j++) {
      double difference = Math.abs(first[j] - second[j]);
      if (Double.isNaN(difference)) {
        sum += Double.isNaN(first[j]) && Double.isNaN(second[j]) ? 0 : GAP;
      } else {
        sum += columns.get(j).levels().isEmpty() ? difference : difference > 0 ? 1 : 0;
      }
    }
    return sum;
  }
}
