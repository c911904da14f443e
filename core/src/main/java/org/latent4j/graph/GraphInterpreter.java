package org.latent4j.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.latent4j.linalg.Matrix;

/**
 * Runs graphs in plain Java, without native code. Rows are visited in blocks that fit a core's
 * cache; memory beyond inputs and outputs is one such block, whatever the number of rows. Each
 * row's answer is the same bit for bit whatever rows stand beside it. Thread-safe: nothing is kept
 * between calls.
 */
public final class GraphInterpreter {

  private GraphInterpreter() {}

  /**
   * Computes all outputs.
   *
   * @param graph what to compute
   * @param inputs a matrix for each of its inputs, by name, all with n rows; others are not looked
   *     at
   * @return a matrix of n rows for each output, by name, in the graph's order
   * @throws IllegalArgumentException if an input is missing, has another width or another number of
   *     rows, or the index of a gather is outside its table
   */
  public static Map<String, Matrix> run(Graph graph, Map<String, Matrix> inputs) {
    int n = requireInputs(graph, inputs);
    Map<String, Matrix> outputs = new LinkedHashMap<>();
    graph.outputs().keySet().forEach(o -> outputs.put(o, Matrix.zeros(n, graph.outputWidth(o))));
    Frame frame = new Frame(graph, n);
    for (int row = 0; row < n; row += frame.capacity()) {
      int count = Math.min(frame.capacity(), n - row);
      for (int i = 0; i < graph.nodes().size(); i++) {
        GraphNode node = graph.nodes().get(i);
        if (node.operation() == GraphOperation.INPUT) {
          frame.show(i, inputs.get(node.name()), row);
        } else if (node.operation() != GraphOperation.CONSTANT) {
          step(node, frame, frame.operand(i), count);
        }
      }
      copyOutputs(graph, frame, outputs, row, count);
    }
    return outputs;
  }

  private static void step(GraphNode node, Frame frame, Operand out, int rows) {
    Operand x = frame.operand(node.inputs().get(0));
    switch (node.operation()) {
      case AFFINE -> Kernels.affine(x, node.constants(), out, rows);
      case ADD, SUBTRACT, MULTIPLY, DIVIDE ->
          Kernels.combine(
              node.operation(), x, frame.operand(node.inputs().get(1)), out, rows, frame.scratch());
      case NEGATE, SQUARE, SQRT, EXP, LOG, RELU, TANH, SIGMOID, SOFTPLUS ->
          Kernels.map(node.operation(), x, out, rows);
      case SUM, SQUARE_SUM, MAX, LOG_SUM_EXP -> Kernels.reduce(node.operation(), x, out, rows);
      case SOFTMAX -> Kernels.softmax(x, out, rows);
      case CONCAT -> concat(node.inputs(), frame, out, rows);
      case SLICE -> Kernels.copy(x, node.from(), node.width(), out, 0, rows);
      case GATHER -> Kernels.gather(x, node.constants().get(0), out, rows);
      case SELECT -> Convolutions.select(x, node.constants().get(0), out, rows);
      case KEEP_GREATEST -> Kernels.keepGreatest(x, node.constants().get(0), out, rows);
      case CONVOLUTION -> Convolutions.convolve(x, node.constants(), out, rows);
      case TRANSPOSED_CONVOLUTION ->
          Convolutions.convolveTransposed(x, node.constants(), out, rows);
      case INPUT, CONSTANT -> throw new IllegalStateException(node.operation() + " is not a step");
    }
  }

  private static void concat(List<Integer> parts, Frame frame, Operand out, int rows) {
    int to = 0;
    for (int place : parts) {
      Operand part = frame.operand(place);
      Kernels.copy(part, 0, part.width(), out, to, rows);
      to += part.width();
    }
  }

  private static void copyOutputs(
      Graph graph, Frame frame, Map<String, Matrix> outputs, int row, int count) {
    graph
        .outputs()
        .forEach(
            (name, place) -> {
              Matrix target = outputs.get(name);
              int width = target.columns();
              Operand out = new Operand(target.values(), row * width, width, width);
              Kernels.copy(frame.operand(place), 0, width, out, 0, count);
            });
  }

  private static int requireInputs(Graph graph, Map<String, Matrix> inputs) {
    int n = -1;
    for (String name : graph.inputs().keySet()) {
      Matrix rows = inputs.get(name);
      if (rows == null) {
        throw new IllegalArgumentException("input '" + name + "' of the graph is not given");
      }
      n = n < 0 ? rows.rows() : n;
      if (rows.columns() != graph.inputWidth(name) || rows.rows() != n) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "input '%s' of the graph must be %d x %d, got %d x %d",
                name,
                n,
                graph.inputWidth(name),
                rows.rows(),
                rows.columns()));
      }
    }
    if (n < 0) {
      throw new IllegalArgumentException(
          "a graph without inputs cannot be run: nothing tells the number of rows");
    }
    return n;
  }
}
