package org.latent4j.mixture;

import java.util.List;
import java.util.Locale;

/**
 * How a Bayesian Gaussian mixture is fitted. Immutable. The prior is told in the data's own units:
 * its mean is theirs, its scale a multiple of their covariance.
 *
 * @param components the most there may be, at least 1; those that no row needs are dropped
 * @param structure {@link CovarianceStructure#FULL}, {@link CovarianceStructure#TIED}, {@link
 *     CovarianceStructure#DIAGONAL} or {@link CovarianceStructure#SPHERICAL}
 * @param weightsPrior of the weights
 * @param concentration of the prior of the weights; the less, the fewer components; 0 for
 *     1/components
 * @param meanPrecision rows that the prior mean counts for, above 0
 * @param degreesOfFreedomPrior of the precisions' prior; 0 for the number of features (full and
 *     tied) or 1, both of which give each variance a prior of one degree of freedom
 * @param covariancePrior scale of the precisions' prior, as a multiple of the data's covariance,
 *     above 0
 * @param iterations the most updates, at least 0
 * @param tolerance nats of the evidence lower bound still to be gained, below which the fit has
 *     converged
 * @param starts most starts; 0 leaves it to the size of the data
 */
public record BayesianGaussianMixtureOptions(
    int components,
    CovarianceStructure structure,
    WeightsPrior weightsPrior,
    double concentration,
    double meanPrecision,
    double degreesOfFreedomPrior,
    double covariancePrior,
    int iterations,
    double tolerance,
    int starts) {

  /** Default of {@link #components}. */
  public static final int DEFAULT_COMPONENTS = 10;

  /** The structures with a conjugate prior, in the order a user should see them. */
  static final List<CovarianceStructure> STRUCTURES =
      List.of(
          CovarianceStructure.FULL,
          CovarianceStructure.TIED,
          CovarianceStructure.DIAGONAL,
          CovarianceStructure.SPHERICAL);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one is outside its range
   */
  public BayesianGaussianMixtureOptions {
    if (!STRUCTURES.contains(structure)) {
      throw new IllegalArgumentException(
          "covariance must be one of full, tied, diagonal, spherical, got '"
              + structure.label()
              + "'");
    }
    GaussianMixtureOptions.defaults(components)
        .withIterations(iterations)
        .withTolerance(tolerance)
        .withStarts(starts);
    requireAtLeastZero("concentration", concentration);
    requireAtLeastZero("degrees-of-freedom-prior", degreesOfFreedomPrior);
    requireAboveZero("mean-precision", meanPrecision);
    requireAboveZero("covariance-prior", covariancePrior);
  }

  private static void requireAtLeastZero(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s must be at least 0 and finite, got %s", name, value));
    }
  }

  private static void requireAboveZero(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s must be above 0 and finite, got %s", name, value));
    }
  }

  /**
   * Full covariances, a Dirichlet prior and the defaults.
   *
   * @param components the most there may be, at least 1
   * @return options
   */
  public static BayesianGaussianMixtureOptions defaults(int components) {
    return new BayesianGaussianMixtureOptions(
        components,
        CovarianceStructure.FULL,
        WeightsPrior.DIRICHLET,
        0,
        1,
        0,
        1,
        GaussianMixtureOptions.DEFAULT_ITERATIONS,
        GaussianMixtureOptions.DEFAULT_TOLERANCE,
        0);
  }

  /**
   * With another structure.
   *
   * @param newStructure full, tied, diagonal or spherical
   * @return a copy
   */
  public BayesianGaussianMixtureOptions withStructure(CovarianceStructure newStructure) {
    return new BayesianGaussianMixtureOptions(
        components,
        newStructure,
        weightsPrior,
        concentration,
        meanPrecision,
        degreesOfFreedomPrior,
        covariancePrior,
        iterations,
        tolerance,
        starts);
  }

  /**
   * With another prior of the weights.
   *
   * @param newPrior of the weights
   * @param newConcentration at least 0; 0 for 1/components
   * @return a copy
   */
  public BayesianGaussianMixtureOptions withWeights(
      WeightsPrior newPrior, double newConcentration) {
    return new BayesianGaussianMixtureOptions(
        components,
        structure,
        newPrior,
        newConcentration,
        meanPrecision,
        degreesOfFreedomPrior,
        covariancePrior,
        iterations,
        tolerance,
        starts);
  }

  /**
   * With another prior of means and precisions.
   *
   * @param newMeanPrecision above 0
   * @param newDegreesOfFreedomPrior at least 0; 0 for the default
   * @param newCovariancePrior above 0
   * @return a copy
   */
  public BayesianGaussianMixtureOptions withPrior(
      double newMeanPrecision, double newDegreesOfFreedomPrior, double newCovariancePrior) {
    return new BayesianGaussianMixtureOptions(
        components,
        structure,
        weightsPrior,
        concentration,
        newMeanPrecision,
        newDegreesOfFreedomPrior,
        newCovariancePrior,
        iterations,
        tolerance,
        starts);
  }

  /**
   * With other rules of when to stop and where to start.
   *
   * @param newIterations at least 0
   * @param newTolerance nats, at least 0
   * @param newStarts at least 0; 0 to leave it to the size of the data
   * @return a copy
   */
  public BayesianGaussianMixtureOptions withLimits(
      int newIterations, double newTolerance, int newStarts) {
    return new BayesianGaussianMixtureOptions(
        components,
        structure,
        weightsPrior,
        concentration,
        meanPrecision,
        degreesOfFreedomPrior,
        covariancePrior,
        newIterations,
        newTolerance,
        newStarts);
  }
}
