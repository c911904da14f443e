package org.latent4j.mixture.internal;

import java.util.Arrays;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Encoding;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.model.FitResult;

/**
 * Powers of two by which features are divided so that squares neither overflow nor vanish. Dividing
 * by a power of two is exact, and features share it where the structure ties their variances, so
 * the family that is fitted and every digit of the answer stay the same.
 */
final class Conditioning {

  private static final int SAFE_EXPONENT = 200;

  private final int[] exponents;

  private Conditioning(int[] exponents) {
    this.exponents = exponents;
  }

  static Conditioning of(DataSummary summary, CovarianceStructure structure) {
    double[] deviations = summary.standardDeviations();
    double[] minima = summary.minima();
    double[] maxima = summary.maxima();
    int[] exponents = new int[deviations.length];
    for (int j = 0; j < exponents.length; j++) {
      double size =
          deviations[j] > 0 && Double.isFinite(deviations[j])
              ? deviations[j]
              : Math.max(Math.abs(minima[j]), Math.abs(maxima[j]));
      int exponent = size > 0 ? Math.getExponent(size) : 0;
      exponents[j] = Math.abs(exponent) > SAFE_EXPONENT ? exponent : 0;
    }
    if (!structure.isUnitFree()) {
      Arrays.fill(exponents, Arrays.stream(exponents).max().orElse(0));
    }
    return new Conditioning(exponents);
  }

  boolean isNeeded() {
    return Arrays.stream(exponents).anyMatch(e -> e != 0);
  }

  Encoding encoding() {
    return Encoding.powersOfTwo(exponents);
  }

  GaussianMixture condition(GaussianMixture mixture) {
    return scaled(mixture, -1);
  }

  FitResult<GaussianMixture> restore(FitResult<GaussianMixture> result) {
    return new FitResult<>(
        scaled(result.model(), 1), result.report().shifted(encoding().logJacobian()));
  }

  private GaussianMixture scaled(GaussianMixture mixture, int sign) {
    int k = mixture.componentCount();
    int d = mixture.featureCount();
    double[] means = mixture.means().toArray();
    for (int i = 0; i < means.length; i++) {
      means[i] = Math.scalb(means[i], sign * exponents[i % d]);
    }
    int[] powers = Arrays.stream(exponents).map(e -> sign * e).toArray();
    return mixture.withGaussians(Matrix.wrap(k, d, means), mixture.covariances().scaled(powers));
  }
}
