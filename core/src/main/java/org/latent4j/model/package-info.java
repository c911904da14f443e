/**
 * What a fitted model can be asked, and what a family of models is. The capabilities are small
 * interfaces ({@link org.latent4j.model.Density}, {@link org.latent4j.model.Sampler}, {@link
 * org.latent4j.model.Encoder}, {@link org.latent4j.model.Decoder}, {@link
 * org.latent4j.model.Clusterer}); a task asks for a capability and never for a family. Start from
 * {@link org.latent4j.model.FittedModel}, which joins a model with its schema, scaling and report.
 */
@NullMarked
package org.latent4j.model;

import org.jspecify.annotations.NullMarked;
