package org.latent4j.mixture.internal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixture.CovarianceStructure;

/**
 * The variational posterior of a Bayesian Gaussian mixture (Attias 2000, "A variational Bayesian
 * framework for graphical models"; Bishop 2006, section 10.2): of each component the mean given its
 * precision N(m, (βΛ)⁻¹), and Λ Wishart with ν degrees of freedom and scale B⁻¹. Immutable.
 */
public final class BayesianPosterior {

  private final BayesianPrior prior;
  private final double[] counts;
  private final Matrix means;
  private final Covariances expected;
  private final double[] degrees;
  private final WeightsPosterior weights;

  /**
   * Joins the parts.
   *
   * @param prior it belongs to
   * @param counts expected weight of the rows of each component; kept
   * @param means m, k×d
   * @param expected B/ν, the inverses of the expected precisions
   */
  BayesianPosterior(BayesianPrior prior, double[] counts, Matrix means, Covariances expected) {
    this.prior = prior;
    this.counts = counts;
    this.means = means;
    this.expected = expected;
    degrees = prior.posteriorDegrees(counts);
    weights = new WeightsPosterior(prior.weights(), prior.concentration(), counts);
  }

  BayesianPrior prior() {
    return prior;
  }

  /** Expected weights of the rows, by component. */
  public double[] counts() {
    return counts.clone();
  }

  /** Means m, k×d. */
  public Matrix means() {
    return means;
  }

  /** Inverses of the expected precisions, B/ν. */
  public Covariances expected() {
    return expected;
  }

  /** ν of each component. */
  public double[] degreesOfFreedom() {
    return degrees.clone();
  }

  /** β of each component. */
  public double[] meanPrecisions() {
    return Arrays.stream(counts).map(n -> prior.meanPrecision() + n).toArray();
  }

  /** Expected weights, sum 1. */
  public double[] weights() {
    return weights.means();
  }

  /**
   * Starts an evaluation of E[log weight + log N(x; μ, Λ⁻¹)] (Bishop 2006, equations 10.46 and
   * 10.64–10.66): a Gaussian of covariance B/ν with another constant.
   */
  LogJoint evaluator(int capacity) {
    int d = prior.features();
    double[] constants = weights.expectedLogs();
    double[] precisions = meanPrecisions();
    for (int c = 0; c < constants.length; c++) {
      constants[c] += 0.5 * (prior.logPrecisionBias(degrees[c]) - d / precisions[c]);
    }
    return expected.evaluator(constants, means, capacity);
  }

  /** −KL(posterior ‖ prior) of all parameters together, in nats. */
  double parameterTerm() {
    int k = counts.length;
    int d = prior.features();
    double[] traces = traces();
    double[] distances = distancesOfPriorMean();
    double[] precisions = meanPrecisions();
    double divergence = weights.divergence();
    for (int c = 0; c < k; c++) {
      double ratio = prior.meanPrecision() / precisions[c];
      divergence +=
          0.5 * (d * (ratio - 1 - Math.log(ratio)) + prior.meanPrecision() * distances[c]);
      if (c == 0 || prior.structure() != CovarianceStructure.TIED) {
        divergence += prior.precisionDivergence(degrees[c], expected.logDeterminant(c), traces[c]);
      }
    }
    return -divergence;
  }

  private double[] distancesOfPriorMean() {
    double[] distances = new double[counts.length];
    try (SquaredDistances evaluator = expected.distances(means, 1)) {
      evaluator.evaluate(prior.mean(), 1, distances);
    }
    return distances;
  }

  /** tr(C₀·(B/ν)⁻¹): with C₀ = L·Lᵀ the squared lengths of the columns of L, added up. */
  private double[] traces() {
    int k = counts.length;
    int d = prior.features();
    if (!prior.isDense()) {
      return IntStream.range(0, k)
          .mapToDouble(
              c ->
                  IntStream.range(0, d)
                      .mapToDouble(j -> prior.scale().variance(0, j) / expected.variance(c, j))
                      .sum())
          .toArray();
    }
    double[] columns = Cholesky.of(prior.scale().matrix(0)).lower().transpose().toArray();
    double[] lengths = new double[d * k];
    try (SquaredDistances evaluator = expected.distances(Matrix.zeros(k, d), d)) {
      evaluator.evaluate(columns, d, lengths);
    }
    double[] traces = new double[k];
    for (int i = 0; i < lengths.length; i++) {
      traces[i % k] += lengths[i];
    }
    return traces;
  }
}
