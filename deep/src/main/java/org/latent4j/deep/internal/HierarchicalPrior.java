package org.latent4j.deep.internal;

import java.util.Arrays;
import java.util.Locale;
import org.latent4j.graph.GraphBuilder;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/**
 * Codes z₁ of a second level of codes z₂: z₂ ~ N(0, I) and z₁ ~ p(z₁|z₂) = N(m(z₂), diag s²(z₂)) by
 * one network, the decoder, so that p(z₁) is a mixture of infinitely many Gaussians. A second
 * network, the encoder, approximates the posterior by q(z₂|z₁), which is normal too, from the codes
 * below alone: a variational auto-encoder of codes (Rezende, Mohamed and Wierstra 2014, "Stochastic
 * backpropagation", arXiv:1401.4082; Burda, Grosse and Salakhutdinov 2016, "Importance weighted
 * autoencoders", section 5.1, arXiv:1509.00519, with the posterior from the bottom up).
 *
 * <p>The density is told by log p(z₁|z₂) + log p(z₂) − log q(z₂|z₁) of one z₂ of q(z₂|z₁); the
 * distribution of one coordinate by itself by {@link DrawnMarginals}. Outputs of a network are
 * first the means, then numbers r that make the logarithms of the variances, C·tanh(r/C): without a
 * bound, the two levels would raise numbers of rows far away to an exponential twice. Thread-safe.
 */
public final class HierarchicalPrior implements CodePrior {

  /** The most that the logarithm of a variance can be. */
  static final double BOUND = 10;

  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);
  private static final StandardNormalPrior TOP = new StandardNormalPrior();

  private final Network decoder;
  private final Network encoder;
  private final int lower;
  private final int upper;
  private final DrawnMarginals marginals;

  /**
   * Keeps its arguments.
   *
   * @param decoder p(z₁|z₂)
   * @param encoder q(z₂|z₁)
   */
  public HierarchicalPrior(Network decoder, Network encoder) {
    this.decoder = decoder;
    this.encoder = encoder;
    lower = encoder.inputs();
    upper = decoder.inputs();
    requireOutputs("decoder", decoder, lower);
    requireOutputs("encoder", encoder, upper);
    marginals = new DrawnMarginals(this, lower);
  }

  private static void requireOutputs(String name, Network network, int level) {
    if (network.outputs() != 2 * level) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the %s of the prior must have %d outputs (2 x dimensions of its level), got %d",
              name,
              2 * level,
              network.outputs()));
    }
  }

  public Network decoder() {
    return decoder;
  }

  public Network encoder() {
    return encoder;
  }

  /** Dimensions of z₁. */
  public int lower() {
    return lower;
  }

  /** Dimensions of z₂. */
  public int upper() {
    return upper;
  }

  /** {@inheritDoc} Those of the decoder; the encoder only approximates. */
  @Override
  public long parameterCount() {
    return decoder.parameterCount();
  }

  @Override
  public int noiseWidth() {
    return upper;
  }

  /** Means and logarithms of variances that a network gives for rows of codes. */
  private static Matrix normals(Network network, Matrix codes) {
    Matrix outputs = network.apply(codes);
    double[] values = outputs.toArray();
    int columns = outputs.columns();
    for (int p = 0; p < values.length; p++) {
      if (p % columns >= columns / 2) {
        values[p] = BOUND * Math.tanh(values[p] / BOUND);
      }
    }
    return Matrix.wrap(codes.rows(), columns, values);
  }

  private static GraphValue logVariances(GraphValue outputs) {
    int columns = outputs.width();
    return outputs.slice(columns / 2, columns).times(1 / BOUND).tanh().times(BOUND);
  }

  @Override
  public double[] logDensity(Matrix codes, double[] noise) {
    if (noise.length != codes.rows() * upper) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "noise must be %d numbers (codes x upper dimensions), got %d",
              codes.rows() * upper,
              noise.length));
    }
    double[] values = new double[codes.rows()];
    Matrix posterior = normals(encoder, codes);
    double[] above = new double[noise.length];
    for (int p = 0; p < noise.length; p++) {
      int i = p / upper;
      int j = p % upper;
      double logVariance = posterior.get(i, upper + j);
      above[p] = posterior.get(i, j) + Math.exp(0.5 * logVariance) * noise[p];
      // log p(z₂) − log q(z₂|z₁), where both have the constant of a normal density.
      values[i] += 0.5 * (logVariance + noise[p] * noise[p] - above[p] * above[p]);
    }
    Matrix given = normals(decoder, Matrix.wrap(values.length, upper, above));
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < lower; j++) {
        double logVariance = given.get(i, lower + j);
        double r = codes.get(i, j) - given.get(i, j);
        values[i] -= 0.5 * (LOG_TWO_PI + logVariance + r * r * Math.exp(-logVariance));
      }
    }
    return values;
  }

  @Override
  public GraphValue logDensity(GraphBuilder builder, GraphValue codes, double[] noise) {
    GraphValue posterior = encoder.apply(codes);
    GraphValue logVariances = logVariances(posterior);
    GraphValue above = posterior.slice(0, upper).plus(logVariances.times(0.5).exp().times(noise));
    GraphValue given = decoder.apply(above);
    GraphValue logVariancesBelow = logVariances(given);
    GraphValue squares =
        codes
            .minus(given.slice(0, lower))
            .square()
            .times(logVariancesBelow.negate().exp())
            .plus(logVariancesBelow)
            .sum();
    double constant = Arrays.stream(noise).map(e -> e * e).sum() - lower * LOG_TWO_PI;
    return logVariances.sum().minus(above.squareSum()).minus(squares).plus(constant).times(0.5);
  }

  /** KL(q(z₂|z₁) ‖ p(z₂)) of each dimension of z₂ for each row of codes z₁. */
  public Matrix divergences(Matrix codes) {
    Matrix posterior = normals(encoder, codes);
    double[] values = new double[codes.rows() * upper];
    Arrays.setAll(
        values,
        p ->
            Evaluator.divergence(
                posterior.get(p / upper, p % upper), posterior.get(p / upper, upper + p % upper)));
    return Matrix.wrap(codes.rows(), upper, values);
  }

  @Override
  public Matrix logMarginals(Matrix codes) {
    return marginals.logDensity(codes);
  }

  @Override
  public Matrix sample(int count, int dimension, SeededRandom random) {
    Matrix given = normals(decoder, TOP.sample(count, upper, random));
    double[] values = new double[count * dimension];
    for (int p = 0; p < values.length; p++) {
      int i = p / dimension;
      int j = p % dimension;
      values[p] =
          given.get(i, j) + Math.exp(0.5 * given.get(i, dimension + j)) * random.nextGaussian();
    }
    return Matrix.wrap(count, dimension, values);
  }
}
