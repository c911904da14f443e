package org.latent4j.deep.internal;

import org.latent4j.graph.GraphBuilder;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/** z ~ N(0, I). */
public final class StandardNormalPrior implements CodePrior {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  @Override
  public long parameterCount() {
    return 0;
  }

  @Override
  public double[] logDensity(Matrix codes, double[] noise) {
    double[] sums = new double[codes.rows()];
    Matrix marginals = logMarginals(codes);
    for (int i = 0; i < sums.length; i++) {
      for (int j = 0; j < codes.columns(); j++) {
        sums[i] += marginals.get(i, j);
      }
    }
    return sums;
  }

  @Override
  public GraphValue logDensity(GraphBuilder builder, GraphValue codes, double[] noise) {
    return codes.squareSum().times(-0.5).plus(-0.5 * codes.width() * LOG_TWO_PI);
  }

  @Override
  public Matrix logMarginals(Matrix codes) {
    double[] values = codes.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = -0.5 * (LOG_TWO_PI + values[i] * values[i]);
    }
    return Matrix.wrap(codes.rows(), codes.columns(), values);
  }

  @Override
  public Matrix sample(int count, int dimension, SeededRandom random) {
    double[] values = new double[Math.multiplyExact(count, dimension)];
    random.fillGaussian(values);
    return Matrix.wrap(count, dimension, values);
  }
}
