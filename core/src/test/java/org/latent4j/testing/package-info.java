/**
 * What tests of several packages and modules share: the suite that every model must pass ({@link
 * org.latent4j.testing.ModelContract}), and a family of models whose answers are known in closed
 * form ({@link org.latent4j.testing.DiagonalGaussian}).
 */
@NullMarked
package org.latent4j.testing;

import org.jspecify.annotations.NullMarked;
