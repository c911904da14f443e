/**
 * Gaussian mixtures. Start from {@link org.latent4j.mixture.GaussianMixture}; its options are
 * {@link org.latent4j.mixture.GaussianMixtureOptions}.
 */
@NullMarked
package org.latent4j.mixture;

import org.jspecify.annotations.NullMarked;
