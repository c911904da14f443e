package org.latent4j.graph;

import org.latent4j.linalg.SpecialFunctions;

/**
 * Log densities of multivariate t distributions as steps of a graph (Kotz and Nadarajah 2004,
 * Multivariate t Distributions and Their Applications, equation 1.1).
 */
public final class StudentTerms {

  private StudentTerms() {}

  /**
   * log w + log t(x; μ, Σ, ν) from δ = (x − μ)ᵀ·Σ⁻¹·(x − μ): constant − ½(ν + d)·log(1 + δ/ν), the
   * logarithm as softplus(log(δ/ν)), which is exact for small δ and does not overflow for great.
   *
   * @param squaredDistance δ, 1 wide
   * @param features d
   * @param logDeterminant log |Σ|
   * @param degreesOfFreedom ν, above 0
   * @param logWeight log w, 0 for a plain density
   * @return 1 wide
   */
  public static GraphValue term(
      GraphValue squaredDistance,
      int features,
      double logDeterminant,
      double degreesOfFreedom,
      double logWeight) {
    double constant = logConstant(features, degreesOfFreedom) - 0.5 * logDeterminant + logWeight;
    return squaredDistance
        .dividedBy(degreesOfFreedom)
        .log()
        .softplus()
        .times(-0.5 * (degreesOfFreedom + features))
        .plus(constant);
  }

  /**
   * log w + Σ log t(xⱼ; μⱼ, sⱼ², ν) of independent features.
   *
   * @param x d wide
   * @param mean μ, d numbers
   * @param scales s, d numbers above 0
   * @param degreesOfFreedom ν, above 0
   * @param logWeight log w, 0 for a plain density
   * @return 1 wide
   */
  public static GraphValue independent(
      GraphValue x, double[] mean, double[] scales, double degreesOfFreedom, double logWeight) {
    double constant = logWeight + x.width() * logConstant(1, degreesOfFreedom);
    for (double scale : scales) {
      constant -= Math.log(scale);
    }
    return x.minus(mean)
        .dividedBy(scales)
        .square()
        .dividedBy(degreesOfFreedom)
        .log()
        .softplus()
        .sum()
        .times(-0.5 * (degreesOfFreedom + 1))
        .plus(constant);
  }

  /**
   * Log density at the centre of a t distribution whose scale matrix is the identity: log Γ(½(ν +
   * d)) − log Γ(½ν) − ½d log(νπ).
   *
   * @param features d
   * @param degreesOfFreedom ν, above 0
   * @return nats
   */
  public static double logConstant(int features, double degreesOfFreedom) {
    return SpecialFunctions.logGammaIncrement(0.5 * degreesOfFreedom, 0.5 * features)
        - 0.5 * features * Math.log(degreesOfFreedom * Math.PI);
  }
}
