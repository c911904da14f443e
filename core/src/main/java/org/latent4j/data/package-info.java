/**
 * Tables of rows: what the columns are ({@link org.latent4j.data.Schema}), the rows themselves
 * ({@link org.latent4j.data.Dataset}, read by blocks), what a pass over them tells ({@link
 * org.latent4j.data.DataSummary}), scalings that know their log-Jacobian ({@link
 * org.latent4j.data.Encoding}) and seeded splits ({@link org.latent4j.data.Splits}). Start from
 * {@code Dataset}. A missing value is NaN everywhere.
 */
@NullMarked
package org.latent4j.data;

import org.jspecify.annotations.NullMarked;
