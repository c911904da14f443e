package org.latent4j.deep.internal;

import java.util.Map;
import org.latent4j.graph.GraphBuilder;
import org.latent4j.graph.GraphFunction;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixture.GaussianMixture;

/** A Gaussian mixture that was fitted to codes as their distribution. Immutable. */
public final class FittedPrior implements CodePrior {

  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final GaussianMixture mixture;

  public FittedPrior(GaussianMixture mixture) {
    this.mixture = mixture;
  }

  public GaussianMixture mixture() {
    return mixture;
  }

  @Override
  public long parameterCount() {
    return mixture.parameterCount();
  }

  @Override
  public double[] logDensity(Matrix codes, double[] noise) {
    return mixture.logDensity(codes);
  }

  @Override
  public GraphValue logDensity(GraphBuilder builder, GraphValue codes, double[] noise) {
    return append(builder, GraphFunction.LOG_DENSITY, codes);
  }

  /** The steps of a function of the mixture. */
  public GraphValue append(GraphBuilder builder, GraphFunction function, GraphValue codes) {
    GraphValue value =
        builder
            .append(mixture.graph(function).orElseThrow(), Map.of(function.input(), codes))
            .get(function.output());
    if (value == null) {
      throw new IllegalArgumentException("the graph of the mixture lacks " + function.output());
    }
    return value;
  }

  @Override
  public Matrix logMarginals(Matrix codes) {
    int q = codes.columns();
    int k = mixture.componentCount();
    double[] weights = mixture.weights();
    Matrix means = mixture.means();
    double[][] variances = new double[k][q];
    for (int c = 0; c < k; c++) {
      Matrix covariance = mixture.covariance(c);
      for (int j = 0; j < q; j++) {
        variances[c][j] = covariance.get(j, j);
      }
    }
    double[] values = new double[codes.rows() * q];
    double[] terms = new double[k];
    for (int p = 0; p < values.length; p++) {
      int j = p % q;
      for (int c = 0; c < k; c++) {
        double r = codes.get(p / q, j) - means.get(c, j);
        terms[c] =
            Math.log(weights[c])
                - 0.5 * (LOG_TWO_PI + Math.log(variances[c][j]) + r * r / variances[c][j]);
      }
      values[p] = MixturePrior.logSumExp(terms);
    }
    return Matrix.wrap(codes.rows(), q, values);
  }

  @Override
  public Matrix sample(int count, int dimension, SeededRandom random) {
    return mixture.sample(count, random);
  }
}
