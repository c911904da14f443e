package org.latent4j.deep.internal;

import java.util.function.BiFunction;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;

/**
 * y = x + f(x) (He, Zhang, Ren and Sun 2016, "Deep residual learning for image recognition",
 * equation 1, arXiv:1512.03385).
 *
 * @param branch f, with as many outputs as inputs
 */
public record ResidualLayer(Network branch) implements Layer {

  public ResidualLayer {
    if (branch.inputs() != branch.outputs()) {
      throw new IllegalArgumentException(
          "a residual branch must have as many outputs as inputs, got "
              + branch.outputs()
              + " and "
              + branch.inputs());
    }
  }

  @Override
  public int inputs() {
    return branch.inputs();
  }

  @Override
  public int outputs() {
    return branch.outputs();
  }

  @Override
  public Matrix apply(Matrix rows) {
    return rows.plus(branch.apply(rows));
  }

  @Override
  public GraphValue apply(GraphValue rows) {
    return rows.plus(branch.apply(rows));
  }

  @Override
  public ResidualLayer map(String name, BiFunction<String, Weights, Weights> weights) {
    return new ResidualLayer(branch.map(name, weights));
  }
}
