package org.latent4j.linear;

import org.latent4j.data.Column;
import org.latent4j.data.Schema;

/**
 * The noise variances that a spectrum leaves to probabilistic PCA of each latent dimension, bounded
 * from below by what rounding the columns brings about. They decrease with the dimension.
 */
final class NoiseLevels {

  private final PrincipalSpectrum spectrum;
  private final double roundingVariance;
  private final int last;

  /**
   * Joins the parts.
   *
   * @param spectrum complete
   * @param schema of the rows, which may know how their columns were rounded
   */
  NoiseLevels(PrincipalSpectrum spectrum, Schema schema) {
    this.spectrum = spectrum;
    roundingVariance = roundingVariance(schema);
    int most = Math.min(spectrum.featureCount() - 1, spectrum.axisCount());
    int q = 0;
    while (q < most && at(q + 1) > 0) {
      q++;
    }
    last = q;
  }

  /** Mean over the features of resolution²/12, the variance of their rounding. */
  static double roundingVariance(Schema schema) {
    return schema.features().stream()
        .mapToDouble(Column::resolution)
        .map(r -> r * r / 12)
        .average()
        .orElse(0);
  }

  PrincipalSpectrum spectrum() {
    return spectrum;
  }

  double roundingVariance() {
    return roundingVariance;
  }

  /**
   * The noise variance beside q axes; 0 if nothing but rounding of the arithmetic is left over and
   * the schema does not tell how the rows were rounded.
   */
  double at(int latentDimension) {
    double left = spectrum.noiseVariance(latentDimension);
    return Math.max(left > spectrum.resolution() ? left : 0, roundingVariance);
  }

  /** The greatest latent dimension that leaves noise; 0 if none does. */
  int last() {
    return last;
  }

  /** Greatest log likelihood of a latent dimension that leaves noise, 0 allowed. */
  double logLikelihood(int latentDimension) {
    return spectrum.logLikelihood(latentDimension, at(latentDimension));
  }

  /** The Bayesian information criterion of a latent dimension that leaves noise, 0 allowed. */
  double bic(int latentDimension) {
    return -2 * logLikelihood(latentDimension)
        + ProbabilisticPca.parameterCount(spectrum.featureCount(), latentDimension)
            * Math.log(spectrum.weightTotal());
  }
}
