package org.latent4j.deep.internal;

import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.latent4j.deep.Objective;
import org.latent4j.deep.ObjectiveOptions;

/**
 * Prior, likelihood, encoder and decoder of a variational auto-encoder while they are trained under
 * an objective. The first half of the encoder's outputs are the means of q(z|x), the second half
 * the logarithms of its variances.
 */
final class TorchVae implements Trainable {

  private final FlatParameters parameters;
  private final Parts parts;
  private final ObjectiveOptions goal;

  /**
   * What the model is made of.
   *
   * @param prior nothing for the standard normal
   */
  record Parts(
      TorchNetwork encoder,
      TorchNetwork decoder,
      TorchOutput output,
      Optional<TorchPrior> prior,
      int latent) {}

  /** Takes parameters that are allocated. */
  TorchVae(FlatParameters parameters, Parts parts, ObjectiveOptions goal) {
    this.parameters = parameters;
    this.parts = parts;
    this.goal = goal;
  }

  @Override
  public FlatParameters parameters() {
    return parameters;
  }

  @Override
  public int noiseWidth() {
    return goal.samples() * (parts.latent() + priorNoise());
  }

  private int priorNoise() {
    return parts.prior().map(TorchPrior::noiseWidth).orElse(0);
  }

  @Override
  public int warmUp() {
    return goal.warmUp();
  }

  @Override
  public Terms terms(Tensor rows, Tensor noise, Tensor weights, double divergenceWeight) {
    int s = goal.samples();
    int q = parts.latent();
    long n = rows.size(0);
    Tensor posterior = parts.encoder().apply(rows);
    Tensor means = posterior.narrow(1, 0, q);
    Tensor logVariances = posterior.narrow(1, q, q);
    int more = priorNoise();
    Tensor both = noise.view(s, n, q + (long) more);
    Tensor draws = both.narrow(2, 0, q);
    Tensor priorDraws = both.narrow(2, q, more).reshape(s * n, more);
    Tensor codes = means.add(logVariances.mul(new Scalar(0.5)).exp().mul(draws)).view(s * n, q);
    Tensor target =
        s == 1 ? rows : rows.unsqueeze(0).expand(s, n, rows.size(1)).reshape(s * n, rows.size(1));
    Tensor outputs = parts.decoder().apply(codes);
    Tensor likelihood = parts.output().logLikelihood(target, outputs).view(s, n);
    boolean weighted = goal.objective() == Objective.IWAE;
    Optional<Tensor> perDimension =
        parts.prior().isEmpty() && !weighted
            ? Optional.of(standardNormalDivergence(means, logVariances))
            : Optional.empty();
    Tensor divergence =
        perDimension.isPresent()
            ? perDimension.get().sum(1).unsqueeze(0)
            : sampledDivergence(codes, logVariances, draws, priorDraws);
    Tensor bound =
        weighted
            ? torch
                .logsumexp(likelihood.sub(divergence), new long[] {0}, false)
                .sub(new Scalar(Math.log(s)))
            : likelihood.sub(divergence).mean(0);
    Tensor total = divergence.mean(0);
    Tensor loss =
        weighted
            ? bound.mul(weights).mean().neg()
            : penalty(perDimension, total, weights)
                .mul(new Scalar(goal.beta() * divergenceWeight))
                .sub(likelihood.mean(0).mul(weights).mean());
    return new Terms(loss, bound, total, means);
  }

  /** KL(N(m, v) ‖ N(0, 1)) = ½·(m² + v − 1 − log v), n×q. */
  private static Tensor standardNormalDivergence(Tensor means, Tensor logVariances) {
    return means
        .square()
        .add(logVariances.exp())
        .sub(logVariances)
        .sub(new Scalar(1.0))
        .mul(new Scalar(0.5));
  }

  /** log q(z|x) − log p(z) of the draws, s×n. */
  private Tensor sampledDivergence(
      Tensor codes, Tensor logVariances, Tensor draws, Tensor priorDraws) {
    int q = parts.latent();
    long n = logVariances.size(0);
    double constant = q * Math.log(2 * Math.PI);
    Tensor logPosterior =
        draws
            .square()
            .add(logVariances.unsqueeze(0))
            .sum(2)
            .add(new Scalar(constant))
            .mul(new Scalar(-0.5));
    Tensor logPrior =
        parts
            .prior()
            .map(prior -> prior.logDensity(codes, priorDraws))
            .orElseGet(() -> codes.square().sum(1).add(new Scalar(constant)).mul(new Scalar(-0.5)));
    return logPosterior.sub(logPrior.view(goal.samples(), n));
  }

  /** The mean divergence, of which the free bits are not lowered further. */
  private Tensor penalty(Optional<Tensor> perDimension, Tensor total, Tensor weights) {
    if (goal.freeBits() <= 0) {
      return total.mul(weights).mean();
    }
    if (perDimension.isPresent()) {
      Tensor means = perDimension.get().mul(weights.unsqueeze(1)).mean(0);
      return torch.clamp_min(means, new Scalar(goal.freeBits())).sum();
    }
    return torch.clamp_min(total.mul(weights).mean(), new Scalar(goal.freeBits() * parts.latent()));
  }
}
