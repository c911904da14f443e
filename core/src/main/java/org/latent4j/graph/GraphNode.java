package org.latent4j.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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

  /** Steps whose constants begin with a matrix, summed over its rows, and a bias. */
  static final Set<GraphOperation> WEIGHTED =
      EnumSet.of(
          GraphOperation.AFFINE, GraphOperation.CONVOLUTION, GraphOperation.TRANSPOSED_CONVOLUTION);

  /** Copies the lists. */
  public GraphNode {
    inputs = List.copyOf(inputs);
    constants = List.copyOf(constants);
  }

  /** The same step on values that are found in other places. */
  GraphNode withInputs(List<Integer> others) {
    return new GraphNode(operation, others, constants, from, name, width);
  }

  /** The same step with drawn weights and no bias, where it sums weighted numbers. */
  GraphNode withRandomWeights(SeededRandom random) {
    if (!WEIGHTED.contains(operation)) {
      return this;
    }
    List<Tensor> drawn = new ArrayList<>(constants);
    int[] shape = constants.get(0).shape();
    double[] weights = new double[constants.get(0).values().length];
    random.fillGaussian(weights);
    double deviation = Math.sqrt(2.0 / shape[0]);
    Arrays.setAll(weights, i -> deviation * weights[i]);
    drawn.set(0, Tensor.of(Tensor.Type.F64, weights, shape));
    if (constants.size() > 1) {
      int[] width = constants.get(1).shape();
      drawn.set(1, Tensor.of(Tensor.Type.F64, new double[width[0]], width));
    }
    return new GraphNode(operation, inputs, drawn, from, name, width);
  }
}
