package org.latent4j.deep.internal;

import org.latent4j.deep.Activation;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;

/**
 * An elementwise function.
 *
 * @param inputs how many numbers a row has
 */
public record ActivationLayer(Activation activation, int inputs) implements Layer {

  @Override
  public int outputs() {
    return inputs;
  }

  @Override
  public Matrix apply(Matrix rows) {
    double[] values = rows.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (activation) {
            case RELU -> Math.max(values[i], 0);
            case TANH -> Math.tanh(values[i]);
            case SOFTPLUS -> softplus(values[i]);
          };
    }
    return Matrix.wrap(rows.rows(), rows.columns(), values);
  }

  static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  @Override
  public GraphValue apply(GraphValue rows) {
    return switch (activation) {
      case RELU -> rows.relu();
      case TANH -> rows.tanh();
      case SOFTPLUS -> rows.softplus();
    };
  }
}
