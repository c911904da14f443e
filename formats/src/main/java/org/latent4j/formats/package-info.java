/**
 * Files in and out. {@link org.latent4j.formats.Tables} reads delimited text, NumPy arrays and idx
 * images, plain or gzip, and says what it guessed; {@link org.latent4j.formats.CsvWriter} and
 * {@link org.latent4j.formats.NpyWriter} write. Start from {@code Tables}.
 */
@NullMarked
package org.latent4j.formats;

import org.jspecify.annotations.NullMarked;
