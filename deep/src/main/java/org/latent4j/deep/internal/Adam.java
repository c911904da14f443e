package org.latent4j.deep.internal;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The optimiser (Kingma and Ba 2015, arXiv:1412.6980, algorithm 1) over all parameters at once, and
 * beside it the running average of their values. Owns native memory until it is closed.
 */
final class Adam implements AutoCloseable {

  private static final double FIRST_DECAY = 0.9;
  private static final double SECOND_DECAY = 0.999;
  private static final double EPSILON = 1e-8;
  private static final double MOST_AVERAGED = 0.999;

  private final FlatParameters parameters;
  private final FloatPointer[] memory = new FloatPointer[3];
  private final Tensor[] arrays = new Tensor[3];

  Adam(FlatParameters parameters) {
    this.parameters = parameters;
    for (int i = 0; i < arrays.length; i++) {
      memory[i] = new FloatPointer(parameters.size());
      arrays[i] = torch.from_blob(memory[i], parameters.size());
    }
  }

  /** Puts a state in place. */
  void set(TrainingState state) {
    parameters.set(state.values);
    memory[0].put(state.firstMoments);
    memory[1].put(state.secondMoments);
    memory[2].put(state.average);
  }

  /** Copies what there is into a state. */
  void get(TrainingState state) {
    System.arraycopy(parameters.values(), 0, state.values, 0, state.values.length);
    memory[0].get(state.firstMoments);
    memory[1].get(state.secondMoments);
    memory[2].get(state.average);
  }

  /**
   * One step, in the scope of the caller and without gradients being recorded.
   *
   * @param step number of this step, from 1
   */
  void step(int step, double learningRate) {
    Tensor slopes = parameters.slopes();
    double firstCorrection = 1 - Math.pow(FIRST_DECAY, step);
    double secondCorrection = 1 - Math.pow(SECOND_DECAY, step);
    arrays[0].lerp_(slopes, new Scalar(1 - FIRST_DECAY));
    arrays[1].mul_(new Scalar(SECOND_DECAY)).addcmul_(slopes, slopes, new Scalar(1 - SECOND_DECAY));
    Tensor spread =
        arrays[1].sqrt().div_(new Scalar(Math.sqrt(secondCorrection))).add_(new Scalar(EPSILON));
    parameters.flat().addcdiv_(arrays[0], spread, new Scalar(-learningRate / firstCorrection));
    double kept = Math.min(MOST_AVERAGED, (1.0 + step) / (10.0 + step));
    arrays[2].lerp_(parameters.flat(), new Scalar(1 - kept));
  }

  @Override
  public void close() {
    for (int i = 0; i < arrays.length; i++) {
      arrays[i].close();
      memory[i].close();
    }
  }
}
