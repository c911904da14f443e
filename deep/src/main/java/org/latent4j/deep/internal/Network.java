package org.latent4j.deep.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;

/** Layers one after the other. Immutable; weights are those that training found, as doubles. */
public final class Network implements Layer {

  private final List<Layer> layers;

  /** Keeps its layers, of which there is at least one. */
  public Network(List<? extends Layer> layers) {
    this.layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a network must have at least 1 layer, got none");
    }
    for (int i = 1; i < layers.size(); i++) {
      if (layers.get(i).inputs() != layers.get(i - 1).outputs()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "layer %d must have %d inputs (outputs of the layer before), got %d",
                i + 1,
                layers.get(i - 1).outputs(),
                layers.get(i).inputs()));
      }
    }
  }

  public List<Layer> layers() {
    return layers;
  }

  @Override
  public int inputs() {
    return layers.get(0).inputs();
  }

  @Override
  public int outputs() {
    return layers.get(layers.size() - 1).outputs();
  }

  public long parameterCount() {
    long[] count = new long[1];
    map(
        "",
        (name, weights) -> {
          count[0] += weights.count();
          return weights;
        });
    return count[0];
  }

  @Override
  public Matrix apply(Matrix rows) {
    Matrix values = rows;
    for (Layer layer : layers) {
      values = layer.apply(values);
    }
    return values;
  }

  @Override
  public GraphValue apply(GraphValue rows) {
    GraphValue value = rows;
    for (Layer layer : layers) {
      value = layer.apply(value);
    }
    return value;
  }

  @Override
  public Network map(String name, BiFunction<String, Weights, Weights> weights) {
    List<Layer> others = new ArrayList<>();
    for (Layer layer : layers) {
      others.add(layer.map(name + "." + others.size(), weights));
    }
    return new Network(others);
  }

  /** The network with outputs of 0, until its last layer, which is dense, gets other weights. */
  Network withSilence() {
    return withLast(DenseLayer::withSilence);
  }

  /** The network with some of the outputs of its last layer, which is dense. */
  public Network withOutputs(int from, int to) {
    return withLast(last -> last.withOutputs(from, to));
  }

  /**
   * The network with more outputs, which are the same for every row; its last layer is dense, or
   * sparse after one that is.
   */
  public Network withConstants(double... constants) {
    return withLast(last -> last.withConstants(constants));
  }

  private Network withLast(UnaryOperator<DenseLayer> change) {
    List<Layer> others = new ArrayList<>(layers);
    int last = layers.size() - 1;
    if (layers.get(last) instanceof SparseLayer sparse) {
      DenseLayer changed = change.apply((DenseLayer) layers.get(last - 1));
      others.set(last - 1, changed);
      others.set(last, new SparseLayer(sparse.kept(), sparse.among(), changed.outputs()));
    } else {
      others.set(last, change.apply((DenseLayer) layers.get(last)));
    }
    return new Network(others);
  }
}
