/**
 * The program {@code latent}: verbs over data and model files. Standard output is data, standard
 * error is talk, and every failure is one sentence and an exit code. All work is done by the
 * library; this package reads options, calls it, and prints.
 */
@NullMarked
package org.latent4j.cli;

import org.jspecify.annotations.NullMarked;
