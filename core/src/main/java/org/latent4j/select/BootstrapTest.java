package org.latent4j.select;

import java.util.Locale;

/**
 * A test of k components against k + 1 by the likelihood ratio and the parametric bootstrap.
 *
 * @param statistic 2·(logLikelihood of k + 1 − logLikelihood of k), at least 0
 * @param pValue (1 + number of replicates whose statistic is at least as great) / (B + 1)
 * @param replicates B
 */
public record BootstrapTest(double statistic, double pValue, int replicates) {

  /**
   * Compares a statistic with those of replicates.
   *
   * @param statistic of the rows
   * @param replicates statistics under k components
   * @return the test
   */
  static BootstrapTest of(double statistic, double... replicates) {
    int asGreat = 0;
    for (double replicate : replicates) {
      asGreat += replicate >= statistic ? 1 : 0;
    }
    return new BootstrapTest(
        statistic, (1.0 + asGreat) / (replicates.length + 1.0), replicates.length);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "LRT %.6g, p = %.4g", statistic, pValue);
  }
}
