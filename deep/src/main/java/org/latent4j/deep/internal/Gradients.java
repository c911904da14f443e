package org.latent4j.deep.internal;

import java.util.ArrayList;
import java.util.List;
import org.latent4j.linalg.Workers;

/** Slopes of a loss by all parameters, one array for each part of a batch. */
final class Gradients {

  private final Ranges ranges;
  private final List<float[]> parts = new ArrayList<>();

  /**
   * Takes the memory.
   *
   * @param size number of parameters
   * @param mostParts at least 1
   */
  Gradients(int size, int mostParts) {
    ranges = new Ranges(size);
    for (int p = 0; p < mostParts; p++) {
      parts.add(new float[size]);
    }
  }

  /** The live array of a part. */
  float[] part(int part) {
    return parts.get(part);
  }

  /** The live array of the first part, after {@link #sum} that of all. */
  float[] all() {
    return parts.get(0);
  }

  /**
   * Adds the other parts to the first.
   *
   * @param count how many parts there are
   * @param threads that share the parameters; the result is the same for any number
   * @return Euclidean norm of the sum, in double precision
   */
  double sum(int count, int threads) {
    double[] squares = new double[ranges.count()];
    Workers.forEach(
        threads,
        squares.length,
        range -> {
          int from = ranges.from(range);
          int to = ranges.from(range + 1);
          for (int p = 1; p < count; p++) {
            add(all(), part(p), from, to);
          }
          squares[range] = squares(all(), from, to);
        });
    double sum = 0;
    for (double square : squares) {
      sum += square;
    }
    return Math.sqrt(sum);
  }

  private static void add(float[] target, float[] other, int from, int to) {
    for (int i = from; i < to; i++) {
      target[i] += other[i];
    }
  }

  /** Four sums side by side, which the processor need not wait for. */
  private static double squares(float[] values, int from, int to) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (; i + 4 <= to; i += 4) {
      a += (double) values[i] * values[i];
      b += (double) values[i + 1] * values[i + 1];
      c += (double) values[i + 2] * values[i + 2];
      d += (double) values[i + 3] * values[i + 3];
    }
    for (; i < to; i++) {
      a += (double) values[i] * values[i];
    }
    return (a + b) + (c + d);
  }
}
