package org.latent4j.deep.internal;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.latent4j.deep.Activation;
import org.latent4j.linalg.SeededRandom;

/** A {@link FlowNetwork} while it is trained. */
final class TorchCouplings {

  private final int width;
  private final CouplingMap coupling;
  private final List<TorchNetwork> steps = new ArrayList<>();

  /**
   * What the steps are like.
   *
   * @param count of steps
   * @param hidden widths of the hidden layers of each step's network
   */
  record Design(CouplingMap coupling, int count, List<Integer> hidden, Activation activation) {}

  /**
   * Adds the parameters of all steps. Every step starts as the identity: the last layer of its
   * network gives 0.
   *
   * @param prefix with which names of parameters begin
   * @param width number of features
   */
  TorchCouplings(
      FlatParameters parameters, String prefix, int width, Design design, SeededRandom random) {
    this.width = width;
    this.coupling = design.coupling();
    for (int l = 0; l < design.count(); l++) {
      int kept = FlowNetwork.kept(width, l);
      Network start =
          Architecture.dense(
                  kept,
                  design.hidden(),
                  coupling.numbers() * (width - kept),
                  design.activation(),
                  random.split(l))
              .withSilence();
      steps.add(new TorchNetwork(parameters, prefix + "step" + l, start));
    }
  }

  /** The map of some values of all parameters. */
  FlowNetwork network(float[] values) {
    return new FlowNetwork(
        width, coupling, steps.stream().map(step -> step.network(values)).toList());
  }

  /** Puts a map in place of the one at the start. */
  void start(FlowNetwork from, float[] values) {
    for (int l = 0; l < steps.size(); l++) {
      steps.get(l).start(from.steps().get(l), values);
    }
  }

  /**
   * What rows become, and the logarithm of the Jacobian determinant of each.
   *
   * @param codes n×d
   * @param logDeterminants n numbers
   */
  record Moved(Tensor codes, Tensor logDeterminants) {

    /** Under the standard normal distribution, for a map that ends there. */
    Tensor logNormal() {
      double constant = codes.size(1) * Math.log(2 * Math.PI);
      return codes.square().sum(1).add(new Scalar(constant)).mul(new Scalar(-0.5));
    }
  }

  /** Belongs to the scope of the caller. */
  Moved apply(Tensor rows) {
    Tensor values = rows;
    Tensor logDeterminants = rows.new_zeros(rows.size(0));
    for (int l = 0; l < steps.size(); l++) {
      int a = FlowNetwork.kept(width, l);
      Tensor first = values.narrow(1, 0, a);
      Tensor made = steps.get(l).apply(first);
      Tensor second = values.narrow(1, a, width - (long) a);
      Moved moved =
          coupling instanceof SplineCoupling spline
              ? spline(spline.bins(), second, made)
              : affine(second, made);
      logDeterminants = logDeterminants.add(moved.logDeterminants());
      values = torch.cat(new TensorVector(moved.codes(), first), 1);
    }
    return new Moved(values, logDeterminants);
  }

  private static Moved affine(Tensor x, Tensor made) {
    long b = x.size(1);
    Tensor stretches =
        made.narrow(1, 0, b)
            .mul(new Scalar(1 / AffineCoupling.BOUND))
            .tanh()
            .mul(new Scalar(AffineCoupling.BOUND));
    return new Moved(x.mul(stretches.exp()).add(made.narrow(1, b, b)), stretches.sum(1));
  }

  /** All bins at once, as {@link SplineCoupling}'s graph does one after the other. */
  private static Moved spline(int bins, Tensor x, Tensor made) {
    double bound = SplineCoupling.BOUND;
    long n = x.size(0);
    long b = x.size(1);
    Tensor numbers = made.view(n, 3L * bins - 1, b);
    Tensor widths = sizes(numbers.narrow(1, 0, bins), bins);
    Tensor heights = sizes(numbers.narrow(1, bins, bins), bins);
    Tensor unit = x.new_ones(n, 1, b);
    Tensor inner =
        torch
            .softplus(numbers.narrow(1, 2L * bins, bins - 1L).add(new Scalar(SplineCoupling.UNIT)))
            .add(new Scalar(SplineCoupling.LEAST));
    Tensor left = torch.cat(new TensorVector(unit, inner), 1);
    Tensor right = torch.cat(new TensorVector(inner, unit), 1);
    Tensor starts = torch.cumsum(widths, 1).sub(widths);
    Tensor t = cut(x.add(new Scalar(bound)).unsqueeze(1).sub(starts).div(widths), 0, 1);
    Tensor squared = t.square();
    Tensor between = t.sub(squared);
    Tensor s = heights.div(widths);
    Tensor twice = s.mul(new Scalar(2.0));
    Tensor below = left.add(right).sub(twice).mul(between).add(s);
    Tensor y = heights.mul(s.mul(squared).add(left.mul(between))).div(below).sum(1);
    Tensor beyond = x.sub(cut(x, -bound, bound)).sub(new Scalar(bound));
    Tensor opposite = t.neg().add(new Scalar(1.0)).square();
    Tensor above = right.mul(squared).add(twice.mul(between)).add(left.mul(opposite));
    Tensor slopes = above.mul(s.square()).div(below.square()).div(left);
    return new Moved(y.add(beyond), slopes.log().sum(new long[] {1, 2}));
  }

  private static Tensor cut(Tensor x, double least, double most) {
    return torch.clamp(
        x, new ScalarOptional(new Scalar(least)), new ScalarOptional(new Scalar(most)));
  }

  private static Tensor sizes(Tensor numbers, int bins) {
    double least = SplineCoupling.LEAST;
    return torch
        .softmax(numbers, 1)
        .mul(new Scalar(1 - bins * least))
        .add(new Scalar(least))
        .mul(new Scalar(2 * SplineCoupling.BOUND));
  }
}
