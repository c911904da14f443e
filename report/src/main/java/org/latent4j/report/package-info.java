/**
 * One self-contained page about a fitted model and the data it was fitted to. Start from {@link
 * org.latent4j.report.Report}.
 */
@NullMarked
package org.latent4j.report;

import org.jspecify.annotations.NullMarked;
