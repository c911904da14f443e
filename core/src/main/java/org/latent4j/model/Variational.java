package org.latent4j.model;

import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/**
 * A density known by a bound from below, through a distribution q(z|x) over the codes of a row that
 * can be drawn from and told: what an evaluation needs to say how loose the bound is. Rows are in
 * the units of the model.
 */
public interface Variational extends Density {

  /**
   * Rows of the kind that the density is over. Where values stand for probabilities, such as grey
   * pixels of a model of black and white, each becomes a draw; else the rows are as they were.
   *
   * @param observations n×d
   * @param random what draws come from
   * @return n×d
   */
  Matrix outcomes(Matrix observations, SeededRandom random);

  /**
   * Importance weights w = p(x, z)/q(z|x) of codes z drawn from q(z|x). Their mean estimates p(x)
   * without bias, and the mean of their logarithms is the evidence lower bound.
   *
   * @param observations n×d, as {@link #outcomes} gives them
   * @param samples codes for each row, at least 1
   * @param random what codes are drawn from
   * @return n×samples natural logarithms
   */
  Matrix logWeights(Matrix observations, int samples, SeededRandom random);

  /**
   * What each latent dimension tells of each row: KL(q(zⱼ|x) ‖ p(zⱼ)) against the prior of that
   * dimension by itself, from fixed draws where there is no closed form. For a prior of independent
   * dimensions they sum to KL(q(z|x) ‖ p(z)).
   *
   * @param observations n×d
   * @return n×q nats
   */
  Matrix divergences(Matrix observations);
}
