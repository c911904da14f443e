package org.latent4j.deep;

/** What a network is trained on. */
public enum Device {
  /** A graphics card of NVIDIA where LibTorch sees one, else the processor. */
  AUTO,
  /** The processor: the same bits for the same rows, options and seed. */
  CPU,
  /** A graphics card of NVIDIA, on which sums may be rounded otherwise from run to run. */
  CUDA
}
