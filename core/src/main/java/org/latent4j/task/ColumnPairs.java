package org.latent4j.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.latent4j.data.Column;
import org.latent4j.linalg.Matrix;
import org.latent4j.task.PairFidelity.Measure;

/** Compares how the columns of two tables go together, pair by pair. */
final class ColumnPairs {

  private static final int PARTS = 5;

  private final List<Column> columns;
  private final Side real;
  private final Side synthetic;

  /** One table: of each column its values, ranks of numbers in [0, 1], and cells; −1 for a gap. */
  private static final class Side {
    private final double[][] ranks;
    private final int[][] cells;
    private final int[] sizes;

    Side(double[][] ranks, int[][] cells, int[] sizes) {
      this.ranks = ranks;
      this.cells = cells;
      this.sizes = sizes;
    }
  }

  ColumnPairs(List<Column> columns, Matrix real, Matrix synthetic) {
    this.columns = columns;
    double[][] bounds = new double[columns.size()][];
    for (int j = 0; j < bounds.length; j++) {
      bounds[j] = columns.get(j).levels().isEmpty() ? fifths(real.column(j)) : new double[0];
    }
    this.real = side(real, bounds);
    this.synthetic = side(synthetic, bounds);
  }

  private Side side(Matrix rows, double[][] bounds) {
    int d = columns.size();
    double[][] ranks = new double[d][];
    int[][] cells = new int[d][];
    int[] sizes = new int[d];
    for (int j = 0; j < d; j++) {
      double[] values = rows.column(j);
      double[] own = bounds[j];
      boolean words = !columns.get(j).levels().isEmpty();
      ranks[j] = words ? values : MidRanks.of(values).at(values);
      sizes[j] = words ? columns.get(j).levels().size() : own.length + 1;
      cells[j] = Arrays.stream(values).mapToInt(v -> cell(v, words, own)).toArray();
    }
    return new Side(ranks, cells, sizes);
  }

  private static int cell(double value, boolean words, double[] bounds) {
    if (Double.isNaN(value)) {
      return -1;
    }
    return words ? (int) value : (int) Arrays.stream(bounds).filter(b -> b < value).count();
  }

  /** The values up to which each fifth goes but the last; fewer where values repeat. */
  private static double[] fifths(double[] values) {
    double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    if (sorted.length == 0) {
      return new double[0];
    }
    return IntStream.range(1, PARTS)
        .mapToDouble(p -> sorted[(int) ((long) p * (sorted.length - 1) / PARTS)])
        .filter(b -> b < sorted[sorted.length - 1])
        .distinct()
        .toArray();
  }

  /** All pairs, the first column of a pair before the second. */
  List<PairFidelity> compared() {
    List<PairFidelity> pairs = new ArrayList<>();
    for (int a = 0; a < columns.size(); a++) {
      for (int b = a + 1; b < columns.size(); b++) {
        pairs.add(compared(a, b));
      }
    }
    return pairs;
  }

  private PairFidelity compared(int a, int b) {
    Measure measure = measure(a, b);
    long[] first = table(real, a, b);
    long[] second = table(synthetic, a, b);
    boolean both = Arrays.stream(first).sum() > 0 && Arrays.stream(second).sum() > 0;
    return new PairFidelity(
        columns.get(a).name(),
        columns.get(b).name(),
        measure,
        dependence(real, measure, a, b, first),
        dependence(synthetic, measure, a, b, second),
        both ? TwoSamples.totalVariation(first, second) : Double.NaN,
        both ? TwoSamples.totalVariationChance(first, second) : Double.NaN);
  }

  private Measure measure(int a, int b) {
    boolean wordsA = !columns.get(a).levels().isEmpty();
    boolean wordsB = !columns.get(b).levels().isEmpty();
    if (wordsA && wordsB) {
      return Measure.CRAMERS_V;
    }
    return wordsA || wordsB ? Measure.CORRELATION_RATIO : Measure.RANK_CORRELATION;
  }

  /** Counts of the cells of both columns together, rows with a gap left out. */
  private static long[] table(Side side, int a, int b) {
    long[] counts = new long[side.sizes[a] * side.sizes[b]];
    for (int i = 0; i < side.cells[a].length; i++) {
      if (side.cells[a][i] >= 0 && side.cells[b][i] >= 0) {
        counts[side.cells[a][i] * side.sizes[b] + side.cells[b][i]]++;
      }
    }
    return counts;
  }

  private double dependence(Side side, Measure measure, int a, int b, long[] table) {
    return switch (measure) {
      case CRAMERS_V -> cramer(table, side.sizes[a], side.sizes[b]);
      case RANK_CORRELATION -> correlation(side.ranks[a], side.ranks[b]);
      case CORRELATION_RATIO -> {
        boolean firstIsWords = !columns.get(a).levels().isEmpty();
        int words = firstIsWords ? a : b;
        yield ratio(side.ranks[firstIsWords ? b : a], side.cells[words], side.sizes[words]);
      }
    };
  }

  private static double correlation(double[] first, double[] second) {
    double n = 0;
    double meanFirst = 0;
    double meanSecond = 0;
    for (int i = 0; i < first.length; i++) {
      if (!Double.isNaN(first[i] + second[i])) {
        n++;
        meanFirst += (first[i] - meanFirst) / n;
        meanSecond += (second[i] - meanSecond) / n;
      }
    }
    double squaresFirst = 0;
    double squaresSecond = 0;
    double products = 0;
    for (int i = 0; i < first.length; i++) {
      if (!Double.isNaN(first[i] + second[i])) {
        double x = first[i] - meanFirst;
        double y = second[i] - meanSecond;
        squaresFirst += x * x;
        squaresSecond += y * y;
        products += x * y;
      }
    }
    return products / Math.sqrt(squaresFirst * squaresSecond);
  }

  /** √(variance between the means of words / variance), of the rows that have both. */
  private static double ratio(double[] ranks, int[] words, int levels) {
    double[] sums = new double[levels];
    double[] counts = new double[levels];
    double n = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < ranks.length; i++) {
      if (words[i] >= 0 && !Double.isNaN(ranks[i])) {
        double centred = ranks[i] - 0.5;
        sums[words[i]] += centred;
        counts[words[i]]++;
        n++;
        sum += centred;
        squares += centred * centred;
      }
    }
    double between = -sum * sum / n;
    for (int level = 0; level < levels; level++) {
      between += counts[level] > 0 ? sums[level] * sums[level] / counts[level] : 0;
    }
    double all = squares - sum * sum / n;
    return all > 1e-12 * n ? Math.sqrt(Math.min(1, Math.max(0, between / all))) : Double.NaN;
  }

  /** √(χ²/(n·(levels that occur − 1))), the fewer levels of both. */
  private static double cramer(long[] table, int rows, int width) {
    double[] first = new double[rows];
    double[] second = new double[width];
    double n = 0;
    for (int c = 0; c < table.length; c++) {
      first[c / width] += table[c];
      second[c % width] += table[c];
      n += table[c];
    }
    double sum = 0;
    for (int c = 0; c < table.length; c++) {
      double expected = first[c / width] * second[c % width] / n;
      sum += expected > 0 ? (table[c] - expected) * (table[c] - expected) / expected : 0;
    }
    long least =
        Math.min(
            Arrays.stream(first).filter(v -> v > 0).count(),
            Arrays.stream(second).filter(v -> v > 0).count());
    return least > 1 ? Math.sqrt(Math.min(1, sum / n / (least - 1))) : Double.NaN;
  }
}
