package org.latent4j.deep.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.latent4j.deep.Activation;
import org.latent4j.linalg.SeededRandom;

/** A {@link FlowNetwork} while it is trained to raise log p(x). */
final class TorchFlow implements Trainable {

  private final FlatParameters parameters;
  private final int width;
  private final List<TorchNetwork> steps = new ArrayList<>();
  private Optional<TorchPrior> prior = Optional.empty();

  /**
   * Adds the parameters of all steps; those of a prior are added after. Every step starts as the
   * identity: the last layer of its network gives 0.
   */
  TorchFlow(
      FlatParameters parameters,
      int width,
      int count,
      List<Integer> hidden,
      Activation activation,
      SeededRandom random) {
    this.parameters = parameters;
    this.width = width;
    for (int l = 0; l < count; l++) {
      int kept = FlowNetwork.kept(width, l);
      Network start =
          Architecture.dense(kept, hidden, 2 * (width - kept), activation, random.split(l))
              .withSilence();
      steps.add(new TorchNetwork(parameters, "step" + l, start));
    }
  }

  /** Takes a distribution of codes other than the standard normal. */
  void setPrior(TorchPrior newPrior) {
    prior = Optional.of(newPrior);
  }

  Optional<TorchPrior> prior() {
    return prior;
  }

  /** The map of some values of all parameters. */
  FlowNetwork network(float[] values) {
    return new FlowNetwork(width, steps.stream().map(step -> step.network(values)).toList());
  }

  /** Puts a map in place of the one at the start. */
  void start(FlowNetwork from, float[] values) {
    for (int l = 0; l < steps.size(); l++) {
      steps.get(l).start(from.steps().get(l), values);
    }
  }

  @Override
  public FlatParameters parameters() {
    return parameters;
  }

  @Override
  public int noiseWidth() {
    return 0;
  }

  @Override
  public boolean isVariational() {
    return false;
  }

  @Override
  public Terms terms(Tensor rows, Tensor noise, Tensor weights, double divergenceWeight) {
    Tensor values = rows;
    Tensor logDeterminant = torch.zeros(rows.size(0));
    for (int l = 0; l < steps.size(); l++) {
      int a = FlowNetwork.kept(width, l);
      int b = width - a;
      Tensor first = values.narrow(1, 0, a);
      Tensor made = steps.get(l).apply(first);
      Tensor stretches =
          made.narrow(1, 0, b)
              .mul(new Scalar(1 / FlowNetwork.BOUND))
              .tanh()
              .mul(new Scalar(FlowNetwork.BOUND));
      logDeterminant = logDeterminant.add(stretches.sum(1));
      Tensor moved = values.narrow(1, a, b).mul(stretches.exp()).add(made.narrow(1, b, b));
      values = torch.cat(new TensorVector(moved, first), 1);
    }
    Tensor codes = values;
    double constant = width * Math.log(2 * Math.PI);
    Tensor logPrior =
        prior
            .map(p -> p.logDensity(codes))
            .orElseGet(() -> codes.square().sum(1).add(new Scalar(constant)).mul(new Scalar(-0.5)));
    Tensor bound = logPrior.add(logDeterminant);
    return new Terms(bound.mul(weights).mean().neg(), bound, torch.zeros_like(bound), codes);
  }
}
