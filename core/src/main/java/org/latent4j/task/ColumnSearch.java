package org.latent4j.task;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.Conditional;
import org.latent4j.model.ConditionalDistribution;
import org.latent4j.model.Density;

/**
 * The search for the most probable value of each column of one row, the others as they are; all
 * columns at a time.
 */
final class ColumnSearch {

  private static final int DRAWS = 16;
  private static final int ROUNDS = 6;
  private static final double NEGLIGIBLE_NATS = 1e-9;

  private final Question question;
  private final double[] row;
  private final int block;
  private final double start;
  private final double[] best;
  private final double[] height;
  private final double[] step;

  /**
   * What is asked of every row.
   *
   * @param density over rows
   * @param conditional tells of a column given others, if the model can
   * @param columns the features
   * @param places values of each column to look at first, increasing
   */
  record Question(
      Density density,
      Optional<Conditional> conditional,
      List<Column> columns,
      List<double[]> places) {}

  ColumnSearch(Question question, double[] row) {
    this.question = question;
    this.row = row;
    block = RowTask.blockRows(row.length);
    start = question.density.logDensity(row);
    best = row.clone();
    height = new double[row.length];
    step = new double[row.length];
    Arrays.fill(height, start);
  }

  /** Whether the values of a column are indices of words, between which there is nothing. */
  static boolean isDiscrete(Column column) {
    return column.kind() == ColumnKind.CATEGORICAL || column.kind() == ColumnKind.BINARY;
  }

  private boolean isDiscrete(int feature) {
    return isDiscrete(question.columns.get(feature));
  }

  void run() {
    List<double[]> places = question.places;
    int most = places.stream().mapToInt(p -> p.length).max().orElse(0);
    for (int q = 0; q < most; q++) {
      int place = q;
      climb(column(j -> places.get(j)[Math.min(place, places.get(j).length - 1)]));
    }
    question.conditional.ifPresent(this::lookWhereExpected);
    for (int j = 0; j < row.length; j++) {
      step[j] = isDiscrete(j) ? 0 : localSpacing(j);
    }
    for (int round = 0; round < ROUNDS && parabolas(); round++) {
      // each round climbs by itself
    }
  }

  /** Looks at what the model expects of each number given the others, and at draws of that. */
  private void lookWhereExpected(Conditional conditional) {
    double[][] expected = new double[row.length][];
    for (int j = 0; j < row.length; j++) {
      if (Double.isNaN(row[j]) || isDiscrete(j)) {
        continue;
      }
      double[] others = row.clone();
      others[j] = Double.NaN;
      ConditionalDistribution distribution = conditional.given(others);
      int place = Arrays.binarySearch(distribution.columns(), j);
      double[] drawn = distribution.sample(DRAWS, new SeededRandom(j)).column(place);
      expected[j] = Arrays.copyOf(drawn, DRAWS + 1);
      expected[j][DRAWS] = distribution.mean()[place];
    }
    for (int q = 0; q <= DRAWS; q++) {
      int place = q;
      climb(column(j -> expected[j] == null ? best[j] : expected[j][place]));
    }
  }

  /**
   * Distance between the quantiles on either side of the best place, a scale of the model there.
   */
  private double localSpacing(int j) {
    double[] grid = question.places.get(j);
    int above = 0;
    while (above < grid.length && grid[above] <= best[j]) {
      above++;
    }
    int low = Math.max(0, Math.min(above - 1, grid.length - 2));
    double spacing = (grid[low + 1] - grid[low]) / 2;
    double overall = (grid[grid.length - 1] - grid[0]) / grid.length;
    double least = 1e-6 * Math.max(overall, Math.abs(best[j]));
    double fine = Math.max(spacing, least > 0 ? least : 1e-6);
    return isWhole(j) ? Math.max(1, Math.rint(fine)) : fine;
  }

  private boolean isWhole(int feature) {
    return question.columns.get(feature).kind() == ColumnKind.COUNT;
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
              double top = middle[j] + step[j] * 0.5 * (left[j] - right[j]) / curvature;
              return curvature < 0 && Double.isFinite(top) ? top : middle[j];
            });
    take(column(j -> middle[j] - step[j]), left);
    take(column(j -> middle[j] + step[j]), right);
    climb(tops);
    boolean rose = false;
    for (int j = 0; j < row.length; j++) {
      rose |= height[j] > heights[j] + NEGLIGIBLE_NATS * Math.max(1, Math.abs(start));
      if (Math.abs(best[j] - middle[j]) < step[j] && !isWhole(j)) {
        step[j] /= 4;
      } else if (isWhole(j)) {
        step[j] = Math.max(1, Math.rint(step[j] / 4));
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

  /** A candidate for each column: whole for counts, and none for a value that is missing. */
  private double[] column(IntToDoubleFunction value) {
    return IntStream.range(0, row.length)
        .mapToDouble(
            j -> {
              if (Double.isNaN(row[j])) {
                return Double.NaN;
              }
              double candidate = value.applyAsDouble(j);
              return isWhole(j) ? Math.rint(candidate) : candidate;
            })
        .toArray();
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
      double[] part = question.density.logDensity(Matrix.wrap(count, d, variants));
      System.arraycopy(part, 0, result, from, count);
    }
    return result;
  }

  /** By how much the log density rises in each column. */
  double[] rises() {
    return IntStream.range(0, row.length).mapToDouble(j -> height[j] - start).toArray();
  }

  /** The most probable value of each column. */
  double[] best() {
    return best.clone();
  }
}
