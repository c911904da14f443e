/**
 * Expectation-maximization, written once. A family says what to count in a block of rows ({@link
 * org.latent4j.em.Expectation}) and how counts become parameters ({@link
 * org.latent4j.em.Maximization}); who visits the blocks is an {@link org.latent4j.em.Engine}. Start
 * from {@link org.latent4j.em.ExpectationMaximization}.
 */
@NullMarked
package org.latent4j.em;

import org.jspecify.annotations.NullMarked;
