/**
 * The model file: one file that holds a fitted model, in the layout of safetensors, so that other
 * languages open its tensors as they are. Start from {@link org.latent4j.file.ModelFiles}. Families
 * are known through {@link org.latent4j.model.ModelFamily} only, and reading runs no code that the
 * file names.
 */
@NullMarked
package org.latent4j.file;

import org.jspecify.annotations.NullMarked;
