/** How mixed mixtures are evaluated, counted and fitted; not for other modules. */
@NullMarked
package org.latent4j.mixedmixture.internal;

import org.jspecify.annotations.NullMarked;
