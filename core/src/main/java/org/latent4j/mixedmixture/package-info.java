/**
 * Mixtures over columns of different kinds: numbers, counts, yes or no, and words. Start from
 * {@link org.latent4j.mixedmixture.MixedMixture}.
 */
@NullMarked
package org.latent4j.mixedmixture;

import org.jspecify.annotations.NullMarked;
