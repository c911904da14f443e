package org.latent4j.mixture.internal;

import java.util.Arrays;
import org.latent4j.graph.GraphValue;
import org.latent4j.graph.StudentTerms;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixture.CovarianceStructure;

/**
 * The components of the predictive density of a Bayesian Gaussian mixture, with its parameters
 * integrated out of the variational posterior (Bishop 2006, equation 10.81). With full or shared
 * precisions a component is a multivariate t of ν + 1 − d degrees of freedom, and so is a sphere,
 * with ν; with a precision for each feature it is a product of d t variables of ν. Scale matrices
 * are multiples of the inverse expected precision B/ν.
 */
public final class Predictive {

  private final CovarianceStructure structure;
  private final double[] logWeights;
  private final Matrix means;
  private final Covariances expected;
  private final double[] multiples;
  private final double[] degrees;

  /**
   * Joins the parts.
   *
   * @param structure full, tied, diagonal or spherical
   * @param logWeights k natural logarithms
   * @param means k×d
   * @param expected B/ν
   * @param multiples of B/ν, one for each component
   * @param degrees of freedom, one number for each component
   */
  public Predictive(
      CovarianceStructure structure,
      double[] logWeights,
      Matrix means,
      Covariances expected,
      double[] multiples,
      double[] degrees) {
    this.structure = structure;
    this.logWeights = logWeights;
    this.means = means;
    this.expected = expected;
    this.multiples = multiples;
    this.degrees = degrees;
  }

  /**
   * Structure of the precisions.
   *
   * @return full, tied, diagonal or spherical
   */
  public CovarianceStructure structure() {
    return structure;
  }

  /**
   * Logarithms of the weights.
   *
   * @return k natural logarithms
   */
  public double[] logWeights() {
    return logWeights;
  }

  /**
   * Means of the components.
   *
   * @return k×d
   */
  public Matrix means() {
    return means;
  }

  /**
   * Inverse expected precisions.
   *
   * @return B/ν
   */
  public Covariances expected() {
    return expected;
  }

  /**
   * Multiples of {@link #expected} that are the scale matrices.
   *
   * @return one number for each component
   */
  public double[] multiples() {
    return multiples;
  }

  /**
   * Degrees of freedom.
   *
   * @return one number for each component
   */
  public double[] degrees() {
    return degrees;
  }

  /**
   * Integrates out.
   *
   * @param structure full, tied, diagonal or spherical
   * @param weights k numbers, sum 1
   * @param means m, k×d
   * @param expected B/ν
   * @param meanPrecisions β, k numbers
   * @param degreesOfFreedom ν, k numbers
   * @return the components
   */
  public static Predictive of(
      CovarianceStructure structure,
      double[] weights,
      Matrix means,
      Covariances expected,
      double[] meanPrecisions,
      double[] degreesOfFreedom) {
    int k = weights.length;
    double[] degrees = new double[k];
    double[] multiples = new double[k];
    for (int c = 0; c < k; c++) {
      double nu = degreesOfFreedom[c];
      degrees[c] = structure.isDiagonal() ? nu : nu + 1 - means.columns();
      multiples[c] = nu / degrees[c] * (1 + 1 / meanPrecisions[c]);
    }
    double[] logWeights = Arrays.stream(weights).map(Math::log).toArray();
    return new Predictive(structure, logWeights, means, expected, multiples, degrees);
  }

  private boolean isIndependent() {
    return structure.isDiagonal() && !structure.isSpherical();
  }

  private int components() {
    return means.rows();
  }

  private int features() {
    return means.columns();
  }

  /**
   * Starts an evaluation of log joint densities.
   *
   * @param capacity the most rows of one call
   * @return to be closed
   */
  public LogJoint evaluator(int capacity) {
    if (isIndependent()) {
      return new IndependentStudentLogJoint(logWeights, means, squaredScales(), degrees, capacity);
    }
    return new StudentLogJoint(
        expected.distances(means, capacity),
        features(),
        logWeights,
        expected.logDeterminants(components()),
        multiples,
        degrees,
        capacity);
  }

  private Matrix squaredScales() {
    double[] values = new double[components() * features()];
    for (int i = 0; i < values.length; i++) {
      int c = i / features();
      values[i] = multiples[c] * expected.variance(c, i % features());
    }
    return Matrix.wrap(components(), features(), values);
  }

  /**
   * Log joint density of a component as a step of a graph.
   *
   * @param c from 0
   * @param x d wide
   * @return 1 wide
   */
  public GraphValue term(int c, GraphValue x) {
    if (isIndependent()) {
      double[] scales = Arrays.stream(squaredScales().row(c)).map(Math::sqrt).toArray();
      return StudentTerms.independent(x, means.row(c), scales, degrees[c], logWeights[c]);
    }
    return StudentTerms.term(
        expected.squaredDistance(c, x, means.row(c)).dividedBy(multiples[c]),
        features(),
        expected.logDeterminant(c) + features() * Math.log(multiples[c]),
        degrees[c],
        logWeights[c]);
  }

  /**
   * Draws a deviation from the mean of a component.
   *
   * @param c from 0
   * @param random where chance comes from
   * @return d numbers
   */
  public double[] deviation(int c, SeededRandom random) {
    double[] noise = new double[features()];
    random.fillGaussian(noise);
    double half = 0.5 * degrees[c];
    double common = Math.sqrt(multiples[c] * half / random.nextGamma(half));
    for (int j = 0; j < noise.length; j++) {
      boolean own = isIndependent() && j > 0;
      noise[j] *= own ? Math.sqrt(multiples[c] * half / random.nextGamma(half)) : common;
    }
    return expected.colour(c, noise);
  }
}
