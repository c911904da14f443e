package org.latent4j.deep.internal;

import org.bytedeco.javacpp.FloatPointer;
import org.latent4j.linalg.SeededRandom;

/** Some places of an order of rows, and the random numbers that they are seen with. */
final class RowBatch {

  private final TrainingRows rows;
  private final int[] order;
  private final int from;
  private final int to;
  private final SeededRandom random;

  /**
   * Keeps its arguments.
   *
   * @param order places of rows, of which those from {@code from} to {@code to} − 1 are meant
   */
  RowBatch(TrainingRows rows, int[] order, int from, int to, SeededRandom random) {
    this.rows = rows;
    this.order = order;
    this.from = from;
    this.to = to;
    this.random = random;
  }

  int size() {
    return to - from;
  }

  int width() {
    return rows.width();
  }

  /** One of several parts as equal as can be. */
  RowBatch part(int part, int parts) {
    int first = from + (int) ((long) part * size() / parts);
    int end = from + (int) ((part + 1L) * size() / parts);
    return new RowBatch(rows, order, first, end, random.split(part));
  }

  /** The row of the data at a place of the batch. */
  int row(int place) {
    return rows.row(order[from + place]);
  }

  float weight(int place) {
    return rows.weight(order[from + place]);
  }

  /** Copies the rows, by way of room for one, to memory off the heap. */
  void fetch(float[] row, FloatPointer target) {
    rows.fetch(order, from, to, random.split(0), row, target);
  }

  /** Standard normal numbers. */
  SeededRandom noise() {
    return random.split(1);
  }
}
