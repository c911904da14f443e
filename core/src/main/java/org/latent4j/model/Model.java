package org.latent4j.model;

/**
 * A fitted model of rows of d features. Final, immutable, thread-safe. What it can answer is told
 * by the capabilities it implements; where rows are given as a matrix, they are in the units that
 * the model was fitted in and hold no missing value unless the model is {@link Conditional}.
 */
public interface Model {

  /**
   * Number of features of a row.
   *
   * @return d, at least 1
   */
  int featureCount();

  /**
   * Number of free parameters, as counted by BIC and AIC.
   *
   * @return a count above 0
   */
  long parameterCount();
}
