/**
 * Drawings: scales and ticks, a frame with axes ({@link org.latent4j.report.internal.chart.Plot}),
 * the charts that use it, and pictures made of pixels. A drawing is written into a page as SVG and
 * coloured by the page's style sheet alone.
 */
@NullMarked
package org.latent4j.report.internal.chart;

import org.jspecify.annotations.NullMarked;
