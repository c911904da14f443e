/** Kernels, statistics, updates, starts and the choice of dimensions of factor mixtures. */
@NullMarked
package org.latent4j.factormixture.internal;

import org.jspecify.annotations.NullMarked;
