package org.latent4j.model;

import org.latent4j.linalg.Matrix;

/** Gives the mean row of a code, E[x|z]. */
public interface Decoder {

  /**
   * The space of codes.
   *
   * @return q and what a code is
   */
  LatentSpace latentSpace();

  /**
   * Mean rows of codes.
   *
   * @param latent n×q
   * @return n×d
   * @throws IllegalArgumentException if the number of columns is not q
   */
  Matrix decode(Matrix latent);
}
