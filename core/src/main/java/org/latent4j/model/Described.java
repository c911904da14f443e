package org.latent4j.model;

import java.util.Optional;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphFunction;

/**
 * Describes its functions as graphs, so that they can be run, exported or drawn by somebody who
 * does not know the model.
 */
public interface Described {

  /**
   * A function as a graph, in the units of the model's direct answers, with which it agrees to
   * 1e-12 relative.
   *
   * <p>A graph is of complete rows: a missing value makes its answer NaN, also where the model
   * itself is {@link Conditional} and answers by what is observed.
   *
   * @param function which one; its documentation names the input and the output
   * @return the graph, or nothing when the model lacks the function; {@link
   *     GraphFunction#RECONSTRUCT} may be left to whoever asks, who joins encode and decode
   */
  Optional<Graph> graph(GraphFunction function);
}
