package org.latent4j.deep.internal;

import org.latent4j.linalg.Workers;

/**
 * The optimiser (Kingma and Ba 2015, arXiv:1412.6980, algorithm 1) and, beside it, the running
 * average of the values. One loop over plain arrays, which the compiler turns into vector
 * instructions: every array is read once and written once, where a library that has an operation
 * for each term takes nine passes.
 */
final class Adam {

  private static final double FIRST_DECAY = 0.9;
  private static final double SECOND_DECAY = 0.999;
  private static final float EPSILON = 1e-8f;
  private static final double MOST_AVERAGED = 0.999;

  private Adam() {}

  /**
   * Makes the next step of a state.
   *
   * @param factor what gradients are multiplied by
   * @param threads that share the parameters; the result is the same for any number
   */
  static void step(
      TrainingState state, float[] gradients, double factor, double learningRate, int threads) {
    int step = ++state.steps;
    double firstCorrection = 1 - Math.pow(FIRST_DECAY, step);
    double secondCorrection = 1 - Math.pow(SECOND_DECAY, step);
    double kept = Math.min(MOST_AVERAGED, (1.0 + step) / (10.0 + step));
    Factors factors =
        new Factors(
            (float) factor,
            (float) (learningRate / firstCorrection),
            (float) (1 / Math.sqrt(secondCorrection)));
    Ranges ranges = new Ranges(gradients.length);
    Workers.forEach(
        threads,
        ranges.count(),
        range -> {
          int from = ranges.from(range);
          int to = ranges.from(range + 1);
          update(state, gradients, factors, from, to);
          average(state.average, state.values, (float) (1 - kept), from, to);
        });
  }

  /** Of gradients, of the first moments, of the square roots of the second. */
  private record Factors(float gradient, float rate, float scale) {}

  private static void update(
      TrainingState state, float[] gradients, Factors factors, int from, int to) {
    float[] values = state.values;
    float[] first = state.firstMoments;
    float[] second = state.secondMoments;
    float factor = factors.gradient();
    float rate = factors.rate();
    float scale = factors.scale();
    float newFirst = (float) (1 - FIRST_DECAY);
    float oldSecond = (float) SECOND_DECAY;
    float newSecond = (float) (1 - SECOND_DECAY);
    for (int i = from; i < to; i++) {
      float g = gradients[i] * factor;
      float m = first[i] + newFirst * (g - first[i]);
      float v = oldSecond * second[i] + newSecond * g * g;
      first[i] = m;
      second[i] = v;
      values[i] -= rate * m / ((float) Math.sqrt(v) * scale + EPSILON);
    }
  }

  private static void average(float[] average, float[] values, float share, int from, int to) {
    for (int i = from; i < to; i++) {
      average[i] += share * (values[i] - average[i]);
    }
  }
}
