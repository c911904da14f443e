package org.latent4j.task;

import java.util.function.Consumer;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.Workers;
import org.latent4j.model.ConditionalDistribution;
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
     * They are values that their column could have recorded: rounded to its resolution, where it is
     * known, counts at least 0 and binary values 0 or 1, and in the range of the rows of the fit as
     * far as the model keeps it (numbers never negative, an end that is common). Rows that leave
     * the range are drawn again.
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
    Sampler sampler = Capabilities.sampler(model, NAME);
    stream(
        typed(model, sampler, rounding), model.schema().featureCount(), count, seed, threads, sink);
  }

  /**
   * Draws rows of which some values are known, x ~ p(x | what is known), and hands them on block by
   * block. No draw is thrown away: the conditional distribution is there before the first.
   *
   * @param model answers for some columns given others
   * @param known one value for each feature, NaN where it is drawn; {@link Given} reads them
   * @param count how many, at least 0
   * @param rounding what happens to the drawn values
   * @param seed same seed, same rows
   * @param threads how many threads work, at least 1
   * @param sink takes rows×d; called in the calling thread
   * @throws IllegalArgumentException if the model does not answer for some columns given others, or
   *     count is negative
   */
  public static void stream(
      FittedModel model,
      double[] known,
      long count,
      Rounding rounding,
      long seed,
      int threads,
      Consumer<Matrix> sink) {
    ConditionalDistribution given = Capabilities.conditional(model, NAME).given(known);
    Sampler drawn = typed(model, (rows, random) -> completed(known, given, rows, random), rounding);
    stream(
        (rows, random) -> observed(known, drawn.sample(rows, random).toArray()),
        known.length,
        count,
        seed,
        threads,
        sink);
  }

  private static Sampler typed(FittedModel model, Sampler sampler, Rounding rounding) {
    Typed typed = new Typed(model);
    return rounding == Rounding.NONE
        ? sampler
        : (rows, random) -> typed.sample(sampler, rows, random);
  }

  private static Matrix completed(
      double[] known, ConditionalDistribution given, int rows, SeededRandom random) {
    Matrix drawn = given.sample(rows, random);
    int[] columns = given.columns();
    double[] all = new double[rows * known.length];
    for (int i = 0; i < rows; i++) {
      for (int a = 0; a < columns.length; a++) {
        all[i * known.length + columns[a]] = drawn.get(i, a);
      }
    }
    return observed(known, all);
  }

  /** Known values stand as they were given. */
  private static Matrix observed(double[] known, double[] all) {
    for (int i = 0; i < all.length; i++) {
      double value = known[i % known.length];
      all[i] = Double.isNaN(value) ? all[i] : value;
    }
    return Matrix.wrap(all.length / known.length, known.length, all);
  }

  private static void stream(
      Sampler sampler, int width, long count, long seed, int threads, Consumer<Matrix> sink) {
    if (count < 0) {
      throw new IllegalArgumentException("count must be at least 0, got " + count);
    }
    int blockRows = RowTask.blockRows(width);
    SeededRandom random = new SeededRandom(seed);
    long blocks = (count + blockRows - 1) / blockRows;
    for (long from = 0; from < blocks; from += (long) BLOCKS_PER_THREAD * threads) {
      long first = from;
      int some = (int) Math.min((long) BLOCKS_PER_THREAD * threads, blocks - from);
      Matrix[] parts = new Matrix[some];
      Workers.forEach(
          threads,
          some,
          b -> {
            long block = first + b;
            int rows = (int) Math.min(blockRows, count - block * blockRows);
            parts[b] = sampler.sample(rows, random.split(block));
          });
      for (Matrix part : parts) {
        sink.accept(part);
      }
    }
  }
}
