package org.latent4j.deep.internal;

import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
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

  private static final double START_SCALE = 0.2;

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

  /** Features on grids, whose scales start at a fifth of a unit. */
  static TorchOutput logistic(FlatParameters parameters, LogisticOutput.Grid grid) {
    String name = "output.logScales";
    int d = grid.steps().length;
    parameters.add(name, j -> Math.log(START_SCALE), d);
    return new TorchOutput() {
      @Override
      Tensor logLikelihood(Tensor rows, Tensor outputs) {
        Tensor steps = row(grid.steps(), rows);
        Tensor scales = parameters.get(name).exp();
        Tensor halves = steps.mul(new Scalar(0.5));
        Tensor centred = rows.sub(outputs);
        Tensor notLow = inside(rows.sub(row(grid.lows(), rows)), steps);
        Tensor notHigh = inside(row(grid.highs(), rows).sub(rows), steps);
        Tensor above = torch.softplus(centred.add(halves).div(scales).neg()).mul(notHigh);
        Tensor below = torch.softplus(centred.sub(halves).div(scales)).mul(notLow);
        Tensor inner = torch.expm1(steps.div(scales).neg()).neg().log();
        double logWidths = Arrays.stream(grid.steps()).map(Math::log).sum();
        return notLow
            .mul(notHigh)
            .mul(inner)
            .sub(above)
            .sub(below)
            .sum(1)
            .sub(new Scalar(logWidths));
      }

      private Tensor inside(Tensor distances, Tensor steps) {
        return torch.clamp(
            distances.div(steps),
            new ScalarOptional(new Scalar(0.0)),
            new ScalarOptional(new Scalar(1.0)));
      }

      @Override
      OutputDistribution distribution(float[] values) {
        double[] scales = parameters.matrix(name, values).values();
        Arrays.setAll(scales, j -> Math.exp(scales[j]));
        return new LogisticOutput(scales, grid);
      }

      @Override
      void start(OutputDistribution distribution, float[] values) {
        double[] logs = ((LogisticOutput) distribution).scales().clone();
        Arrays.setAll(logs, j -> Math.log(logs[j]));
        parameters.put(name, logs, values);
      }
    };
  }

  /** Numbers where others are. */
  private static Tensor row(double[] numbers, Tensor others) {
    float[] values = new float[numbers.length];
    for (int j = 0; j < values.length; j++) {
      values[j] = (float) numbers[j];
    }
    return torch.tensor(values).to(others.device(), torch.ScalarType.Float);
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
