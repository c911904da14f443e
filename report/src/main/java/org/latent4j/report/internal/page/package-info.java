/**
 * Writing a page: markup with escaping ({@link org.latent4j.report.internal.page.Markup}), numbers
 * for people ({@link org.latent4j.report.internal.page.Numbers}), names of unknown origin ({@link
 * org.latent4j.report.internal.page.Names}) and the style sheet.
 */
@NullMarked
package org.latent4j.report.internal.page;

import org.jspecify.annotations.NullMarked;
