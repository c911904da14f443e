package org.latent4j.deep.internal;

import java.util.function.BiFunction;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;

/**
 * A part of a network, or a network: maps rows of some width to rows of another, each by itself.
 * Immutable. A kind of layer is told apart where it is trained and where it is written to a file.
 */
public sealed interface Layer
    permits ActivationLayer,
        ConvolutionLayer,
        DenseLayer,
        Network,
        ResidualLayer,
        SelectLayer,
        SparseLayer {

  int inputs();

  int outputs();

  /** Rows of outputs, in doubles, by BLAS. */
  Matrix apply(Matrix rows);

  /** The same as steps of a graph. */
  GraphValue apply(GraphValue rows);

  /**
   * The same layer with other weights.
   *
   * @param name of this layer, with which those of its weights begin
   * @param weights gives new weights for a name and the old ones; called in a fixed order
   */
  default Layer map(String name, BiFunction<String, Weights, Weights> weights) {
    return this;
  }
}
