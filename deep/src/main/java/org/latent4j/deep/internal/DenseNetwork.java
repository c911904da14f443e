package org.latent4j.deep.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.latent4j.deep.Activation;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;

/**
 * A network of dense layers, y = x·W + b, with an activation between them and none after the last.
 * One layer alone is an affine map. Immutable; the weights are those that training found, as
 * doubles.
 */
public final class DenseNetwork {

  private final List<Layer> layers;
  private final Activation activation;

  /** One layer: weights of one row per input, and as many numbers to add as outputs. */
  public static final class Layer {
    private final Matrix weights;
    private final double[] bias;

    /** Keeps its arguments. */
    public Layer(Matrix weights, double[] bias) {
      if (bias.length != weights.columns()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "bias must have %d numbers (columns of the weights), got %d",
                weights.columns(),
                bias.length));
      }
      this.weights = weights;
      this.bias = bias;
    }

    public Matrix weights() {
      return weights;
    }

    /** The live array, not to be changed. */
    public double[] bias() {
      return bias;
    }
  }

  public DenseNetwork(List<Layer> layers, Activation activation) {
    for (int i = 1; i < layers.size(); i++) {
      int width = layers.get(i - 1).weights().columns();
      if (layers.get(i).weights().rows() != width) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "layer %d must have %d inputs (outputs of the layer before), got %d",
                i + 1,
                width,
                layers.get(i).weights().rows()));
      }
    }
    this.layers = List.copyOf(layers);
    this.activation = activation;
  }

  public List<Layer> layers() {
    return layers;
  }

  public Activation activation() {
    return activation;
  }

  public int inputs() {
    return layers.get(0).weights().rows();
  }

  public int outputs() {
    return layers.get(layers.size() - 1).weights().columns();
  }

  public long parameterCount() {
    return layers.stream().mapToLong(l -> (l.weights().rows() + 1L) * l.weights().columns()).sum();
  }

  /** The network with some of its outputs alone. */
  public DenseNetwork withOutputs(int from, int to) {
    Layer last = layers.get(layers.size() - 1);
    return withLast(
        new Layer(last.weights().columnRange(from, to), Arrays.copyOfRange(last.bias(), from, to)));
  }

  /** The network with more outputs, which are the same for every row. */
  public DenseNetwork withConstants(double... constants) {
    Layer last = layers.get(layers.size() - 1);
    Matrix weights = last.weights();
    int width = weights.columns() + constants.length;
    double[] wider = new double[weights.rows() * width];
    for (int i = 0; i < weights.rows(); i++) {
      System.arraycopy(weights.row(i), 0, wider, i * width, weights.columns());
    }
    double[] bias = Arrays.copyOf(last.bias(), width);
    System.arraycopy(constants, 0, bias, weights.columns(), constants.length);
    return withLast(new Layer(Matrix.wrap(weights.rows(), width, wider), bias));
  }

  private DenseNetwork withLast(Layer last) {
    List<Layer> others = new ArrayList<>(layers);
    others.set(layers.size() - 1, last);
    return new DenseNetwork(others, activation);
  }

  /** Rows of outputs, by BLAS. */
  public Matrix apply(Matrix rows) {
    Matrix values = rows;
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      values = values.times(layer.weights());
      addTo(values, layer.bias());
      if (i + 1 < layers.size()) {
        activate(values.values());
      }
    }
    return values;
  }

  private static void addTo(Matrix rows, double[] bias) {
    double[] values = rows.values();
    for (int i = 0; i < values.length; i += bias.length) {
      for (int j = 0; j < bias.length; j++) {
        values[i + j] += bias[j];
      }
    }
  }

  private void activate(double[] values) {
    switch (activation) {
      case RELU -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = Math.max(values[i], 0);
        }
      }
      case TANH -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = Math.tanh(values[i]);
        }
      }
      case SOFTPLUS -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = softplus(values[i]);
        }
      }
    }
  }

  static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  /** The same as steps of a graph. */
  public GraphValue apply(GraphValue rows) {
    GraphValue value = rows;
    for (int i = 0; i < layers.size(); i++) {
      value = value.affine(layers.get(i).weights(), layers.get(i).bias());
      if (i + 1 < layers.size()) {
        value =
            switch (activation) {
              case RELU -> value.relu();
              case TANH -> value.tanh();
              case SOFTPLUS -> value.softplus();
            };
      }
    }
    return value;
  }
}
