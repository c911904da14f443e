package org.latent4j.linalg;

/** Log-sums and shares of rows of log terms, by chunks of rows that stay in the cache. */
final class Softmax {
  private final int chunkRows;
  private final int k;
  private final Exponential exponential;
  private final Logarithm logarithm;
  private final double[] sums;

  Softmax(int chunkRows, int k) {
    this.chunkRows = chunkRows;
    this.k = k;
    this.exponential = new Exponential(chunkRows * k);
    this.logarithm = new Logarithm(chunkRows);
    this.sums = new double[chunkRows];
  }

  void logSums(double[] terms, int rows, double[] out) {
    for (int row = 0; row < rows; row += chunkRows) {
      int count = Math.min(chunkRows, rows - row);
      shift(terms, row, count, out);
      exponential.run(count * k, exponential.arguments, 0);
      addLogSums(exponential.arguments, 0, row, count, out);
    }
  }

  void shares(double[] terms, int rows, double[] out) {
    for (int row = 0; row < rows; row += chunkRows) {
      int count = Math.min(chunkRows, rows - row);
      shift(terms, row, count, out);
      exponential.run(count * k, terms, row * k);
      addLogSums(terms, row * k, row, count, out);
      for (int i = 0; i < count; i++) {
        double scale = 1 / sums[i];
        int end = (row + i + 1) * k;
        for (int j = end - k; j < end; j++) {
          terms[j] *= scale;
        }
      }
    }
  }

  /** Writes each row's largest term to {@code out}, and the terms less it to the arguments. */
  private void shift(double[] terms, int row, int count, double[] out) {
    double[] shifted = exponential.arguments;
    for (int i = 0; i < count; i++) {
      int start = (row + i) * k;
      double largest = Double.NEGATIVE_INFINITY;
      for (int j = start; j < start + k; j++) {
        largest = terms[j] > largest ? terms[j] : largest;
      }
      out[row + i] = largest;
      // Where the largest is infinite, subtracting it would give NaN: such terms share equally.
      double shift = Math.abs(largest) < Double.POSITIVE_INFINITY ? largest : 0;
      for (int j = 0; j < k; j++) {
        shifted[i * k + j] = terms[start + j] - shift;
      }
      if (shift != largest) {
        for (int j = i * k; j < (i + 1) * k; j++) {
          shifted[j] = shifted[j] == largest ? 0 : Math.min(shifted[j], Double.NEGATIVE_INFINITY);
        }
      }
    }
  }

  private void addLogSums(double[] exponentials, int offset, int row, int count, double[] out) {
    double[] logs = exponential.arguments;
    for (int i = 0; i < count; i++) {
      sums[i] = ArrayMath.sum(exponentials, offset + i * k, k);
    }
    logarithm.run(count, sums, 0, logs, 0);
    for (int i = 0; i < count; i++) {
      out[row + i] += logs[i];
    }
  }
}
