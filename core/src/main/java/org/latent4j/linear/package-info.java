/**
 * Linear-Gaussian models, each from one pass over the rows. {@link
 * org.latent4j.linear.PrincipalSpectrum} is what the pass tells where there is a closed form; start
 * from {@link org.latent4j.linear.Pca}, {@link org.latent4j.linear.ProbabilisticPca} and {@link
 * org.latent4j.linear.FactorAnalysis}. {@link org.latent4j.linear.DimensionVotes} tells how many
 * axes rows have.
 */
@NullMarked
package org.latent4j.linear;

import org.jspecify.annotations.NullMarked;
