package org.latent4j.linear;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphBuilder;
import org.latent4j.graph.GraphFunction;
import org.latent4j.graph.GraphValue;

/** What a linear model answers, as graphs. */
final class LinearGraphs {

  private LinearGraphs() {}

  /**
   * The graph of a function.
   *
   * @param function which one
   * @param d number of features
   * @param q number of latent dimensions
   * @param steps from the input to the output of each function that the model has
   * @return nothing when it has not this one
   */
  static Optional<Graph> of(
      GraphFunction function, int d, int q, Map<GraphFunction, UnaryOperator<GraphValue>> steps) {
    if (!steps.containsKey(function)) {
      return Optional.empty();
    }
    GraphBuilder builder = new GraphBuilder();
    GraphValue input = builder.input(function.input(), function == GraphFunction.DECODE ? q : d);
    GraphValue output = steps.get(function).apply(input);
    return Optional.of(builder.output(function.output(), output).build());
  }
}
