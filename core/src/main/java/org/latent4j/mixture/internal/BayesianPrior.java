package org.latent4j.mixture.internal;

import org.latent4j.linalg.SpecialFunctions;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.WeightsPrior;

/**
 * The conjugate prior of a Bayesian Gaussian mixture: mean given precision N(m₀, (β₀Λ)⁻¹), and Λ
 * Wishart with ν₀ degrees of freedom and scale C₀⁻¹ (full and tied), or each precision on the
 * diagonal, or the one of a sphere, Gamma(ν₀/2, C₀/2), which is a Wishart of dimension 1.
 */
final class BayesianPrior {

  private final CovarianceStructure structure;
  private final WeightsPrior weights;
  private final double concentration;
  private final double meanPrecision;
  private final double degreesOfFreedom;
  private final double[] mean;
  private final Covariances scale;

  BayesianPrior(
      CovarianceStructure structure,
      WeightsPrior weights,
      double concentration,
      double meanPrecision,
      double degreesOfFreedom,
      double[] mean,
      Covariances scale) {
    this.structure = structure;
    this.weights = weights;
    this.concentration = concentration;
    this.meanPrecision = meanPrecision;
    this.degreesOfFreedom = degreesOfFreedom;
    this.mean = mean;
    this.scale = scale;
  }

  /** One of full, tied, diagonal and spherical. */
  CovarianceStructure structure() {
    return structure;
  }

  /** Prior of the weights. */
  WeightsPrior weights() {
    return weights;
  }

  /** Concentration of the weights, above 0. */
  double concentration() {
    return concentration;
  }

  /** The number β₀, above 0. */
  double meanPrecision() {
    return meanPrecision;
  }

  /** The number ν₀, above d − 1 (full and tied) or above 0. */
  double degreesOfFreedom() {
    return degreesOfFreedom;
  }

  /** The vector m₀, d numbers; the live array. */
  double[] mean() {
    return mean;
  }

  /** The matrix C₀, in the structure. */
  Covariances scale() {
    return scale;
  }

  int features() {
    return mean.length;
  }

  boolean isDense() {
    return !structure.isDiagonal();
  }

  /** How many rows of one number each the precision of a component sees in a row. */
  private int observationsPerRow() {
    return structure.isSpherical() ? features() : 1;
  }

  /** Degrees of freedom of the posteriors, for counts of the components. */
  double[] posteriorDegrees(double[] counts) {
    double total = 0;
    for (double count : counts) {
      total += count;
    }
    double[] degrees = new double[counts.length];
    for (int c = 0; c < degrees.length; c++) {
      double rows = structure == CovarianceStructure.TIED ? total : counts[c];
      degrees[c] = degreesOfFreedom + rows * observationsPerRow();
    }
    return degrees;
  }

  /** E[log |Λ|] − log |ν·B⁻¹| of a Wishart posterior, for all d features together. */
  double logPrecisionBias(double degrees) {
    int d = features();
    double sum = d * Math.log(2 / degrees);
    for (int j = 0; j < d; j++) {
      sum += SpecialFunctions.digamma(0.5 * (isDense() ? degrees - j : degrees));
    }
    return sum;
  }

  /**
   * KL(posterior ‖ prior) of one precision, in nats, without what depends on the mean.
   *
   * @param degrees ν of the posterior
   * @param logDeterminant of B/ν, d×d
   * @param trace of C₀·(B/ν)⁻¹, d×d
   */
  double precisionDivergence(double degrees, double logDeterminant, double trace) {
    int d = features();
    // A sphere has one precision, of which the d×d matrices hold d copies.
    double copies = structure.isSpherical() ? d : 1;
    double size = d / copies;
    double more = degrees - degreesOfFreedom;
    double logPosterior = logDeterminant / copies + size * Math.log(degrees);
    double logPrior = scale.logDeterminant(0) / copies;
    double expectedLog = (logPrecisionBias(degrees) - logDeterminant) / copies;
    return 0.5 * (degrees * logPosterior - degreesOfFreedom * logPrior)
        - 0.5 * more * size * Math.log(2)
        - logGamma(degrees)
        + logGamma(degreesOfFreedom)
        + 0.5 * more * expectedLog
        - 0.5 * degrees * size
        + 0.5 * trace / copies;
  }

  private double logGamma(double degrees) {
    if (isDense()) {
      return SpecialFunctions.logMultivariateGamma(features(), 0.5 * degrees);
    }
    double one = SpecialFunctions.logGamma(0.5 * degrees);
    return structure.isSpherical() ? one : features() * one;
  }
}
