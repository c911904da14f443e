package org.latent4j.linear;

import java.util.Locale;

/**
 * The likelihood-ratio test of a factor model against any covariance at all: a small p-value says
 * that so few factors do not explain the correlations.
 *
 * @param statistic (n − 1 − (2d + 5)/6 − 2q/3)·F with F = log|Σ| − log|S| + tr(Σ⁻¹S) − d: about
 *     chi-squared when the model holds (Bartlett 1951, doi:10.1093/biomet/38.3-4.337)
 * @param degreesOfFreedom ((d − q)² − d − q)/2
 * @param pValue probability of a statistic at least as great, when the model holds
 */
public record TestOfFit(double statistic, long degreesOfFreedom, double pValue) {

  /** As a sentence. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "test of fit: chi-squared %.2f on %d degree%s of freedom, p %s",
        statistic,
        degreesOfFreedom,
        degreesOfFreedom == 1 ? "" : "s",
        pValue < 1e-99 ? "< 1e-99" : String.format(Locale.ROOT, "= %.3g", pValue));
  }
}
