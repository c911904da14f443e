package org.latent4j.deep.internal;

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
   */
  static void step(TrainingState state, float[] gradients, double factor, double learningRate) {
    int step = ++state.steps;
    double firstCorrection = 1 - Math.pow(FIRST_DECAY, step);
    double secondCorrection = 1 - Math.pow(SECOND_DECAY, step);
    double kept = Math.min(MOST_AVERAGED, (1.0 + step) / (10.0 + step));
    update(
        state.values,
        gradients,
        state.firstMoments,
        state.secondMoments,
        (float) factor,
        (float) (learningRate / firstCorrection),
        (float) (1 / Math.sqrt(secondCorrection)));
    average(state.average, state.values, (float) (1 - kept));
  }

  private static void update(
      float[] values,
      float[] gradients,
      float[] first,
      float[] second,
      float factor,
      float rate,
      float scale) {
    float newFirst = (float) (1 - FIRST_DECAY);
    float oldSecond = (float) SECOND_DECAY;
    float newSecond = (float) (1 - SECOND_DECAY);
    for (int i = 0; i < values.length; i++) {
      float g = gradients[i] * factor;
      float m = first[i] + newFirst * (g - first[i]);
      float v = oldSecond * second[i] + newSecond * g * g;
      first[i] = m;
      second[i] = v;
      values[i] -= rate * m / ((float) Math.sqrt(v) * scale + EPSILON);
    }
  }

  private static void average(float[] average, float[] values, float share) {
    for (int i = 0; i < values.length; i++) {
      average[i] += share * (values[i] - average[i]);
    }
  }

  /** Euclidean norm, in double precision, of sums of a fixed shape. */
  static double norm(float[] gradients) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 4 <= gradients.length; i += 4) {
      a += (double) gradients[i] * gradients[i];
      b += (double) gradients[i + 1] * gradients[i + 1];
      c += (double) gradients[i + 2] * gradients[i + 2];
      d += (double) gradients[i + 3] * gradients[i + 3];
    }
    for (; i < gradients.length; i++) {
      a += (double) gradients[i] * gradients[i];
    }
    return Math.sqrt((a + b) + (c + d));
  }
}
