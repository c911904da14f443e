package org.latent4j.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.Tensor;

/**
 * One step of a graph.
 *
 * @param operation what it does; its documentation says what the other parts mean to it
 * @param inputs the nodes it takes values from, by their place in the graph; all before this one
 * @param constants numbers of its own
 * @param from first column of a {@link GraphOperation#SLICE}, else 0
 * @param name of an {@link GraphOperation#INPUT}, else empty
 * @param width columns of its value, at least 1
 */
public record GraphNode(
    GraphOperation operation,
    List<Integer> inputs,
    List<Tensor> constants,
    int from,
    String name,
    int width) {

  /** Copies the lists. */
  public GraphNode {
    inputs = List.copyOf(inputs);
    constants = List.copyOf(constants);
  }

  /** The same step on values that are found in other places. */
  GraphNode withInputs(List<Integer> others) {
    return new GraphNode(operation, others, constants, from, name, width);
  }

  /** The same step with drawn weights, where it has any. */
  GraphNode withRandomWeights(SeededRandom random) {
    boolean weighted =
        !constants.isEmpty()
            && operation != GraphOperation.CONSTANT
            && operation != GraphOperation.GATHER;
    if (!weighted) {
      return this;
    }
    List<Tensor> drawn = new ArrayList<>();
    for (int c = 0; c < constants.size(); c++) {
      Tensor constant = constants.get(c);
      int[] shape = constant.shape();
      double[] values = new double[constant.values().length];
      if (c == 0) {
        random.fillGaussian(values);
        double deviation = Math.sqrt(2.0 * shape[shape.length - 1] / values.length);
        Arrays.setAll(values, i -> deviation * values[i]);
      }
      drawn.add(Tensor.of(Tensor.Type.F64, values, shape));
    }
    return new GraphNode(operation, inputs, drawn, from, name, width);
  }
}
