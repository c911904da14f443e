package org.latent4j.factormixture.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Encoding;
import org.latent4j.factormixture.FactorMixture;
import org.latent4j.factormixture.NoiseStructure;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FitResult;

/**
 * Powers of two by which features are divided where their squares would overflow or vanish, one for
 * all of them if noise is isotropic. The division is exact and keeps the family, so every digit of
 * the answer stays the same.
 */
final class PowersOfTwo {

  private static final int SAFE_EXPONENT = 200;

  private final int[] exponents;

  private PowersOfTwo(int[] exponents) {
    this.exponents = exponents;
  }

  static PowersOfTwo of(DataSummary summary, NoiseStructure noise) {
    double[] deviations = summary.standardDeviations();
    double[] minima = summary.minima();
    double[] maxima = summary.maxima();
    int[] exponents = new int[deviations.length];
    for (int j = 0; j < exponents.length; j++) {
      boolean spread = deviations[j] > 0 && Double.isFinite(deviations[j]);
      double size = spread ? deviations[j] : Math.max(Math.abs(minima[j]), Math.abs(maxima[j]));
      int exponent = size > 0 ? Math.getExponent(size) : 0;
      exponents[j] = Math.abs(exponent) > SAFE_EXPONENT ? exponent : 0;
    }
    if (noise == NoiseStructure.ISOTROPIC) {
      Arrays.fill(exponents, Arrays.stream(exponents).max().orElse(0));
    }
    return new PowersOfTwo(exponents);
  }

  boolean areNeeded() {
    return Arrays.stream(exponents).anyMatch(e -> e != 0);
  }

  private Encoding encoding() {
    return Encoding.powersOfTwo(exponents);
  }

  Dataset apply(Dataset data) {
    return encoding().apply(data);
  }

  FactorMixture condition(FactorMixture mixture) {
    return scaled(mixture, -1);
  }

  FitResult<FactorMixture> restore(FitResult<FactorMixture> result, DataSummary summary) {
    return new FitResult<>(
        scaled(result.model(), 1), result.report().shifted(encoding().logJacobian(summary)));
  }

  private FactorMixture scaled(FactorMixture mixture, int sign) {
    int k = mixture.componentCount();
    Matrix means = scaled(mixture.means().transpose(), sign).transpose();
    List<FactorCovariance> covariances = new ArrayList<>(k);
    for (int c = 0; c < k; c++) {
      FactorCovariance own = mixture.covariances().get(c);
      boolean repeated = c > 0 && own == mixture.covariances().get(c - 1);
      Matrix noise = Matrix.of(exponents.length, 1, own.noise());
      covariances.add(
          repeated
              ? covariances.get(c - 1)
              : new FactorCovariance(
                  scaled(own.loadings(), sign), scaled(noise, 2 * sign).toArray(), c));
    }
    return new FactorMixture(
        mixture.noise(), mixture.sharing(), mixture.weights(), means, covariances);
  }

  /** Rows times powers of two. */
  private Matrix scaled(Matrix matrix, int times) {
    double[] values = matrix.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.scalb(values[i], times * exponents[i / matrix.columns()]);
    }
    return Matrix.wrap(matrix.rows(), matrix.columns(), values);
  }
}
