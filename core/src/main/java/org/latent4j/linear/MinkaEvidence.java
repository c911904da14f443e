package org.latent4j.linear;

import java.util.Arrays;

/**
 * Log evidence of the latent dimension of probabilistic PCA by Laplace's method: all axes, their
 * variances and the noise are integrated out (Minka 2000, "Automatic choice of dimensionality for
 * PCA", M.I.T. Media Laboratory report 514, equations 76 to 78). With λ the variances (divisor n),
 * v the noise variance, λ̂ equal to λ for the first q axes and to v beyond, and m = d·q − q·(q +
 * 1)/2,
 *
 * <p>log p(rows|q) = log p(U) − n/2·Σ log λ − n·(d − q)/2·log v + (m + q)/2·log 2π − ½·log|A| −
 * q/2·log n,
 *
 * <p>log p(U) = −q·log 2 + Σᵢ (log Γ((d − i + 1)/2) − (d − i + 1)/2·log π), |A| = Π over i ≤ q and
 * j > i of n·(λᵢ − λⱼ)·(1/λ̂ⱼ − 1/λ̂ᵢ).
 *
 * <p>A factor of |A| is the curvature of the likelihood where axis i turns into axis j. Where two
 * variances are equal it is 0, the normal approximation of that turn has no end, and the formula is
 * infinite. The likelihood is flat there, and a turn that goes once around is one of angle π, since
 * axes have no sign: so a factor counts as at least 2/π, at which √(2π/factor), what the turn
 * contributes, is π. Factors of rows with distinct variances lie far above.
 *
 * <p>The pairs within the first q axes do not depend on q, those with an axis beyond depend on it
 * by a factor for each i alone. So all dimensions together cost one logarithm for each pair of
 * axes, and features beyond the axes of few rows, of variance 0, count as many times as one.
 */
final class MinkaEvidence {

  private static final double LEAST_LOG_FACTOR = Math.log(2 / Math.PI);

  private final double[] variances;
  private final int d;
  private final double logCount;
  private final double[] logVariances;
  private final double[] noises;
  private final int last;

  private MinkaEvidence(NoiseLevels noise) {
    PrincipalSpectrum spectrum = noise.spectrum();
    d = spectrum.featureCount();
    last = noise.last();
    logCount = Math.log(spectrum.weightTotal());
    variances = spectrum.variances();
    noises = new double[last + 1];
    Arrays.setAll(noises, noise::at);
    // An axis below the rounding of the columns is as long as the noise, as in the model.
    logVariances = new double[last];
    for (int i = 0; i < last; i++) {
      variances[i] = Math.max(variances[i], noise.roundingVariance());
      logVariances[i] = Math.log(variances[i]);
    }
  }

  /** Log evidence of each q from 0 to the greatest that leaves noise, up to one constant. */
  static double[] of(NoiseLevels noise) {
    return new MinkaEvidence(noise).evaluate(noise.spectrum().weightTotal());
  }

  private double[] evaluate(double n) {
    double[] evidence = new double[last + 1];
    double[] logGamma = logGammaOfHalves(d);
    double constant = 0;
    double sum = 0;
    for (int q = 0; q <= last; q++) {
      if (q > 0) {
        int dimensions = d - q + 1;
        constant +=
            logGamma[dimensions] - dimensions / 2.0 * Math.log(Math.PI) - Math.log(2); // of axis q
        sum += logVariances[q - 1];
      }
      double m = (double) d * q - q * (q + 1.0) / 2;
      evidence[q] =
          constant
              - n / 2 * (sum + (d - q) * Math.log(noises[q]))
              + (m + q) / 2 * Math.log(2 * Math.PI)
              - q / 2.0 * logCount;
    }
    for (int i = 0; i < last; i++) {
      addTurnsOf(i, evidence);
    }
    return evidence;
  }

  /** −½·log of the factors of axis i, from 0, with all later ones. */
  private void addTurnsOf(int i, double[] evidence) {
    int axes = variances.length;
    double[] logGap = new double[axes];
    double[] beyond = new double[axes + 1]; // Σ of log gaps from an axis on
    beyond[axes] = axes < d ? (d - axes) * logVariances[i] : 0;
    for (int j = axes - 1; j > i; j--) {
      logGap[j] = Math.log(variances[i] - variances[j]);
      beyond[j] = beyond[j + 1] + logGap[j];
    }
    double within = 0;
    for (int q = i + 1; q <= last; q++) {
      if (q > i + 1) {
        int j = q - 1;
        within += bounded(logCount + 2 * logGap[j] - logVariances[i] - logVariances[j]);
      }
      // log(n·(1/v − 1/λ)); a factor is this plus the log gap, which grows along the axes
      double common =
          logCount + Math.log(variances[i] - noises[q]) - logVariances[i] - Math.log(noises[q]);
      int first = q;
      double across = 0;
      while (first < axes && !(common + logGap[first] >= LEAST_LOG_FACTOR)) {
        across += LEAST_LOG_FACTOR;
        first++;
      }
      if (first < axes || common + logVariances[i] >= LEAST_LOG_FACTOR) {
        across += (d - first) * common + beyond[first];
      } else {
        across += (d - axes) * LEAST_LOG_FACTOR;
      }
      evidence[q] -= (within + across) / 2;
    }
  }

  private static double bounded(double logFactor) {
    return logFactor >= LEAST_LOG_FACTOR ? logFactor : LEAST_LOG_FACTOR;
  }

  /** log Γ(k/2) at place k, from 1 to a count, by Γ(x + 1) = x·Γ(x) from Γ(½) = √π and Γ(1) = 1. */
  private static double[] logGammaOfHalves(int count) {
    double[] values = new double[Math.max(3, count + 1)];
    values[1] = Math.log(Math.PI) / 2;
    for (int k = 3; k <= count; k++) {
      values[k] = values[k - 2] + Math.log(k / 2.0 - 1);
    }
    return values;
  }
}
