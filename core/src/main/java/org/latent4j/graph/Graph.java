package org.latent4j.graph;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.latent4j.linalg.SeededRandom;

/**
 * A function of rows, as data: named inputs, steps in an order in which each needs only earlier
 * ones, and named outputs. It was checked when it was {@link GraphBuilder built}: widths agree, and
 * every node serves an output. Immutable.
 */
public final class Graph {

  static final Set<GraphOperation> ACTIVATIONS =
      EnumSet.of(
          GraphOperation.RELU,
          GraphOperation.TANH,
          GraphOperation.SIGMOID,
          GraphOperation.SOFTPLUS);

  private final List<GraphNode> nodes;
  private final Map<String, Integer> inputs;
  private final Map<String, Integer> outputs;
  private final BufferPlan plan;

  /** Takes parts that were checked. */
  Graph(List<GraphNode> nodes, Map<String, Integer> outputs) {
    this.nodes = List.copyOf(nodes);
    this.outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    Map<String, Integer> named = new LinkedHashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).operation() == GraphOperation.INPUT) {
        named.put(nodes.get(i).name(), i);
      }
    }
    this.inputs = Collections.unmodifiableMap(named);
    this.plan = new BufferPlan(this);
  }

  /**
   * The steps.
   *
   * @return nodes, each after all that it takes values from
   */
  public List<GraphNode> nodes() {
    return nodes;
  }

  /**
   * What must be given.
   *
   * @return name and place of each input node, in the order they were named
   */
  public Map<String, Integer> inputs() {
    return inputs;
  }

  /**
   * What comes out.
   *
   * @return name of each output and place of the node that gives it, in the order they were named
   */
  public Map<String, Integer> outputs() {
    return outputs;
  }

  /**
   * Width of an input.
   *
   * @param name its name
   * @return number of columns
   * @throws IllegalArgumentException if there is no such input
   */
  public int inputWidth(String name) {
    return nodes.get(place("input", inputs, name)).width();
  }

  /**
   * Width of an output.
   *
   * @param name its name
   * @return number of columns
   * @throws IllegalArgumentException if there is no such output
   */
  public int outputWidth(String name) {
    return nodes.get(place("output", outputs, name)).width();
  }

  /**
   * Whether it bends, as a network does: a step between products is not linear.
   *
   * @return whether there is an activation
   */
  public boolean hasActivations() {
    return nodes.stream().anyMatch(node -> ACTIVATIONS.contains(node.operation()));
  }

  /**
   * The same steps with other weights, as those of a network before it is trained: each weight of a
   * product is drawn from N(0, 2/m) for m numbers that are summed up (He, Zhang, Ren and Sun 2015,
   * arXiv:1502.01852), and what is added to the sums is 0. Constants, such as scales of columns,
   * stay.
   *
   * @param random where the weights come from
   * @return a graph of the same shape
   */
  public Graph withRandomWeights(SeededRandom random) {
    return new Graph(nodes.stream().map(node -> node.withRandomWeights(random)).toList(), outputs);
  }

  /**
   * The last hidden layer of a network: what the last weights before an output are applied to, such
   * as h of z = h·W + b, images flattened. Where several products follow each other without an
   * activation between, h is before the first of them; an activation of the output itself does not
   * count as a layer.
   *
   * @param output name of an output
   * @param name what the layer is called as an output
   * @return a graph of the same inputs whose one output is that layer; nothing where the output is
   *     linear, or put together from columns of several origins, as that of a flow
   * @throws IllegalArgumentException if there is no such output
   */
  public Optional<Graph> hiddenLayer(String output, String name) {
    return new HiddenLayer(this).before(place("output", outputs, output), name);
  }

  /** How an interpreter uses memory. */
  BufferPlan plan() {
    return plan;
  }

  private static int place(String what, Map<String, Integer> places, String name) {
    Integer place = places.get(name);
    if (place == null) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the graph has no %s '%s'; it has %s",
              what,
              name,
              String.join(", ", places.keySet())));
    }
    return place;
  }

  /**
   * The steps as text, one per line.
   *
   * @return such as {@code %2 = SUBTRACT(%0, %1) : 4}, the last number being the width
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < nodes.size(); i++) {
      GraphNode node = nodes.get(i);
      List<String> taken = node.inputs().stream().map(p -> "%" + p).toList();
      text.append('%').append(i).append(" = ").append(node.operation());
      text.append(node.name().isEmpty() ? "" : " '" + node.name() + "'");
      text.append(taken.isEmpty() ? "" : "(" + String.join(", ", taken) + ")");
      text.append(" : ").append(node.width()).append('\n');
    }
    outputs.forEach((name, place) -> text.append(name).append(" = %").append(place).append('\n'));
    return text.toString();
  }
}
