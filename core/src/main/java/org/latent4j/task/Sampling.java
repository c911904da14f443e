package org.latent4j.task;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.internal.Workers;
import org.latent4j.model.FittedModel;
import org.latent4j.model.Sampler;

/**
 * Draws rows x ~ p(x) in the user's units. Blocks of 4096 rows (fewer for wide rows) have random
 * streams of their own, so the rows do not depend on the number of threads. Needs a model that
 * draws.
 */
public final class Sampling {

  private static final String NAME = "sample";
  private static final int BLOCKS_PER_THREAD = 4;

  /** What happens to drawn values. */
  public enum Rounding {
    /** They are left as the model draws them. */
    NONE,
    /**
     * They are rounded to the resolution of their column, where it is known; counts are at least 0
     * and binary values are 0 or 1.
     */
    TO_RESOLUTION
  }

  private Sampling() {}

  /**
   * Draws rows.
   *
   * @param model draws rows
   * @param count how many, at least 0
   * @param rounding what happens to the values
   * @param seed same seed, same rows
   * @param threads how many threads work, at least 1
   * @return count×d
   * @throws IllegalArgumentException if the model does not draw rows, or count is negative
   */
  public static Matrix of(FittedModel model, int count, Rounding rounding, long seed, int threads) {
    int d = model.schema().featureCount();
    double[] all = new double[Math.multiplyExact(Math.max(0, count), d)];
    int[] filled = new int[1];
    stream(
        model,
        count,
        rounding,
        seed,
        threads,
        part -> {
          System.arraycopy(part.values(), 0, all, filled[0], part.values().length);
          filled[0] += part.values().length;
        });
    return Matrix.wrap(count, d, all);
  }

  /**
   * Draws rows and hands them on block by block.
   *
   * @param model draws rows
   * @param count how many, at least 0
   * @param rounding what happens to the values
   * @param seed same seed, same rows
   * @param threads how many threads work, at least 1
   * @param sink takes rows×d; called in the calling thread
   * @throws IllegalArgumentException if the model does not draw rows, or count is negative
   */
  public static void stream(
      FittedModel model,
      long count,
      Rounding rounding,
      long seed,
      int threads,
      Consumer<Matrix> sink) {
    if (count < 0) {
      throw new IllegalArgumentException("count must be at least 0, got " + count);
    }
    Sampler sampler = Capabilities.sampler(model, NAME);
    List<Column> columns = model.schema().features();
    int blockRows = RowTask.blockRows(columns.size());
    SeededRandom random = new SeededRandom(seed);
    long blocks = (count + blockRows - 1) / blockRows;
    for (long from = 0; from < blocks; from += (long) BLOCKS_PER_THREAD * threads) {
      long first = from;
      int some = (int) Math.min((long) BLOCKS_PER_THREAD * threads, blocks - from);
      Matrix[] parts = new Matrix[some];
      AtomicInteger next = new AtomicInteger();
      Workers.run(
          Math.min(threads, some),
          () -> {
            for (int b = next.getAndIncrement(); b < some; b = next.getAndIncrement()) {
              long block = first + b;
              int rows = (int) Math.min(blockRows, count - block * blockRows);
              Matrix drawn = sampler.sample(rows, random.split(block));
              parts[b] = rounding == Rounding.NONE ? drawn : rounded(drawn, columns);
            }
          });
      for (Matrix part : parts) {
        sink.accept(part);
      }
    }
  }

  private static Matrix rounded(Matrix drawn, List<Column> columns) {
    double[] values = drawn.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = rounded(values[i], columns.get(i % columns.size()));
    }
    return Matrix.wrap(drawn.rows(), drawn.columns(), values);
  }

  /** The nearest multiple; of a decimal place, the double that reads as it. */
  private static double nearest(double value, double resolution) {
    double perUnit = Math.rint(1 / resolution);
    return resolution < 1 && 1 / perUnit == resolution
        ? Math.rint(value * perUnit) / perUnit
        : Math.rint(value / resolution) * resolution;
  }

  private static double rounded(double value, Column column) {
    if (column.kind() == ColumnKind.BINARY) {
      return value < 0.5 ? 0 : 1;
    }
    double resolution = column.resolution();
    double near = resolution > 0 ? nearest(value, resolution) : value;
    return column.kind() == ColumnKind.COUNT ? Math.max(0, near) : near;
  }
}
