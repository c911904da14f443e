package org.latent4j.linear;

import org.latent4j.gaussian.Gaps;
import org.latent4j.gaussian.MultivariateNormal;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.Conditional;
import org.latent4j.model.ConditionalDistribution;

/** A model under which rows are normal: what it says of missing values, the distribution says. */
interface LinearGaussian extends Conditional {

  /**
   * The distribution of a row, without the latent variables.
   *
   * @return of d features, with their covariance as one matrix; made when it is first asked for
   */
  MultivariateNormal normal();

  @Override
  default ConditionalDistribution given(double... observation) {
    return normal().given(observation);
  }

  @Override
  default Matrix impute(Matrix observations) {
    return Gaps.in(observations) ? normal().impute(observations) : observations;
  }

  @Override
  default Matrix deviations(Matrix observations) {
    return normal().deviations(observations);
  }

  @Override
  default Matrix imputeDraws(Matrix observations, SeededRandom random) {
    return normal().imputeDraws(observations, random);
  }
}
