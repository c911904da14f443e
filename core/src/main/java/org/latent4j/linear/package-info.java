/**
 * Linear-Gaussian models in closed form. {@link org.latent4j.linear.PrincipalSpectrum} is what one
 * pass over the rows tells; start from {@link org.latent4j.linear.Pca} and {@link
 * org.latent4j.linear.ProbabilisticPca}. {@link org.latent4j.linear.DimensionVotes} tells how many
 * axes rows have.
 */
@NullMarked
package org.latent4j.linear;

import org.jspecify.annotations.NullMarked;
