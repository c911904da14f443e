package org.latent4j.report.internal.study;

import java.util.Arrays;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Splits;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/** The rows that have no missing value, and where they stand among all. */
final class CompleteRows {

  private static final int[] ALL = new int[0];

  private final Dataset rows;
  private final int[] numbers;

  private CompleteRows(Dataset rows, int[] numbers) {
    this.rows = rows;
    this.numbers = numbers;
  }

  /** Finds them. */
  static CompleteRows of(Dataset data, DataSummary summary) {
    if (summary.missingTotal() == 0) {
      return new CompleteRows(data, ALL);
    }
    int[] numbers = new int[Math.toIntExact(data.rowCount())];
    int[] count = {0};
    Blocks.forEach(
        data,
        (firstRow, block) -> {
          for (int i = 0; i < block.rows(); i++) {
            if (isComplete(block, i)) {
              numbers[count[0]++] = (int) firstRow + i;
            }
          }
        });
    int[] complete = Arrays.copyOf(numbers, count[0]);
    return new CompleteRows(Splits.select(data, complete), complete);
  }

  private static boolean isComplete(Matrix block, int row) {
    for (int j = 0; j < block.columns(); j++) {
      if (Double.isNaN(block.get(row, j))) {
        return false;
      }
    }
    return true;
  }

  /** The rows themselves. */
  Dataset rows() {
    return rows;
  }

  /** A seeded choice of them, by their place here. */
  int[] choose(int most, SeededRandom random) {
    int n = Math.toIntExact(rows.rowCount());
    return random.sample(n, Math.min(n, most));
  }

  /** Where a row stands among all rows, from 0. */
  long number(long index) {
    return numbers == ALL ? index : numbers[Math.toIntExact(index)];
  }
}
