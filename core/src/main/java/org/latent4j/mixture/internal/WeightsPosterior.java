package org.latent4j.mixture.internal;

import java.util.Arrays;
import org.latent4j.linalg.SpecialFunctions;
import org.latent4j.mixture.WeightsPrior;

/**
 * The variational posterior of a mixture's weights: Dirichlet(α + n) (Bishop 2006, Pattern
 * Recognition and Machine Learning, equation 10.57), or sticks Beta(1 + n_c, γ + n_(c+1) + … + n_k)
 * (Blei and Jordan 2006, "Variational inference for Dirichlet process mixtures", Bayesian Analysis
 * 1, 121–144, doi:10.1214/06-BA104, equations 18 and 19). Of the sticks the last is not forced to
 * take all that is left; rows are shared among the first k.
 */
final class WeightsPosterior {

  private final WeightsPrior prior;
  private final double concentration;
  private final double[] first;
  private final double[] second;

  /**
   * The best for given counts.
   *
   * @param prior of the weights
   * @param concentration α or γ, above 0
   * @param counts expected weight of the rows of each component
   */
  WeightsPosterior(WeightsPrior prior, double concentration, double[] counts) {
    this.prior = prior;
    this.concentration = concentration;
    int k = counts.length;
    first = new double[k];
    second = new double[k];
    double later = 0;
    for (int c = k - 1; c >= 0; c--) {
      first[c] = counts[c] + (prior == WeightsPrior.DIRICHLET ? concentration : 1);
      second[c] = concentration + later;
      later += counts[c];
    }
  }

  /** E[log weight] of each component. */
  double[] expectedLogs() {
    double[] logs = Arrays.stream(first).map(SpecialFunctions::digamma).toArray();
    if (prior == WeightsPrior.DIRICHLET) {
      double all = SpecialFunctions.digamma(Arrays.stream(first).sum());
      return Arrays.stream(logs).map(v -> v - all).toArray();
    }
    double left = 0;
    for (int c = 0; c < logs.length; c++) {
      double both = SpecialFunctions.digamma(first[c] + second[c]);
      logs[c] += left - both;
      left += SpecialFunctions.digamma(second[c]) - both;
    }
    return logs;
  }

  /** Expected weights, scaled to sum 1. */
  double[] means() {
    double[] means = first.clone();
    if (prior == WeightsPrior.DIRICHLET_PROCESS) {
      double left = 1;
      for (int c = 0; c < means.length; c++) {
        double sum = first[c] + second[c];
        means[c] = left * first[c] / sum;
        left *= second[c] / sum;
      }
    }
    double sum = Arrays.stream(means).sum();
    return Arrays.stream(means).map(v -> v / sum).toArray();
  }

  /** KL(posterior ‖ prior) in nats. */
  double divergence() {
    return prior == WeightsPrior.DIRICHLET ? ofDirichlet() : ofSticks();
  }

  private double ofDirichlet() {
    int k = first.length;
    double sum = Arrays.stream(first).sum();
    double divergence =
        SpecialFunctions.logGamma(sum)
            - SpecialFunctions.logGamma(k * concentration)
            + k * SpecialFunctions.logGamma(concentration);
    double all = SpecialFunctions.digamma(sum);
    for (double a : first) {
      divergence +=
          (a - concentration) * (SpecialFunctions.digamma(a) - all) - SpecialFunctions.logGamma(a);
    }
    return divergence;
  }

  private double ofSticks() {
    double divergence = 0;
    for (int c = 0; c < first.length; c++) {
      double a = first[c];
      double b = second[c];
      divergence +=
          logBeta(1, concentration)
              - logBeta(a, b)
              + (a - 1) * SpecialFunctions.digamma(a)
              + (b - concentration) * SpecialFunctions.digamma(b)
              + (1 + concentration - a - b) * SpecialFunctions.digamma(a + b);
    }
    return divergence;
  }

  private static double logBeta(double a, double b) {
    return SpecialFunctions.logGamma(a) - SpecialFunctions.logGammaIncrement(b, a);
  }
}
