package org.latent4j.task;

import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.internal.Workers;
import org.latent4j.model.Density;
import org.latent4j.model.FittedModel;

/**
 * Which columns make rows improbable. The contribution of column j to a row x is
 *
 * <pre>    max_t log p(x with x_j = t) − log p(x)</pre>
 *
 * in nats: how much the row's log density would rise if this one value were the one that the model
 * expects most, given the row's other values. It is at least 0, does not depend on the units of the
 * columns, and needs nothing of the model but a density and draws. Contributions of correlated
 * columns do not add up to anything: where several values are off together in the way the model
 * expects, none of them is blamed. For a Gaussian with precision Λ it is ((Λ(x − μ))_j)² /
 * (2·Λ_jj).
 *
 * <p>The maximum is sought from x_j and from 12 quantiles of the column among 1024 draws of the
 * model (fixed seed), then by successive parabolas, which are exact for a Gaussian after one step.
 * Between these places a narrow peak of a mixture with very many components could be missed; the
 * contribution is then too small, never too large. Costs about 20·d to 30·d density evaluations per
 * row, so it is meant for the few rows that stand out.
 */
public final class Contributions {

  private static final String NAME = "explaining anomalies";
  private static final int DRAWS = 1024;
  private static final int QUANTILES = 12;
  private static final int ROUNDS = 6;
  private static final double NEGLIGIBLE_NATS = 1e-9;

  private final Matrix values;
  private final Matrix expected;

  private Contributions(Matrix values, Matrix expected) {
    this.values = values;
    this.expected = expected;
  }

  /**
   * Explains chosen rows.
   *
   * @param model has a density and draws rows
   * @param data complete rows
   * @param chosen numbers of the rows to explain, from 0
   * @param threads how many threads work, at least 1
   * @return a row of contributions for each chosen row, in the order chosen
   * @throws IllegalArgumentException if the model has no density or draws no rows
   * @throws IndexOutOfBoundsException if there is no such row
   * @throws org.latent4j.data.DataException if the data lack a feature of the model
   */
  public static Contributions of(FittedModel model, Dataset data, int[] chosen, int threads) {
    Density density = Capabilities.density(model, NAME);
    Matrix draws = Capabilities.sampler(model, NAME).sample(DRAWS, new SeededRandom(0));
    int d = model.schema().featureCount();
    double[][] places = new double[d][];
    for (int j = 0; j < d; j++) {
      places[j] = quantiles(draws.column(j));
    }
    Dataset rows = AlignedDataset.of(model.schema(), data);
    double[] values = new double[Math.multiplyExact(chosen.length, d)];
    double[] expected = new double[values.length];
    AtomicInteger next = new AtomicInteger();
    Workers.run(
        Math.max(1, Math.min(threads, chosen.length)),
        () -> {
          for (int i = next.getAndIncrement(); i < chosen.length; i = next.getAndIncrement()) {
            Search search = new Search(density, rows.rows(chosen[i], 1).values(), places);
            search.run();
            System.arraycopy(search.rises(), 0, values, i * d, d);
            System.arraycopy(search.best, 0, expected, i * d, d);
          }
        });
    return new Contributions(
        Matrix.wrap(chosen.length, d, values), Matrix.wrap(chosen.length, d, expected));
  }

  private static double[] quantiles(double[] values) {
    double[] sorted =
        IntStream.range(0, values.length).mapToDouble(i -> values[i]).sorted().toArray();
    double[] quantiles = new double[QUANTILES];
    for (int q = 0; q < QUANTILES; q++) {
      quantiles[q] = sorted[(int) ((q + 0.5) / QUANTILES * sorted.length)];
    }
    return quantiles;
  }

  /**
   * Contributions of all columns.
   *
   * @return chosen rows × d, nats, each at least 0
   */
  public Matrix values() {
    return values;
  }

  /**
   * What the model would expect most in each column, given the row's others.
   *
   * @return chosen rows × d, in the user's units
   */
  public Matrix expected() {
    return expected;
  }

  /**
   * The columns that contribute most to one of the rows.
   *
   * @param row place among the chosen rows, from 0
   * @param count how many at most
   * @return numbers of features from 0, the greatest contribution first
   */
  public int[] leading(int row, int count) {
    return IntStream.range(0, values.columns())
        .boxed()
        .sorted(Comparator.comparingDouble(j -> -values.get(row, j)))
        .limit(count)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The search along each column through one row, all columns at a time. */
  private static final class Search {
    private final Density density;
    private final double[] row;
    private final double[][] places;
    private final int block;
    private final double start;
    private final double[] best;
    private final double[] height;
    private final double[] step;

    Search(Density density, double[] row, double[][] places) {
      this.density = density;
      this.row = row;
      this.places = places;
      block = RowTask.blockRows(row.length);
      start = density.logDensity(row);
      best = row.clone();
      height = new double[row.length];
      step = new double[row.length];
      java.util.Arrays.fill(height, start);
    }

    void run() {
      for (int q = 0; q < QUANTILES; q++) {
        int place = q;
        climb(column(j -> places[j][place]));
      }
      for (int j = 0; j < row.length; j++) {
        step[j] = localSpacing(j);
      }
      for (int round = 0; round < ROUNDS && parabolas(); round++) {
        // each round climbs by itself
      }
    }

    /**
     * Distance between the quantiles on either side of the best place, a scale of the model there.
     */
    private double localSpacing(int j) {
      double[] grid = places[j];
      int above = 0;
      while (above < grid.length && grid[above] <= best[j]) {
        above++;
      }
      int low = Math.max(0, Math.min(above - 1, grid.length - 2));
      double spacing = (grid[low + 1] - grid[low]) / 2;
      double overall = (grid[grid.length - 1] - grid[0]) / grid.length;
      double least = 1e-6 * Math.max(overall, Math.abs(best[j]));
      return Math.max(spacing, least > 0 ? least : 1e-6);
    }

    /** Moves each column to the top of a parabola through three points; tells whether one rose. */
    private boolean parabolas() {
      double[] middle = best.clone();
      double[] heights = height.clone();
      double[] left = evaluate(column(j -> middle[j] - step[j]));
      double[] right = evaluate(column(j -> middle[j] + step[j]));
      double[] tops =
          column(
              j -> {
                double curvature = left[j] - 2 * heights[j] + right[j];
                return curvature < 0
                    ? middle[j] + step[j] * 0.5 * (left[j] - right[j]) / curvature
                    : middle[j];
              });
      take(column(j -> middle[j] - step[j]), left);
      take(column(j -> middle[j] + step[j]), right);
      climb(tops);
      boolean rose = false;
      for (int j = 0; j < row.length; j++) {
        rose |= height[j] > heights[j] + NEGLIGIBLE_NATS * Math.max(1, Math.abs(start));
        if (Math.abs(best[j] - middle[j]) < step[j]) {
          step[j] /= 4;
        }
      }
      return rose;
    }

    private void climb(double[] candidates) {
      take(candidates, evaluate(candidates));
    }

    private void take(double[] candidates, double[] heights) {
      for (int j = 0; j < row.length; j++) {
        if (heights[j] > height[j]) {
          best[j] = candidates[j];
          height[j] = heights[j];
        }
      }
    }

    private double[] column(java.util.function.IntToDoubleFunction value) {
      return IntStream.range(0, row.length).mapToDouble(value).toArray();
    }

    /** Log density of the row with column j set to candidate j, for each j. */
    private double[] evaluate(double[] candidates) {
      int d = row.length;
      double[] result = new double[d];
      for (int from = 0; from < d; from += block) {
        int count = Math.min(block, d - from);
        double[] variants = new double[count * d];
        for (int i = 0; i < count; i++) {
          System.arraycopy(row, 0, variants, i * d, d);
          variants[i * d + from + i] = candidates[from + i];
        }
        double[] part = density.logDensity(Matrix.wrap(count, d, variants));
        System.arraycopy(part, 0, result, from, count);
      }
      return result;
    }

    double[] rises() {
      return IntStream.range(0, row.length).mapToDouble(j -> height[j] - start).toArray();
    }
  }
}
