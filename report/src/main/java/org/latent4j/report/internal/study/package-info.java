/**
 * What a report has to find out about a model and its rows before anything is drawn. Start from
 * {@link org.latent4j.report.internal.study.Study}.
 */
@NullMarked
package org.latent4j.report.internal.study;

import org.jspecify.annotations.NullMarked;
