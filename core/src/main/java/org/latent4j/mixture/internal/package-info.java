/** Kernels, statistics, updates and starts of Gaussian mixtures. */
@NullMarked
package org.latent4j.mixture.internal;

import org.jspecify.annotations.NullMarked;
