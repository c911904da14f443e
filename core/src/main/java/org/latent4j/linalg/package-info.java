/**
 * Dense linear algebra, array kernels and random numbers.
 *
 * <p>Start from {@link org.latent4j.linalg.Matrix}; the decompositions are {@link
 * org.latent4j.linalg.Cholesky}, {@link org.latent4j.linalg.SymmetricEigen}, {@link
 * org.latent4j.linalg.Svd} and {@link org.latent4j.linalg.RandomizedSvd}. Equal inputs give equal
 * bits on one platform. Only work that pays for it goes to the native library, which is loaded on
 * the first such call and never by merely naming a type of this package.
 */
@NullMarked
package org.latent4j.linalg;

import org.jspecify.annotations.NullMarked;
