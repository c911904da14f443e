package org.latent4j.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A function of rows, as data: named inputs, steps in an order in which each needs only earlier
 * ones, and named outputs. It was checked when it was {@link GraphBuilder built}: widths agree, and
 * every node serves an output. Immutable.
 */
public final class Graph {

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
    return width("input", inputs, name);
  }

  /**
   * Width of an output.
   *
   * @param name its name
   * @return number of columns
   * @throws IllegalArgumentException if there is no such output
   */
  public int outputWidth(String name) {
    return width("output", outputs, name);
  }

  /** How an interpreter uses memory. */
  BufferPlan plan() {
    return plan;
  }

  private int width(String what, Map<String, Integer> places, String name) {
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
    return nodes.get(place).width();
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
