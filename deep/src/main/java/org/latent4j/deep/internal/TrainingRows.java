package org.latent4j.deep.internal;

import org.bytedeco.javacpp.FloatPointer;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/**
 * Rows as networks see them, in single precision, and how often or how much each counts. Whole
 * weights repeat a row, so that they train as the repeated rows would; other weights multiply its
 * part of the loss.
 */
final class TrainingRows {

  private static final long MOST_REPEATED = 1L << 26;

  private final float[] values;
  private final int width;
  private final int[] index;
  private final float[] weights;
  private final boolean binarised;

  private TrainingRows(float[] values, int width, int[] index, float[] weights, boolean binarised) {
    this.values = values;
    this.width = width;
    this.index = index;
    this.weights = weights;
    this.binarised = binarised;
  }

  /**
   * Keeps the values.
   *
   * @param values n×d
   * @param weights of the rows, at least 0, not all 0
   * @param binarised whether values are probabilities, from which each fetch draws anew
   */
  static TrainingRows of(float[] values, int width, double[] weights, boolean binarised) {
    boolean whole = true;
    double total = 0;
    for (double weight : weights) {
      whole &= weight == Math.rint(weight);
      total += weight;
    }
    whole &= total <= MOST_REPEATED;
    int count = 0;
    for (double weight : weights) {
      count += whole ? (int) weight : weight > 0 ? 1 : 0;
    }
    int[] index = new int[count];
    float[] parts = new float[count];
    int place = 0;
    for (int i = 0; i < weights.length; i++) {
      int copies = whole ? (int) weights[i] : weights[i] > 0 ? 1 : 0;
      for (int c = 0; c < copies; c++) {
        index[place] = i;
        parts[place++] = whole ? 1 : (float) (weights[i] * count / total);
      }
    }
    return new TrainingRows(values, width, index, parts, binarised);
  }

  int count() {
    return index.length;
  }

  int width() {
    return width;
  }

  /** The row of the data that a place stands for. */
  int row(int place) {
    return index[place];
  }

  float weight(int place) {
    return weights[place];
  }

  /** Some of the rows. */
  TrainingRows select(int[] places) {
    int[] chosen = new int[places.length];
    float[] parts = new float[places.length];
    for (int i = 0; i < places.length; i++) {
      chosen[i] = index[places[i]];
      parts[i] = weights[places[i]];
    }
    return new TrainingRows(values, width, chosen, parts, binarised);
  }

  /** Copies the rows at places order[from] to order[to − 1] to memory off the heap. */
  void fetch(int[] order, int from, int to, SeededRandom random, float[] row, FloatPointer target) {
    for (int i = from; i < to; i++) {
      System.arraycopy(values, index[order[i]] * width, row, 0, width);
      if (binarised) {
        draw(row, random);
      }
      target.position((long) (i - from) * width).put(row, 0, width);
    }
    target.position(0);
  }

  private void draw(float[] row, SeededRandom random) {
    for (int j = 0; j < width; j++) {
      float p = row[j];
      if (p > 0 && p < 1) {
        row[j] = random.nextDouble() < p ? 1 : 0;
      }
    }
  }

  /** Some rows as a matrix, such as starts of learned rows. */
  Matrix rows(int[] places) {
    double[] chosen = new double[places.length * width];
    for (int i = 0; i < places.length; i++) {
      for (int j = 0; j < width; j++) {
        chosen[i * width + j] = values[index[places[i]] * width + j];
      }
    }
    return Matrix.wrap(places.length, width, chosen);
  }
}
