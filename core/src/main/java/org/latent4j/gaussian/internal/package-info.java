/** Kernels of Gaussian rows with gaps. */
@NullMarked
package org.latent4j.gaussian.internal;

import org.jspecify.annotations.NullMarked;
