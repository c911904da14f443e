/**
 * The multivariate normal distribution, and what it says of rows with missing values, for the
 * families that are made of it. Start from {@link org.latent4j.gaussian.MultivariateNormal}.
 */
@NullMarked
package org.latent4j.gaussian;

import org.jspecify.annotations.NullMarked;
