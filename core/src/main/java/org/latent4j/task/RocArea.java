package org.latent4j.task;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How well a score tells two kinds of rows apart: the area under the receiver operating
 * characteristic, which is the probability that a row of the first kind has the higher score, half
 * of the ties counted (Mann and Whitney 1947). Its standard error is that of DeLong, DeLong and
 * Clarke-Pearson (1988, doi:10.2307/2531595), from the variances of what each row has ahead or
 * behind; O(n log n) by midranks.
 *
 * @param area from 0 to 1; 0.5 where the score tells nothing
 * @param standardError over the rows of both kinds; NaN for a single row of a kind
 */
public record RocArea(double area, double standardError) {

  /**
   * Compares scores.
   *
   * @param higher scores of rows that should have the higher ones, at least 1, not NaN
   * @param lower scores of the others, at least 1, not NaN
   * @return the area
   * @throws IllegalArgumentException if there is no score of a kind, or one is NaN
   */
  public static RocArea of(double[] higher, double[] lower) {
    int m = higher.length;
    int n = lower.length;
    if (m == 0 || n == 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "scores must be of at least 1 row of each kind, got %d and %d", m, n));
    }
    double[] all = Arrays.copyOf(higher, m + n);
    System.arraycopy(lower, 0, all, m, n);
    if (Arrays.stream(all).anyMatch(Double::isNaN)) {
      throw new IllegalArgumentException("scores must not be NaN");
    }
    double[] together = midranks(all);
    double[] ofHigher = midranks(higher);
    double[] ofLower = midranks(lower);
    double[] ahead = new double[m];
    Arrays.setAll(ahead, i -> (together[i] - ofHigher[i]) / n);
    double[] behind = new double[n];
    Arrays.setAll(behind, j -> 1 - (together[m + j] - ofLower[j]) / m);
    double area = Arrays.stream(ahead).average().orElseThrow();
    return new RocArea(area, Math.sqrt(variance(ahead, area) / m + variance(behind, area) / n));
  }

  private static double variance(double[] values, double mean) {
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return squares / (values.length - 1);
  }

  /** Places from 1 in increasing order, the mean of them where values are equal. */
  private static double[] midranks(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[values.length];
    for (int begin = 0, end; begin < order.length; begin = end) {
      end = begin + 1;
      while (end < order.length && values[order[end]] == values[order[begin]]) {
        end++;
      }
      for (int i = begin; i < end; i++) {
        ranks[order[i]] = (begin + 1 + end) / 2.0;
      }
    }
    return ranks;
  }
}
