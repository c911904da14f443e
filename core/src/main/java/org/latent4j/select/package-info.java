/** Choosing among families and sizes by held-out log likelihood. */
@NullMarked
package org.latent4j.select;

import org.jspecify.annotations.NullMarked;
