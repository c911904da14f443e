package org.latent4j.deep.internal;

import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/**
 * The distribution of a row about the outputs of a decoder, both in the units that networks see.
 * Immutable.
 */
public interface OutputDistribution {

  /** Free parameters beside those of the decoder. */
  long parameterCount();

  /** log p(x|z) of each row given the outputs for its code. */
  double[] logLikelihood(Matrix rows, Matrix outputs);

  /** The same as steps of a graph, 1 wide. */
  GraphValue logLikelihood(GraphValue rows, GraphValue outputs);

  /** Fisher information of each output about the value it is of. */
  Matrix information(Matrix outputs);

  /** E[x|z]. */
  Matrix mean(Matrix outputs);

  /** E[x|z] as steps of a graph. */
  GraphValue mean(GraphValue outputs);

  /** One row for each row of outputs. */
  Matrix draw(Matrix outputs, SeededRandom random);

  /** Whether values stand for probabilities of the outcomes that the distribution is over. */
  boolean isOfOutcomes();

  /**
   * Rows of the kind that the distribution is over: draws where values stand for probabilities, the
   * rows themselves otherwise.
   */
  Matrix outcomes(Matrix rows, SeededRandom random);
}
