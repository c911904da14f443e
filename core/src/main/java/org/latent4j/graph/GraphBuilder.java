package org.latent4j.graph;

import static org.latent4j.graph.GraphOperation.AFFINE;
import static org.latent4j.graph.GraphOperation.CONCAT;
import static org.latent4j.graph.GraphOperation.CONSTANT;
import static org.latent4j.graph.GraphOperation.CONVOLUTION;
import static org.latent4j.graph.GraphOperation.GATHER;
import static org.latent4j.graph.GraphOperation.INPUT;
import static org.latent4j.graph.GraphOperation.KEEP_GREATEST;
import static org.latent4j.graph.GraphOperation.SELECT;
import static org.latent4j.graph.GraphOperation.SLICE;
import static org.latent4j.graph.GraphOperation.TRANSPOSED_CONVOLUTION;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.Tensor;

/**
 * Makes graphs. Each value knows its width and refuses what does not fit:
 *
 * <pre>{@code
 * GraphBuilder builder = new GraphBuilder();
 * GraphValue x = builder.input("x", 3);
 * builder.output("z", x.minus(mean).affine(axes));
 * Graph graph = builder.build();
 * }</pre>
 *
 * <p>For one thread.
 */
public final class GraphBuilder {

  private final List<GraphNode> nodes = new ArrayList<>();
  private final Map<String, GraphValue> inputs = new LinkedHashMap<>();
  private final Map<String, Integer> outputs = new LinkedHashMap<>();

  /**
   * Names an input.
   *
   * @param name not empty, not yet used for an input
   * @param width columns of the rows that will be given, at least 1
   * @return those rows
   * @throws IllegalArgumentException if the name is empty or used, or the width below 1
   */
  public GraphValue input(String name, int width) {
    require(!name.isEmpty(), "the name of an input must not be empty");
    require(!inputs.containsKey(name), "the graph has an input '%s' already", name);
    require(width >= 1, "width of input '%s' must be at least 1, got %d", name, width);
    GraphValue value = add(INPUT, List.of(), List.of(), 0, name, width);
    inputs.put(name, value);
    return value;
  }

  /**
   * A row that is the same for every observation. One number is used for every column of what it
   * meets.
   *
   * @param row at least one number; copied
   * @return that row
   * @throws IllegalArgumentException if there is no number
   */
  public GraphValue constant(double... row) {
    require(row.length >= 1, "a constant row must have at least 1 number, got none");
    return add(CONSTANT, List.of(), List.of(Tensor.vector(row.clone())), 0, "", row.length);
  }

  /**
   * Puts columns side by side.
   *
   * @param parts at least one value of this builder
   * @return all their columns, in order
   * @throws IllegalArgumentException if there is none, or one belongs to another builder
   */
  public GraphValue concat(List<GraphValue> parts) {
    require(!parts.isEmpty(), "concat needs at least 1 value, got none");
    parts.forEach(this::requireMine);
    int width = parts.stream().mapToInt(GraphValue::width).reduce(0, Math::addExact);
    return parts.size() == 1 ? parts.get(0) : add(CONCAT, parts, List.of(), 0, "", width);
  }

  /**
   * Puts columns side by side.
   *
   * @param parts at least one value of this builder
   * @return all their columns, in order
   * @throws IllegalArgumentException if there is none, or one belongs to another builder
   */
  public GraphValue concat(GraphValue... parts) {
    return concat(Arrays.asList(parts));
  }

  /**
   * Repeats the steps of a graph on values of this one.
   *
   * @param graph any graph
   * @param arguments a value for each of its inputs, by name
   * @return its outputs by name; they are outputs of this graph only when named so
   * @throws IllegalArgumentException if an input is not given, or has another width
   */
  public Map<String, GraphValue> append(Graph graph, Map<String, GraphValue> arguments) {
    List<GraphValue> copies = new ArrayList<>(graph.nodes().size());
    for (GraphNode node : graph.nodes()) {
      copies.add(node.operation() == INPUT ? argument(node, arguments) : copy(node, copies));
    }
    Map<String, GraphValue> results = new LinkedHashMap<>();
    graph.outputs().forEach((name, place) -> results.put(name, copies.get(place)));
    return results;
  }

  private GraphValue argument(GraphNode input, Map<String, GraphValue> arguments) {
    GraphValue value = arguments.get(input.name());
    if (value == null) {
      throw new IllegalArgumentException("input '" + input.name() + "' of the graph is not given");
    }
    requireMine(value);
    require(
        value.width() == input.width(),
        "input '%s' must have width %d, got %d",
        input.name(),
        input.width(),
        value.width());
    return value;
  }

  private GraphValue copy(GraphNode node, List<GraphValue> copies) {
    List<Integer> places = node.inputs().stream().map(p -> copies.get(p).place()).toList();
    nodes.add(node.withInputs(places));
    return new GraphValue(this, nodes.size() - 1, node.width());
  }

  /**
   * Names an output.
   *
   * @param name not empty, not yet used for an output
   * @param value what comes out under that name
   * @return this
   * @throws IllegalArgumentException if the name is empty or used, or the value belongs to another
   *     builder
   */
  public GraphBuilder output(String name, GraphValue value) {
    require(!name.isEmpty(), "the name of an output must not be empty");
    require(!outputs.containsKey(name), "the graph has an output '%s' already", name);
    requireMine(value);
    outputs.put(name, value.place());
    return this;
  }

  /**
   * Makes the graph of all that the outputs need; steps that none needs are left out, inputs are
   * kept.
   *
   * @return the graph
   * @throws IllegalArgumentException if there is no output
   */
  public Graph build() {
    require(!outputs.isEmpty(), "a graph must have at least 1 output, got none");
    boolean[] needed = new boolean[nodes.size()];
    inputs.values().forEach(v -> needed[v.place()] = true);
    outputs.values().forEach(p -> needed[p] = true);
    for (int i = nodes.size() - 1; i >= 0; i--) {
      if (needed[i]) {
        nodes.get(i).inputs().forEach(p -> needed[p] = true);
      }
    }
    int[] places = new int[nodes.size()];
    List<GraphNode> kept = new ArrayList<>();
    for (int i = 0; i < needed.length; i++) {
      if (needed[i]) {
        GraphNode node = nodes.get(i);
        places[i] = kept.size();
        kept.add(node.withInputs(node.inputs().stream().map(p -> places[p]).toList()));
      }
    }
    Map<String, Integer> named = new LinkedHashMap<>();
    outputs.forEach((name, place) -> named.put(name, places[place]));
    return new Graph(kept, named);
  }

  GraphValue affine(GraphValue x, Matrix weights, List<Tensor> bias) {
    require(
        weights.rows() == x.width() && weights.columns() >= 1,
        "affine weights must have %d rows (the width of the value) and at least 1 column,"
            + " got %d x %d",
        x.width(),
        weights.rows(),
        weights.columns());
    List<Tensor> constants = new ArrayList<>(List.of(Tensor.of(weights)));
    for (Tensor row : bias) {
      require(
          row.size(0) == weights.columns(),
          "affine bias must have %d numbers (columns of the weights), got %d",
          weights.columns(),
          row.size(0));
      constants.add(row);
    }
    return add(AFFINE, List.of(x), constants, 0, "", weights.columns());
  }

  GraphValue gather(GraphValue index, Matrix table) {
    require(index.width() == 1, "the index of a gather must have width 1, got %d", index.width());
    require(
        table.rows() >= 1 && table.columns() >= 1,
        "the table of a gather must not be empty, got %d x %d",
        table.rows(),
        table.columns());
    return add(GATHER, List.of(index), List.of(Tensor.of(table)), 0, "", table.columns());
  }

  GraphValue select(GraphValue x, int[] places) {
    double[] numbers = new double[places.length];
    for (int j = 0; j < numbers.length; j++) {
      require(
          places[j] >= -1 && places[j] < x.width(),
          "places of a select must be from -1 to %d, got %d",
          x.width() - 1,
          places[j]);
      numbers[j] = places[j];
    }
    require(places.length >= 1, "select must take at least 1 column, got none");
    return add(SELECT, List.of(x), List.of(Tensor.vector(numbers)), 0, "", places.length);
  }

  GraphValue keepGreatest(GraphValue x, int k, int m) {
    require(
        1 <= k && k <= m && m <= x.width(),
        "keepGreatest must keep at least 1 of at most %d columns, got %d of %d",
        x.width(),
        k,
        m);
    return add(KEEP_GREATEST, List.of(x), List.of(Tensor.vector(k, m)), 0, "", x.width());
  }

  GraphValue convolution(GraphValue x, ConvolutionShape shape, Matrix weights, double[] bias) {
    return convolution(CONVOLUTION, x, shape, weights, bias);
  }

  GraphValue transposed(GraphValue x, ConvolutionShape shape, Matrix weights, double[] bias) {
    return convolution(TRANSPOSED_CONVOLUTION, x, shape, weights, bias);
  }

  private GraphValue convolution(
      GraphOperation operation,
      GraphValue x,
      ConvolutionShape shape,
      Matrix weights,
      double[] bias) {
    boolean down = operation == CONVOLUTION;
    int taken = down ? shape.largeSize() : shape.smallSize();
    int rows = down ? shape.patchSize() : shape.filters();
    int columns = down ? shape.filters() : shape.patchSize();
    require(x.width() == taken, "a convolution of width %d got %d", taken, x.width());
    require(
        weights.rows() == rows && weights.columns() == columns,
        "weights of a convolution must be %d x %d, got %d x %d",
        rows,
        columns,
        weights.rows(),
        weights.columns());
    int added = down ? shape.filters() : shape.channels();
    require(
        bias.length == added,
        "bias of a convolution must have %d numbers, got %d",
        added,
        bias.length);
    List<Tensor> constants =
        List.of(Tensor.of(weights), Tensor.vector(bias.clone()), Convolutions.sizes(shape));
    return add(
        operation, List.of(x), constants, 0, "", down ? shape.smallSize() : shape.largeSize());
  }

  GraphValue slice(GraphValue x, int from, int to) {
    require(
        0 <= from && from < to && to <= x.width(),
        "slice must take at least 1 of %d columns, got %d (inclusive) to %d (exclusive)",
        x.width(),
        from,
        to);
    return from == 0 && to == x.width()
        ? x
        : add(SLICE, List.of(x), List.of(), from, "", to - from);
  }

  GraphValue combine(GraphOperation operation, GraphValue a, GraphValue b) {
    requireMine(b);
    require(
        a.width() == b.width() || a.width() == 1 || b.width() == 1,
        "%s must have equal widths, or width 1 on one side, got %d and %d",
        operation.name().toLowerCase(Locale.ROOT),
        a.width(),
        b.width());
    return add(operation, List.of(a, b), List.of(), 0, "", Math.max(a.width(), b.width()));
  }

  GraphValue map(GraphOperation operation, GraphValue x, int width) {
    return add(operation, List.of(x), List.of(), 0, "", width);
  }

  private GraphValue add(
      GraphOperation operation,
      List<GraphValue> values,
      List<Tensor> constants,
      int from,
      String name,
      int width) {
    List<Integer> places = values.stream().map(GraphValue::place).toList();
    nodes.add(new GraphNode(operation, places, constants, from, name, width));
    return new GraphValue(this, nodes.size() - 1, width);
  }

  private void requireMine(GraphValue value) {
    require(value.builder() == this, "a value must belong to the builder that uses it");
  }

  private static void require(boolean holds, String sentence, Object... parts) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, sentence, parts));
    }
  }
}
