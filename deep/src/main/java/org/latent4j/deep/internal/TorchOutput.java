package org.latent4j.deep.internal;

import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** An {@link OutputDistribution} while it is trained. */
abstract class TorchOutput {

  /** Which deviations of a Gaussian are learned. */
  enum Noise {
    /** One of each feature. */
    COLUMNS,
    /** One of all features. */
    SHARED,
    /** None. */
    FIXED
  }

  /** log p(x|z) of each row. */
  abstract Tensor logLikelihood(Tensor rows, Tensor outputs);

  /** What some values of all parameters give. */
  abstract OutputDistribution distribution(float[] values);

  /** Puts a distribution in place of the one at the start. */
  abstract void start(OutputDistribution distribution, float[] values);

  static TorchOutput bernoulli() {
    return new TorchOutput() {
      @Override
      Tensor logLikelihood(Tensor rows, Tensor outputs) {
        TensorOptional none = new TensorOptional();
        return torch.binary_cross_entropy_with_logits(outputs, rows, none, none, 0).sum(1).neg();
      }

      @Override
      OutputDistribution distribution(float[] values) {
        return new BernoulliOutput();
      }

      @Override
      void start(OutputDistribution distribution, float[] values) {}
    };
  }

  /** Normal features that start with given deviations, d of them. */
  static TorchOutput gaussian(FlatParameters parameters, Noise noise, double[] deviations) {
    String name = "output.logDeviations";
    int d = deviations.length;
    int learned = noise == Noise.COLUMNS ? d : noise == Noise.SHARED ? 1 : 0;
    if (learned > 0) {
      parameters.add(name, j -> Math.log(deviations[j]), learned);
    }
    return new TorchOutput() {
      @Override
      Tensor logLikelihood(Tensor rows, Tensor outputs) {
        Tensor difference = rows.sub(outputs);
        double constant = -0.5 * d * Math.log(2 * Math.PI);
        if (learned == 0) {
          double deviation = deviations[0];
          return difference
              .square()
              .sum(1)
              .mul(new Scalar(-0.5 / (deviation * deviation)))
              .add(new Scalar(constant - d * Math.log(deviation)));
        }
        Tensor logs = parameters.get(name);
        Tensor logSum = logs.sum().mul(new Scalar(learned == 1 ? (double) d : 1.0));
        Tensor scaled = difference.mul(logs.neg().exp());
        return scaled.square().sum(1).mul(new Scalar(-0.5)).sub(logSum).add(new Scalar(constant));
      }

      @Override
      OutputDistribution distribution(float[] values) {
        double[] all = deviations.clone();
        if (learned > 0) {
          double[] logs = parameters.matrix(name, values).values();
          Arrays.setAll(all, j -> Math.exp(logs[learned == 1 ? 0 : j]));
        }
        return new GaussianOutput(all, learned);
      }

      @Override
      void start(OutputDistribution distribution, float[] values) {
        if (learned > 0) {
          double[] from = ((GaussianOutput) distribution).deviations();
          double[] logs = new double[learned];
          Arrays.setAll(logs, j -> Math.log(from[j]));
          parameters.put(name, logs, values);
        }
      }
    };
  }
}
