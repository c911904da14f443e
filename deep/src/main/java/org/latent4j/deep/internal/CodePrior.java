package org.latent4j.deep.internal;

import org.latent4j.graph.GraphBuilder;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/** The distribution of codes. Immutable. */
public interface CodePrior {

  /** Free parameters. */
  long parameterCount();

  /** log p(z) of each row of codes. */
  double[] logDensity(Matrix codes);

  /** The same as steps of a graph, 1 wide. */
  GraphValue logDensity(GraphBuilder builder, GraphValue codes);

  /** The densities of the coordinates, each by itself, of each row of codes. */
  Matrix logMarginals(Matrix codes);

  /** Draws codes. */
  Matrix sample(int count, int dimension, SeededRandom random);
}
