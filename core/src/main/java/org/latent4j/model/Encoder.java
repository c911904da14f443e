package org.latent4j.model;

import org.latent4j.linalg.Matrix;

/** Gives each row its code, the posterior mean E[z|x]. */
public interface Encoder {

  /**
   * The space of codes.
   *
   * @return q and what a code is
   */
  LatentSpace latentSpace();

  /**
   * Codes of rows.
   *
   * @param observations n×d
   * @return n×q
   * @throws IllegalArgumentException if the number of features is not d
   */
  Matrix encode(Matrix observations);
}
