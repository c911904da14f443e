package org.latent4j.model;

import java.util.Map;
import java.util.Optional;
import org.latent4j.data.Encoding;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphBuilder;
import org.latent4j.graph.GraphFunction;
import org.latent4j.graph.GraphValue;

/** Graphs of a model of encoded rows, told in the units of the rows before encoding. */
final class EncodedGraphs {

  private EncodedGraphs() {}

  static Optional<Graph> of(Described model, Encoding encoding, GraphFunction function) {
    Optional<Graph> inner = model.graph(function);
    if (inner.isEmpty() && function == GraphFunction.RECONSTRUCT) {
      inner = reconstruction(model);
    }
    return encoding.isIdentity() ? inner : inner.map(graph -> encoded(graph, encoding, function));
  }

  /** Decode after encode. */
  private static Optional<Graph> reconstruction(Described model) {
    Optional<Graph> encode = model.graph(GraphFunction.ENCODE);
    Optional<Graph> decode = model.graph(GraphFunction.DECODE);
    if (encode.isEmpty() || decode.isEmpty()) {
      return Optional.empty();
    }
    GraphFunction function = GraphFunction.RECONSTRUCT;
    GraphBuilder builder = new GraphBuilder();
    GraphValue x = builder.input(function.input(), encode.get().inputWidth(function.input()));
    GraphValue z = answer(builder, encode.get(), GraphFunction.ENCODE, x);
    GraphValue back = answer(builder, decode.get(), GraphFunction.DECODE, z);
    return Optional.of(builder.output(function.output(), back).build());
  }

  private static Graph encoded(Graph inner, Encoding encoding, GraphFunction function) {
    GraphBuilder builder = new GraphBuilder();
    GraphValue given = builder.input(function.input(), inner.inputWidth(function.input()));
    GraphValue argument =
        function == GraphFunction.DECODE
            ? given
            : given.minus(encoding.offsets()).dividedBy(encoding.scales());
    GraphValue answer = answer(builder, inner, function, argument);
    return builder.output(function.output(), inUserUnits(answer, encoding, function)).build();
  }

  private static GraphValue inUserUnits(
      GraphValue answer, Encoding encoding, GraphFunction function) {
    return switch (function) {
      case LOG_DENSITY -> answer.plus(encoding.logJacobian());
      case RESPONSIBILITIES, ENCODE -> answer;
      case DECODE, RECONSTRUCT -> answer.times(encoding.scales()).plus(encoding.offsets());
    };
  }

  private static GraphValue answer(
      GraphBuilder builder, Graph graph, GraphFunction function, GraphValue argument) {
    GraphValue value =
        builder.append(graph, Map.of(function.input(), argument)).get(function.output());
    if (value == null) {
      throw new IllegalArgumentException(
          "the graph of "
              + function
              + " must have an output '"
              + function.output()
              + "', it has "
              + String.join(", ", graph.outputs().keySet()));
    }
    return value;
  }
}
