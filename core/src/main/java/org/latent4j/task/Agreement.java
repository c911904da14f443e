package org.latent4j.task;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How well two partitions of the same rows agree, such as clusters with known classes. The names of
 * the groups do not matter, and neither does which partition comes first, except for {@link
 * #accuracy}. Immutable.
 */
public final class Agreement {

  private final long[][] table;
  private final long[] rowSums;
  private final long[] columnSums;
  private final long total;

  private Agreement(long[][] table) {
    this.table = table;
    rowSums = Arrays.stream(table).mapToLong(row -> Arrays.stream(row).sum()).toArray();
    columnSums = new long[table.length == 0 ? 0 : table[0].length];
    for (long[] row : table) {
      for (int j = 0; j < row.length; j++) {
        columnSums[j] += row[j];
      }
    }
    total = Arrays.stream(rowSums).sum();
  }

  /**
   * Compares clusters with known classes.
   *
   * @param clusters n numbers
   * @param classes n numbers; a row whose class is NaN does not count
   * @return the agreement over the rows of known class
   * @throws IllegalArgumentException if the lengths differ or no class is known
   */
  public static Agreement of(int[] clusters, double[] classes) {
    if (clusters.length != classes.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "classes must be as many as clusters (%d), got %d",
              clusters.length,
              classes.length));
    }
    Map<Integer, Integer> rows = new TreeMap<>();
    Map<Double, Integer> columns = new TreeMap<>();
    for (int i = 0; i < classes.length; i++) {
      if (!Double.isNaN(classes[i])) {
        rows.putIfAbsent(clusters[i], rows.size());
        columns.putIfAbsent(classes[i] + 0.0, columns.size());
      }
    }
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("classes must be known for at least one row, got none");
    }
    long[][] table = new long[rows.size()][columns.size()];
    for (int i = 0; i < classes.length; i++) {
      if (!Double.isNaN(classes[i])) {
        table[rows.get(clusters[i])][columns.get(classes[i] + 0.0)]++;
      }
    }
    return new Agreement(table);
  }

  /**
   * Compares two partitions.
   *
   * @param one n numbers
   * @param other n numbers
   * @return the agreement
   * @throws IllegalArgumentException if the lengths differ or there are no rows
   */
  public static Agreement of(int[] one, int[] other) {
    return of(one, Arrays.stream(other).asDoubleStream().toArray());
  }

  /**
   * Rows that counted.
   *
   * @return n without rows of unknown class
   */
  public long rowCount() {
    return total;
  }

  /**
   * Adjusted Rand index: agreement over pairs of rows, 1 for equal partitions, 0 on average for
   * unrelated ones, below 0 for less than chance (Hubert and Arabie 1985, doi:10.1007/BF01908075,
   * equation 5). Two partitions without structure (all in one group, or each row alone, in both)
   * are equal: 1.
   *
   * @return at most 1
   */
  public double adjustedRandIndex() {
    double together = 0;
    for (long[] row : table) {
      together += pairs(row);
    }
    double inRows = pairs(rowSums);
    double inColumns = pairs(columnSums);
    double expected = total > 1 ? inRows * inColumns / (0.5 * total * (total - 1)) : 0;
    double greatest = (inRows + inColumns) / 2;
    return greatest == expected ? 1 : (together - expected) / (greatest - expected);
  }

  private static double pairs(long[] counts) {
    double sum = 0;
    for (long count : counts) {
      sum += 0.5 * count * (count - 1);
    }
    return sum;
  }

  /**
   * Mutual information divided by the mean of the two entropies (Vinh, Epps and Bailey 2010,
   * Journal of Machine Learning Research 11, table 2, NMI_sum). Two partitions of a single group
   * are equal: 1.
   *
   * @return a number in [0, 1]
   */
  public double normalisedMutualInformation() {
    double entropies = (entropy(rowSums) + entropy(columnSums)) / 2;
    if (entropies == 0) {
      return 1;
    }
    double information = 0;
    for (int i = 0; i < table.length; i++) {
      for (int j = 0; j < columnSums.length; j++) {
        if (table[i][j] > 0) {
          double ratio = (double) table[i][j] * total / ((double) rowSums[i] * columnSums[j]);
          information += (double) table[i][j] / total * Math.log(ratio);
        }
      }
    }
    return Math.max(0, Math.min(1, information / entropies));
  }

  private double entropy(long[] counts) {
    double entropy = 0;
    for (long count : counts) {
      entropy -= (double) count / total * Math.log((double) count / total);
    }
    return entropy;
  }

  /**
   * Share of rows that are right when each cluster is named after one class and no class names two
   * clusters, in the way that makes most rows right (an assignment problem, solved by the Hungarian
   * method). Clusters beyond the number of classes are wrong throughout.
   *
   * @return a number in (0, 1]
   */
  public double accuracy() {
    int size = Math.max(table.length, columnSums.length);
    double[][] cost = new double[size][size];
    for (int i = 0; i < table.length; i++) {
      for (int j = 0; j < columnSums.length; j++) {
        cost[i][j] = -table[i][j];
      }
    }
    int[] chosen = Assignment.cheapest(cost);
    double right = 0;
    for (int i = 0; i < size; i++) {
      right -= cost[i][chosen[i]];
    }
    return right / total;
  }
}
