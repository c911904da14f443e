package org.latent4j.deep.internal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latent4j.linalg.Tensor;
import org.latent4j.model.ModelFormatException;
import org.latent4j.model.ModelState;

/**
 * Where a training stands after an epoch: all it needs to go on as if it had never stopped. Random
 * numbers need no state, for they are named by seed, epoch and step.
 */
public final class TrainingState {

  private static final List<String> ARRAYS =
      List.of("values", "firstMoments", "secondMoments", "average", "best");
  private static final String PREFIX = "training.";
  private static final String NUMBERS = PREFIX + "numbers";
  private static final String TRACE = PREFIX + "trace";
  private static final int NUMBER_COUNT = 9;

  final float[] values;
  final float[] firstMoments;
  final float[] secondMoments;
  final float[] average;
  final float[] best;

  int epoch;
  int bestEpoch;
  int lastChange;
  int reductions;
  int steps;
  int skipped;
  double slopeMean;
  double rate = 1;
  int rows;
  double[] trace = {};

  /** A start from some values. */
  TrainingState(float[] values, int rows) {
    this(
        values, new float[values.length], new float[values.length], values.clone(), values.clone());
    this.rows = rows;
  }

  private TrainingState(
      float[] values, float[] firstMoments, float[] secondMoments, float[] average, float[] best) {
    this.values = values;
    this.firstMoments = firstMoments;
    this.secondMoments = secondMoments;
    this.average = average;
    this.best = best;
  }

  TrainingState copy() {
    TrainingState copy =
        new TrainingState(
            values.clone(),
            firstMoments.clone(),
            secondMoments.clone(),
            average.clone(),
            best.clone());
    copy.setNumbers(numbers());
    copy.trace = trace.clone();
    return copy;
  }

  /** The greatest bound so far. */
  double bestBound() {
    return trace.length == 0 ? Double.NEGATIVE_INFINITY : trace[trace.length - 1];
  }

  /** Adds what is the greatest bound after an epoch. */
  void addBest(double bound) {
    trace = Arrays.copyOf(trace, trace.length + 1);
    trace[trace.length - 1] = bound;
  }

  private double[] numbers() {
    return new double[] {
      epoch, bestEpoch, lastChange, reductions, steps, skipped, slopeMean, rate, rows
    };
  }

  private void setNumbers(double[] numbers) {
    epoch = (int) numbers[0];
    bestEpoch = (int) numbers[1];
    lastChange = (int) numbers[2];
    reductions = (int) numbers[3];
    steps = (int) numbers[4];
    skipped = (int) numbers[5];
    slopeMean = numbers[6];
    rate = numbers[7];
    rows = (int) numbers[8];
  }

  /** Its numbers as tensors, for a model file. */
  public Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    List<float[]> arrays = List.of(values, firstMoments, secondMoments, average, best);
    for (int i = 0; i < arrays.size(); i++) {
      float[] array = arrays.get(i);
      double[] doubles = new double[array.length];
      Arrays.setAll(doubles, j -> array[j]);
      tensors.put(PREFIX + ARRAYS.get(i), Tensor.of(Tensor.Type.F32, doubles, doubles.length));
    }
    tensors.put(NUMBERS, Tensor.vector(numbers()));
    if (trace.length > 0) {
      tensors.put(TRACE, Tensor.vector(trace.clone()));
    }
    return tensors;
  }

  /** Whether a model file holds one. */
  public static boolean isIn(ModelState state) {
    return state.tensors().keySet().stream().anyMatch(name -> name.startsWith(PREFIX));
  }

  /**
   * Reads it from a model file.
   *
   * @throws ModelFormatException if a part is missing or of another length
   */
  public static TrainingState of(ModelState state) {
    float[][] arrays = new float[ARRAYS.size()][];
    for (int i = 0; i < arrays.length; i++) {
      int length = i == 0 ? -1 : arrays[0].length;
      double[] doubles = state.vector(PREFIX + ARRAYS.get(i), length);
      float[] floats = new float[doubles.length];
      for (int j = 0; j < floats.length; j++) {
        floats[j] = (float) doubles[j];
      }
      arrays[i] = floats;
    }
    TrainingState read = new TrainingState(arrays[0], arrays[1], arrays[2], arrays[3], arrays[4]);
    read.setNumbers(state.vector(NUMBERS, NUMBER_COUNT));
    if (state.tensors().containsKey(TRACE)) {
      read.trace = state.vector(TRACE, -1);
    }
    if (!(read.epoch >= 0 && read.rate > 0 && read.rows > 0)) {
      throw new ModelFormatException(
          "'" + NUMBERS + "' holds what no training has; the file is damaged");
    }
    return read;
  }
}
