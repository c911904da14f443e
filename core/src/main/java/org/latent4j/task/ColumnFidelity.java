package org.latent4j.task;

import java.util.Arrays;
import java.util.List;
import org.latent4j.data.Column;

/**
 * How the values of one synthetic column compare with those of the real one.
 *
 * @param name of the column
 * @param words whether its values are words, compared by their shares, else numbers
 * @param distance Kolmogorov and Smirnov's distance of numbers, total variation of words; NaN where
 *     one table has no value
 * @param chance the distance that two samples of one distribution pass once in 20 times
 * @param wasserstein how far values must be moved on average, in standard deviations of the real
 *     ones; NaN for words, and where the real values are all the same
 * @param real quantiles of the real numbers at {@link #SHARES}; empty for words
 * @param synthetic the same of the synthetic numbers
 * @param outside share of the synthetic numbers that are less or greater than every real one; of
 *     words share of the real words, by kinds, that no synthetic row has
 * @param realMissing share of the real values that are missing
 * @param syntheticMissing share of the synthetic ones
 */
public record ColumnFidelity(
    String name,
    boolean words,
    double distance,
    double chance,
    double wasserstein,
    List<Double> real,
    List<Double> synthetic,
    double outside,
    double realMissing,
    double syntheticMissing) {

  /** At which shares quantiles are told. */
  public static final List<Double> SHARES = List.of(0.01, 0.25, 0.5, 0.75, 0.99);

  /** Copies the quantiles. */
  public ColumnFidelity {
    real = List.copyOf(real);
    synthetic = List.copyOf(synthetic);
  }

  /**
   * Compares values.
   *
   * @param column what they are
   * @param real values, NaN where missing; words as indices of levels
   * @param synthetic likewise
   * @return what was found
   */
  static ColumnFidelity of(Column column, double[] real, double[] synthetic) {
    double[] a = present(real);
    double[] b = present(synthetic);
    double realMissing = 1 - (double) a.length / Math.max(1, real.length);
    double syntheticMissing = 1 - (double) b.length / Math.max(1, synthetic.length);
    boolean words = !column.levels().isEmpty();
    if (a.length == 0 || b.length == 0) {
      return new ColumnFidelity(
          column.name(),
          words,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          List.of(),
          List.of(),
          0,
          realMissing,
          syntheticMissing);
    }
    if (words) {
      long[] first = counts(a, column.levels().size());
      long[] second = counts(b, column.levels().size());
      return new ColumnFidelity(
          column.name(),
          true,
          TwoSamples.totalVariation(first, second),
          TwoSamples.totalVariationChance(first, second),
          Double.NaN,
          List.of(),
          List.of(),
          lost(first, second),
          realMissing,
          syntheticMissing);
    }
    Arrays.sort(a);
    Arrays.sort(b);
    double deviation = deviation(a);
    return new ColumnFidelity(
        column.name(),
        false,
        TwoSamples.kolmogorovSmirnov(a, b),
        TwoSamples.kolmogorovSmirnovChance(a.length, b.length),
        deviation > 0 ? TwoSamples.wasserstein(a, b) / deviation : Double.NaN,
        quantiles(a),
        quantiles(b),
        Arrays.stream(b).filter(v -> v < a[0] || v > a[a.length - 1]).count() / (double) b.length,
        realMissing,
        syntheticMissing);
  }

  private static double[] present(double[] values) {
    return Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
  }

  private static long[] counts(double[] values, int levels) {
    long[] counts = new long[levels];
    for (double value : values) {
      counts[(int) value]++;
    }
    return counts;
  }

  private static double lost(long[] real, long[] synthetic) {
    int known = 0;
    int lost = 0;
    for (int level = 0; level < real.length; level++) {
      known += real[level] > 0 ? 1 : 0;
      lost += real[level] > 0 && synthetic[level] == 0 ? 1 : 0;
    }
    return (double) lost / known;
  }

  private static double deviation(double[] sorted) {
    if (sorted[0] == sorted[sorted.length - 1]) {
      return 0;
    }
    double mean = Arrays.stream(sorted).average().orElse(0);
    double squares = Arrays.stream(sorted).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / sorted.length);
  }

  private static List<Double> quantiles(double[] sorted) {
    return SHARES.stream().map(share -> quantile(sorted, share)).toList();
  }

  /** By linear interpolation between the two nearest values (Hyndman and Fan 1996, type 7). */
  static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
