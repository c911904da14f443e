package org.latent4j.task;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.latent4j.data.Column;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/**
 * How much one table looks like another: each column, each pair of columns, and whole rows.
 *
 * @param columns one for each column
 * @param pairs one for each pair of columns, of at most {@value #MOST_PAIRED} columns
 * @param detection whether rows can be told apart
 */
public record Fidelity(
    List<ColumnFidelity> columns, List<PairFidelity> pairs, Detection detection) {

  /** Of more columns than this, evenly spread ones are paired. */
  static final int MOST_PAIRED = 80;

  /** Copies the lists. */
  public Fidelity {
    columns = List.copyOf(columns);
    pairs = List.copyOf(pairs);
  }

  /**
   * Compares tables.
   *
   * @param columns what the values are
   * @param real n×d, NaN where missing, words as indices of levels
   * @param synthetic m×d
   * @param random where chance comes from
   * @return what was found
   */
  static Fidelity of(List<Column> columns, Matrix real, Matrix synthetic, SeededRandom random) {
    List<ColumnFidelity> single = new ArrayList<>();
    for (int j = 0; j < columns.size(); j++) {
      single.add(ColumnFidelity.of(columns.get(j), real.column(j), synthetic.column(j)));
    }
    int[] paired = paired(columns.size());
    List<Column> some = new ArrayList<>();
    for (int j : paired) {
      some.add(columns.get(j));
    }
    List<PairFidelity> pairs =
        new ColumnPairs(some, real.selectColumns(paired), synthetic.selectColumns(paired))
            .compared();
    return new Fidelity(single, pairs, Detection.of(columns, real, synthetic, random));
  }

  private static int[] paired(int d) {
    int[] chosen = new int[Math.min(MOST_PAIRED, d)];
    for (int a = 0; a < chosen.length; a++) {
      chosen[a] = (int) ((long) a * d / chosen.length);
    }
    return chosen;
  }

  /**
   * How alike single columns are.
   *
   * @return mean of 1 − distance over columns; 1 is alike
   */
  public double columnScore() {
    return 1 - mean(columns, ColumnFidelity::distance);
  }

  /**
   * How alike pairs of columns are.
   *
   * @return mean of 1 − distance over pairs; NaN where there is one column
   */
  public double pairScore() {
    return 1 - mean(pairs, PairFidelity::distance);
  }

  /**
   * How far dependences of pairs are apart.
   *
   * @return mean difference of their measures over pairs that have one
   */
  public double dependenceDifference() {
    return mean(pairs, PairFidelity::difference);
  }

  private static <T> double mean(List<T> things, ToDoubleFunction<T> value) {
    return things.stream()
        .mapToDouble(value)
        .filter(v -> !Double.isNaN(v))
        .average()
        .orElse(Double.NaN);
  }
}
