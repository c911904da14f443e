package org.latent4j.mixture.internal;

import java.util.Arrays;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Encoding;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.mixture.GaussianMixtureOptions;
import org.latent4j.mixture.NoiseComponent;
import org.latent4j.model.FitResult;

/**
 * Powers of two by which features are divided so that squares neither overflow nor vanish. Dividing
 * by a power of two is exact, and features share it where the structure ties their variances, so
 * the family that is fitted and every digit of the answer stay the same. Beside a noise component
 * they share it as far as their own scales allow, because a box along principal axes is another
 * when features are divided by different numbers.
 */
final class Conditioning {

  private static final int SAFE_EXPONENT = 200;

  private final int[] exponents;

  private Conditioning(int[] exponents) {
    this.exponents = exponents;
  }

  static Conditioning of(DataSummary summary, GaussianMixtureOptions options) {
    double[] deviations = summary.standardDeviations();
    double[] minima = summary.minima();
    double[] maxima = summary.maxima();
    int[] exponents = new int[deviations.length];
    int least = Integer.MAX_VALUE;
    int greatest = Integer.MIN_VALUE;
    for (int j = 0; j < exponents.length; j++) {
      double size =
          deviations[j] > 0 && Double.isFinite(deviations[j])
              ? deviations[j]
              : Math.max(Math.abs(minima[j]), Math.abs(maxima[j]));
      int exponent = size > 0 ? Math.getExponent(size) : 0;
      exponents[j] = Math.abs(exponent) > SAFE_EXPONENT ? exponent : 0;
      least = Math.min(least, exponent);
      greatest = Math.max(greatest, exponent);
    }
    boolean needed = Arrays.stream(exponents).anyMatch(e -> e != 0);
    if (needed && options.noise() != NoiseComponent.NONE && greatest - least <= 2 * SAFE_EXPONENT) {
      Arrays.fill(exponents, greatest);
    }
    boolean averagesFeatures = options.prior().isConjugate() && options.structure().isDiagonal();
    if (!options.structure().isUnitFree() || averagesFeatures) {
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

  /** A start in the units of the arithmetic; the box of its noise stays, as a fit replaces it. */
  GaussianMixture condition(GaussianMixture mixture) {
    GaussianMixture scaled = scaled(mixture.withoutNoise(), -1);
    return mixture
        .noise()
        .map(noise -> scaled.withNoise(noise, mixture.weights()[mixture.gaussianCount()]))
        .orElse(scaled);
  }

  FitResult<GaussianMixture> restore(FitResult<GaussianMixture> result, DataSummary summary) {
    return new FitResult<>(
        scaled(result.model(), 1), result.report().shifted(encoding().logJacobian(summary)));
  }

  /** Whether all features are divided by the same, so that right angles stay right. */
  boolean keepsAngles() {
    return Arrays.stream(exponents).allMatch(e -> e == exponents[0]);
  }

  private GaussianMixture scaled(GaussianMixture all, int sign) {
    GaussianMixture mixture = all.withoutNoise();
    int k = mixture.componentCount();
    int d = mixture.featureCount();
    double[] means = mixture.means().toArray();
    for (int i = 0; i < means.length; i++) {
      means[i] = Math.scalb(means[i], sign * exponents[i % d]);
    }
    int[] powers = Arrays.stream(exponents).map(e -> sign * e).toArray();
    GaussianMixture scaled =
        mixture.withGaussians(Matrix.wrap(k, d, means), mixture.covariances().scaled(powers));
    return all.noise()
        .map(noise -> scaled.withNoise(noise.scaled(powers), all.weights()[k]))
        .orElse(scaled);
  }
}
