/**
 * Mixtures of factor analysers and of probabilistic PCA: Gaussian mixtures for many features, whose
 * covariances are a few factors and noise. Start from {@link
 * org.latent4j.factormixture.FactorMixture}.
 */
@NullMarked
package org.latent4j.factormixture;

import org.jspecify.annotations.NullMarked;
