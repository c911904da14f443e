package org.latent4j.deep.internal;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A flow while it is trained to raise log p(x).
 *
 * @param prior nothing for the standard normal
 */
record TorchFlow(FlatParameters parameters, TorchCouplings map, Optional<TorchPrior> prior)
    implements Trainable {

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
    TorchCouplings.Moved moved = map.apply(rows);
    Tensor logPrior =
        prior.map(p -> p.logDensity(moved.codes(), noise)).orElseGet(moved::logNormal);
    Tensor bound = logPrior.add(moved.logDeterminants());
    return new Terms(
        bound.mul(weights).mean().neg(), bound, torch.zeros_like(bound), moved.codes());
  }
}
