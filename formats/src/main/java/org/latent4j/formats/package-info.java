/**
 * Files in and out. {@link org.latent4j.formats.Tables} reads delimited text, NumPy arrays and
 * images (idx, CIFAR, folders and zips of PNG and JPEG), and says what it guessed; {@link
 * org.latent4j.formats.CsvWriter} and {@link org.latent4j.formats.NpyWriter} write. Start from
 * {@code Tables}.
 */
@NullMarked
package org.latent4j.formats;

import org.jspecify.annotations.NullMarked;
