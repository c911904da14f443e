/**
 * The parts of the page, one file each. A {@link org.latent4j.report.internal.section.Section} says
 * whether it applies to a model and its rows, and writes itself.
 */
@NullMarked
package org.latent4j.report.internal.section;

import org.jspecify.annotations.NullMarked;
