/**
 * Mixtures of Gaussians ({@link org.latent4j.mixture.GaussianMixture}, from which to start), of t
 * distributions ({@link org.latent4j.mixture.StudentMixture}) and in variational Bayesian form
 * ({@link org.latent4j.mixture.BayesianGaussianMixture}). Options of the first are {@link
 * org.latent4j.mixture.GaussianMixtureOptions}.
 */
@NullMarked
package org.latent4j.mixture;

import org.jspecify.annotations.NullMarked;
