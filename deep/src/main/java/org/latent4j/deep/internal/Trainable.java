package org.latent4j.deep.internal;

import org.bytedeco.pytorch.Tensor;

/** What the {@link Trainer} trains. Tensors belong to the scope of the trainer's step. */
interface Trainable {

  FlatParameters parameters();

  /** Standard normal numbers that a row needs in a step; 0 for none. */
  int noiseWidth();

  /** Whether codes are drawn from posteriors, whose divergence there is to tell. */
  default boolean isVariational() {
    return true;
  }

  /** Epochs over which the weight of the divergence grows from 0. */
  default int warmUp() {
    return 0;
  }

  /**
   * What is to be lowered for some rows, and what it consists of.
   *
   * @param rows n×d, as networks see them
   * @param noise standard normal numbers, n·{@link #noiseWidth}; empty without
   * @param weights of the rows, n numbers of mean 1 over all rows
   * @param divergenceWeight of the divergence, from 0 to 1 while it is warmed up
   */
  Terms terms(Tensor rows, Tensor noise, Tensor weights, double divergenceWeight);

  /**
   * The parts, in nats.
   *
   * @param loss one number, the mean over the rows of what is to be lowered
   * @param bound n numbers: what is raised, without warm-up or free bits
   * @param divergence n numbers: KL(q(z|x) ‖ p(z)), or its estimate from the draws; 0 without
   * @param codes n×q
   */
  record Terms(Tensor loss, Tensor bound, Tensor divergence, Tensor codes) {}
}
