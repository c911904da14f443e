package org.latent4j.linear;

import java.util.Locale;
import java.util.Optional;
import org.latent4j.em.Moments;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.IncompleteGamma;
import org.latent4j.linalg.Matrix;

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

  /** Correlations less free parameters, ((d − q)² − d − q)/2; below 0 if not identified. */
  static long degreesOfFreedom(long d, long q) {
    return ((d - q) * (d - q) - d - q) / 2;
  }

  /** Compares in units, one for each feature, in which variances are about 1. */
  static Optional<TestOfFit> of(FactorAnalysis model, double[] units, Moments moments) {
    int d = model.featureCount();
    if (moments.featureCount() != d) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "moments must be of %d features, got %d", d, moments.featureCount()));
    }
    int q = model.latentSpace().dimension();
    long degrees = degreesOfFreedom(d, q);
    double factor = moments.weightTotal() - 1 - (2 * d + 5) / 6.0 - 2 * q / 3.0;
    if (degrees <= 0 || !(factor > 0)) {
      return Optional.empty();
    }
    Matrix observed = inUnits(moments.covariance(), units);
    Cholesky fitted = Cholesky.of(inUnits(model.covariance(), units));
    Matrix ratio = fitted.solve(observed);
    double discrepancy = fitted.logDeterminant() - Cholesky.of(observed).logDeterminant() - d;
    for (int j = 0; j < d; j++) {
      discrepancy += ratio.get(j, j);
    }
    double statistic = factor * Math.max(0, discrepancy);
    return Optional.of(
        new TestOfFit(
            statistic, degrees, IncompleteGamma.chiSquaredTail(statistic, (double) degrees)));
  }

  private static Matrix inUnits(Matrix covariance, double[] units) {
    int d = units.length;
    double[] values = covariance.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] / units[i / d] / units[i % d];
    }
    return Matrix.wrap(d, d, values);
  }
}
