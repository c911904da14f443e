package org.latent4j.deep.internal;

import java.util.Arrays;
import java.util.function.BiFunction;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;

/** y = x·W + b. Costs one multiplication for each weight. */
public final class DenseLayer implements Layer {

  private final Weights weights;

  /** Keeps its argument: a row of weights for each input, a column for each output. */
  public DenseLayer(Weights weights) {
    int outputs = weights.matrix().columns();
    this.weights = weights.require("a dense layer", weights.matrix().rows(), outputs, outputs);
  }

  public Weights weights() {
    return weights;
  }

  @Override
  public int inputs() {
    return weights.matrix().rows();
  }

  @Override
  public int outputs() {
    return weights.matrix().columns();
  }

  @Override
  public Matrix apply(Matrix rows) {
    Matrix values = rows.times(weights.matrix());
    weights.addBias(values.values());
    return values;
  }

  @Override
  public GraphValue apply(GraphValue rows) {
    return rows.affine(weights.matrix(), weights.bias());
  }

  @Override
  public DenseLayer map(String name, BiFunction<String, Weights, Weights> function) {
    return new DenseLayer(function.apply(name, weights));
  }

  /** The layer with weights of 0, so that outputs are. */
  DenseLayer withSilence() {
    return new DenseLayer(new Weights(Matrix.zeros(inputs(), outputs()), new double[outputs()]));
  }

  /** The layer with some of its outputs alone. */
  DenseLayer withOutputs(int from, int to) {
    return new DenseLayer(
        new Weights(
            weights.matrix().columnRange(from, to), Arrays.copyOfRange(weights.bias(), from, to)));
  }

  /** The layer with more outputs, which are the same for every row. */
  DenseLayer withConstants(double... constants) {
    Matrix matrix = weights.matrix();
    int width = matrix.columns() + constants.length;
    double[] wider = new double[matrix.rows() * width];
    for (int i = 0; i < matrix.rows(); i++) {
      System.arraycopy(matrix.row(i), 0, wider, i * width, matrix.columns());
    }
    double[] bias = Arrays.copyOf(weights.bias(), width);
    System.arraycopy(constants, 0, bias, matrix.columns(), constants.length);
    return new DenseLayer(new Weights(Matrix.wrap(matrix.rows(), width, wider), bias));
  }
}
