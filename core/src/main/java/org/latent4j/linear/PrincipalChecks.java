package org.latent4j.linear;

import java.util.Locale;

/** Checks of the parameters of probabilistic PCA. */
final class PrincipalChecks {

  private PrincipalChecks() {}

  static void requireVariances(
      PrincipalFrame frame, double[] explainedVariance, double noiseVariance) {
    if (frame.latentDimension() >= frame.featureCount()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "latentDimension must be between 1 and %d (features - 1), got %d",
              frame.featureCount() - 1,
              frame.latentDimension()));
    }
    if (!(noiseVariance > 0 && noiseVariance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "noiseVariance must be finite and above 0, got " + noiseVariance);
    }
    double above = Double.MAX_VALUE;
    for (double variance : explainedVariance) {
      if (!(variance >= noiseVariance && variance <= above)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "explainedVariance must be decreasing, finite and at least noiseVariance (%s),"
                    + " got %s",
                noiseVariance,
                variance));
      }
      above = variance;
    }
  }
}
