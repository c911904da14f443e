package org.latent4j.mixture;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What is believed of a mixture's parameters before the rows are seen, so that a fit finds the mode
 * of the posterior and not the maximum of the likelihood (Fraley and Raftery 2007, "Bayesian
 * regularization for normal mixture estimation and model-based clustering",
 * doi:10.1007/s00357-007-0004-5). Numbers that depend on the data have a default that is taken from
 * them, so that the prior says little: a component is about where the rows are, and about as large
 * as a k-th of their space.
 *
 * <p>{@link Kind#CONJUGATE}: the mean of a component is normal about the mean m of the rows, μ | Σ
 * ~ N(m, Σ/κ), and its covariance inverse Wishart, Σ ~ W⁻¹(S, ν), with S = scale · V / k^(2/d) and
 * V the rows' covariance (divisor n − 1; its diagonal alone when n ≤ d). For diagonal structures
 * the variances are inverse gamma with the mean of V's diagonal in place of S. Which structures
 * have it: the ten of {@link #structures}.
 *
 * <p>The weights are Dirichlet with all parameters {@code weightConcentration}, which counts as
 * that many rows less 1 in each component.
 *
 * @param kind of prior of means and covariances
 * @param shrinkage κ, at least 0: as how many rows the prior counts in a mean
 * @param degreesOfFreedom ν, above 0; 0 for d + 2
 * @param scale factor of S, above 0
 * @param weightConcentration at least 1, which is none
 */
public record MixturePrior(
    Kind kind,
    double shrinkage,
    double degreesOfFreedom,
    double scale,
    double weightConcentration) {

  /** Kinds of priors of means and covariances. */
  public enum Kind {
    /** All are as probable. */
    NONE,
    /** Normal and inverse Wishart, or inverse gamma. */
    CONJUGATE;

    /**
     * Its name on a command line.
     *
     * @return such as {@code conjugate}
     */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Default of {@link #shrinkage}. */
  public static final double DEFAULT_SHRINKAGE = 0.01;

  /** No prior at all. */
  public static final MixturePrior NONE = new MixturePrior(Kind.NONE, DEFAULT_SHRINKAGE, 0, 1, 1);

  private static final List<CovarianceStructure> STRUCTURES =
      List.of(
          CovarianceStructure.FULL,
          CovarianceStructure.TIED,
          CovarianceStructure.DIAGONAL,
          CovarianceStructure.SPHERICAL,
          CovarianceStructure.EII,
          CovarianceStructure.EEI,
          CovarianceStructure.VEI,
          CovarianceStructure.EVI,
          CovarianceStructure.EEV,
          CovarianceStructure.VEV);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one is outside its range
   */
  public MixturePrior {
    require(shrinkage >= 0 && finite(shrinkage), "prior-shrinkage must be at least 0", shrinkage);
    require(
        degreesOfFreedom >= 0 && finite(degreesOfFreedom),
        "prior-degrees-of-freedom must be above 0, or 0 for d + 2",
        degreesOfFreedom);
    require(scale > 0 && finite(scale), "prior-scale must be above 0", scale);
    require(
        weightConcentration >= 1 && finite(weightConcentration),
        "weight-concentration must be at least 1",
        weightConcentration);
  }

  private static boolean finite(double value) {
    return value < Double.POSITIVE_INFINITY;
  }

  private static void require(boolean holds, String rule, double value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", got " + value);
    }
  }

  /**
   * The conjugate prior with its defaults.
   *
   * @return shrinkage 0.01, d + 2 degrees of freedom, scale 1, free weights
   */
  public static MixturePrior conjugate() {
    return new MixturePrior(Kind.CONJUGATE, DEFAULT_SHRINKAGE, 0, 1, 1);
  }

  /**
   * With another prior of the weights.
   *
   * @param concentration at least 1
   * @return a copy
   */
  public MixturePrior withWeightConcentration(double concentration) {
    return new MixturePrior(kind, shrinkage, degreesOfFreedom, scale, concentration);
  }

  /**
   * Whether means and covariances have a prior.
   *
   * @return false for {@link Kind#NONE}
   */
  public boolean isConjugate() {
    return kind == Kind.CONJUGATE;
  }

  /**
   * Whether anything has a prior.
   *
   * @return false for {@link #NONE}
   */
  public boolean isPresent() {
    return isConjugate() || weightConcentration > 1;
  }

  /**
   * The structures that {@link Kind#CONJUGATE} is for.
   *
   * @return ten of the fourteen
   */
  public static List<CovarianceStructure> structures() {
    return STRUCTURES;
  }

  /**
   * The kind of a label.
   *
   * @param label such as {@code conjugate}
   * @return the kind
   * @throws IllegalArgumentException if there is none; the text names those there are
   */
  public static Kind kind(String label) {
    return Arrays.stream(Kind.values())
        .filter(k -> k.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "prior must be one of none, conjugate, got '" + label + "'"));
  }
}
