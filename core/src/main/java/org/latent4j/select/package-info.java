/**
 * Choosing among families and sizes by held-out log likelihood. Start from {@link
 * org.latent4j.select.ModelSearch}.
 */
@NullMarked
package org.latent4j.select;

import org.jspecify.annotations.NullMarked;
