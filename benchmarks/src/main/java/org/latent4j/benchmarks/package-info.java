/**
 * Measurements: {@link org.latent4j.benchmarks.FitTimer} times whole fits from given starts, the
 * classes named {@code …Benchmark} time kernels by JMH.
 */
@NullMarked
package org.latent4j.benchmarks;

import org.jspecify.annotations.NullMarked;
