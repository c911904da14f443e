/**
 * Auto-encoders and variational auto-encoders: networks that are trained by LibTorch and then are
 * plain numbers, so that a fitted model answers everything without it. Start from {@link
 * org.latent4j.deep.VariationalAutoencoder}.
 */
@NullMarked
package org.latent4j.deep;

import org.jspecify.annotations.NullMarked;
