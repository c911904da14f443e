package org.latent4j.task;

import java.nio.DoubleBuffer;
import java.util.Arrays;
import org.latent4j.data.Dataset;
import org.latent4j.data.Schema;
import org.latent4j.data.Splits;
import org.latent4j.linalg.SeededRandom;

/**
 * Rows drawn with replacement: each row that was drawn once, with how often it was drawn as its
 * weight, so that a fit costs no more than to the rows that are left, about 63 % of them.
 */
final class Resample implements Dataset {

  private final Dataset rows;
  private final double[] counts;

  private Resample(Dataset rows, double[] counts) {
    this.rows = rows;
    this.counts = counts;
  }

  /**
   * Draws rows by their weights.
   *
   * @param data the rows
   * @param cumulative sums of their weights up to each, or empty where all are 1
   * @param random where chance comes from
   */
  static Resample draw(Dataset data, double[] cumulative, SeededRandom random) {
    int n = Math.toIntExact(data.rowCount());
    double total = cumulative.length == 0 ? n : cumulative[n - 1];
    long draws = Math.max(1, Math.round(total));
    int[] hits = new int[n];
    for (long i = 0; i < draws; i++) {
      hits[cumulative.length == 0 ? random.nextInt(n) : place(cumulative, random)]++;
    }
    int[] drawn = new int[n];
    double[] counts = new double[n];
    int count = 0;
    for (int i = 0; i < n; i++) {
      if (hits[i] > 0) {
        drawn[count] = i;
        counts[count++] = hits[i] * (total / draws);
      }
    }
    return new Resample(
        Splits.select(data, Arrays.copyOf(drawn, count)), Arrays.copyOf(counts, count));
  }

  /** The first row up to which the weights sum to more than a uniform part of all. */
  private static int place(double[] cumulative, SeededRandom random) {
    double wanted = random.nextDouble() * cumulative[cumulative.length - 1];
    int low = 0;
    int high = cumulative.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulative[middle] > wanted) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  @Override
  public Schema schema() {
    return rows.schema();
  }

  @Override
  public long rowCount() {
    return rows.rowCount();
  }

  @Override
  public void read(long firstRow, int count, DoubleBuffer target) {
    rows.read(firstRow, count, target);
  }

  @Override
  public boolean isWeighted() {
    return true;
  }

  @Override
  public void readWeights(long firstRow, int count, double[] target) {
    System.arraycopy(counts, Math.toIntExact(firstRow), target, 0, count);
  }

  @Override
  public boolean hasKnownComponents() {
    return rows.hasKnownComponents();
  }

  @Override
  public void readKnownComponents(long firstRow, int count, int[] target) {
    rows.readKnownComponents(firstRow, count, target);
  }
}
