package org.latent4j.model;

import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/** Draws new rows x ~ p(x). */
public interface Sampler {

  /**
   * Draws rows.
   *
   * @param count how many, at least 0
   * @param random where chance comes from; the same state gives the same rows
   * @return count×d
   */
  Matrix sample(int count, SeededRandom random);
}
