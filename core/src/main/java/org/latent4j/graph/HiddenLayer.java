package org.latent4j.graph;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what the last weights of a network are applied to. */
final class HiddenLayer {

  /** Steps that only pick columns or change the unit; of two values, one must be a constant. */
  private static final Set<GraphOperation> PLAIN =
      EnumSet.of(
          GraphOperation.ADD,
          GraphOperation.SUBTRACT,
          GraphOperation.MULTIPLY,
          GraphOperation.DIVIDE,
          GraphOperation.NEGATE,
          GraphOperation.SLICE,
          GraphOperation.SELECT);

  private final Graph graph;

  HiddenLayer(Graph graph) {
    this.graph = graph;
  }

  /**
   * The last hidden layer before an output, under a name of its own. The way back from the output
   * must be one of single values: first to weights, past what is done to their sums, then past
   * further linear steps, to what bends or joins.
   */
  Optional<Graph> before(int output, String name) {
    int place = output;
    boolean weighted = false;
    Optional<Integer> from = sourceOf(place, weighted);
    while (from.isPresent()) {
      weighted |= GraphNode.WEIGHTED.contains(graph.nodes().get(place).operation());
      place = from.get();
      from = sourceOf(place, weighted);
    }
    return weighted
        ? Optional.of(upTo(place, name)).filter(Graph::hasActivations)
        : Optional.empty();
  }

  /** What a step takes its values from, if it may be passed. */
  private Optional<Integer> sourceOf(int place, boolean weighted) {
    GraphNode node = graph.nodes().get(place);
    GraphOperation operation = node.operation();
    boolean linear = PLAIN.contains(operation) || GraphNode.WEIGHTED.contains(operation);
    boolean bends =
        Graph.ACTIVATIONS.contains(operation) || operation == GraphOperation.KEEP_GREATEST;
    return linear || (bends && !weighted) ? onlySource(node) : Optional.empty();
  }

  /** The one value that a step depends on, constants aside. */
  private Optional<Integer> onlySource(GraphNode node) {
    List<Integer> varying =
        node.inputs().stream()
            .filter(p -> graph.nodes().get(p).operation() != GraphOperation.CONSTANT)
            .toList();
    return varying.size() == 1 ? Optional.of(varying.get(0)) : Optional.empty();
  }

  private Graph upTo(int place, String name) {
    GraphBuilder builder = new GraphBuilder();
    Map<String, GraphValue> arguments = new LinkedHashMap<>();
    graph.inputs().keySet().forEach(i -> arguments.put(i, builder.input(i, graph.inputWidth(i))));
    Graph beginning = new Graph(graph.nodes().subList(0, place + 1), Map.of(name, place));
    builder.append(beginning, arguments).forEach(builder::output);
    return builder.build();
  }
}
