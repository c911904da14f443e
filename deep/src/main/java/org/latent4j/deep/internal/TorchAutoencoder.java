package org.latent4j.deep.internal;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * An auto-encoder while it is trained: raises log p(x | code of the damaged x), less a price for
 * codes that move when rows move.
 */
final class TorchAutoencoder implements Trainable {

  /** How far a row is moved to see how its code moves, in the units that networks see. */
  private static final double STEP = 0.01;

  private static final double LEAST_VARIANCE = 1e-12;

  private final Assembly assembly;
  private final int width;
  private final Damage damage;
  private final double contraction;

  /**
   * What is done to rows before they are encoded.
   *
   * @param noise standard deviation of normal noise
   * @param masking share of features that are set to 0
   */
  record Damage(double noise, double masking) {}

  /**
   * Takes parameters that are allocated.
   *
   * @param width number of features
   * @param contraction nats per squared slope of codes of variance 1
   */
  TorchAutoencoder(Assembly assembly, int width, Damage damage, double contraction) {
    this.assembly = assembly;
    this.width = width;
    this.damage = damage;
    this.contraction = contraction;
  }

  @Override
  public FlatParameters parameters() {
    return assembly.parameters();
  }

  private int uses() {
    return (damage.noise() > 0 ? 1 : 0)
        + (damage.masking() > 0 ? 2 : 0)
        + (contraction > 0 ? 1 : 0);
  }

  @Override
  public int noiseWidth() {
    return uses() * width;
  }

  @Override
  public boolean isVariational() {
    return false;
  }

  @Override
  public Terms terms(Tensor rows, Tensor noise, Tensor weights, double divergenceWeight) {
    long n = rows.size(0);
    Tensor draws = noise.view(uses(), n, width);
    int used = 0;
    Tensor seen = rows;
    if (damage.noise() > 0) {
      seen = seen.add(draws.select(0, used++).mul(new Scalar(damage.noise())));
    }
    if (damage.masking() > 0) {
      // a² + b² of two standard normal numbers is above −2 log p with probability p.
      Tensor squares = draws.select(0, used++).square().add(draws.select(0, used++).square());
      seen = seen.mul(squares.le(new Scalar(-2 * Math.log(damage.masking()))));
    }
    Tensor codes = assembly.encoder().apply(seen);
    Tensor bound = assembly.output().logLikelihood(rows, assembly.decoder().apply(codes));
    Tensor loss = bound.mul(weights).mean().neg();
    if (contraction > 0) {
      boolean damaged = used > 0;
      Tensor whole = damaged ? assembly.encoder().apply(rows) : codes;
      Tensor slopes = slopes(rows, whole, draws.select(0, used));
      loss = loss.add(slopes.mul(weights).mean().mul(new Scalar(contraction)));
    }
    return new Terms(loss, bound, torch.zeros_like(bound), codes);
  }

  /**
   * ‖J·v‖² of each row for a direction v of its own, whose mean over v ~ N(0, I) is the squared
   * norm of the encoder's Jacobian, with codes divided by their spread over the batch.
   */
  private Tensor slopes(Tensor rows, Tensor codes, Tensor directions) {
    Tensor moved = assembly.encoder().apply(rows.add(directions.mul(new Scalar(STEP))));
    Tensor centred = codes.sub(codes.mean(new long[] {0}));
    Tensor variances = centred.square().mean(new long[] {0}).add(new Scalar(LEAST_VARIANCE));
    return moved.sub(codes).mul(new Scalar(1 / STEP)).square().div(variances).sum(1);
  }
}
