package org.latent4j.deep.internal;

import org.latent4j.graph.GraphBuilder;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/**
 * The distribution of codes. Immutable.
 *
 * <p>Where it has latent variables u of its own, its log density is the estimate log p(z, u) − log
 * q(u|z) of one u that noise draws from a q(u|z): at most log p(z) on average, and without bias
 * where its exponential is averaged.
 */
public interface CodePrior {

  /** Free parameters of p(z). */
  long parameterCount();

  /** Standard normal numbers that the log density of a code needs; 0 where it is exact. */
  default int noiseWidth() {
    return 0;
  }

  /**
   * log p(z) of each row of codes, or its estimate.
   *
   * @param noise n·{@link #noiseWidth} numbers, row by row
   */
  double[] logDensity(Matrix codes, double[] noise);

  /**
   * The same as steps of a graph, 1 wide, with the same noise for every row.
   *
   * @param noise {@link #noiseWidth} numbers
   */
  GraphValue logDensity(GraphBuilder builder, GraphValue codes, double[] noise);

  /** The densities of the coordinates, each by itself, of each row of codes. */
  Matrix logMarginals(Matrix codes);

  /** Draws codes. */
  Matrix sample(int count, int dimension, SeededRandom random);
}
