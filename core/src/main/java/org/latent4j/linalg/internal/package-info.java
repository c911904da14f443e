/**
 * OpenBLAS behind two small classes, for kernels inside this module: {@link
 * org.latent4j.linalg.internal.NativeDoubles} holds the numbers outside the heap, {@link
 * org.latent4j.linalg.internal.Blas} and {@link org.latent4j.linalg.internal.Lapack} compute with
 * them.
 */
@NullMarked
package org.latent4j.linalg.internal;

import org.jspecify.annotations.NullMarked;
