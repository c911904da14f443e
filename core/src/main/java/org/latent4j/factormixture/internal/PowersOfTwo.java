package org.latent4j.factormixture.internal;

import java.util.ArrayList;
import java.util.List;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Encoding;
import org.latent4j.factormixture.FactorMixture;
import org.latent4j.factormixture.NoiseStructure;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.internal.Conditioning;
import org.latent4j.model.FitResult;

/** The {@link Conditioning} of the rows of a factor mixture, with its way there and back. */
final class PowersOfTwo {

  private final Conditioning conditioning;

  private PowersOfTwo(Conditioning conditioning) {
    this.conditioning = conditioning;
  }

  static PowersOfTwo of(DataSummary summary, NoiseStructure noise) {
    return new PowersOfTwo(
        Conditioning.of(
            summary,
            noise == NoiseStructure.ISOTROPIC
                ? CovarianceStructure.SPHERICAL
                : CovarianceStructure.DIAGONAL));
  }

  boolean areNeeded() {
    return conditioning.isNeeded();
  }

  Dataset apply(Dataset data) {
    return conditioning.encoding().apply(data);
  }

  FactorMixture condition(FactorMixture mixture) {
    return scaled(mixture, -1);
  }

  FitResult<FactorMixture> restore(FitResult<FactorMixture> result) {
    Encoding encoding = conditioning.encoding();
    return new FitResult<>(
        scaled(result.model(), 1), result.report().shifted(encoding.logJacobian()));
  }

  private FactorMixture scaled(FactorMixture mixture, int sign) {
    double[] scales = conditioning.encoding().scales();
    int[] exponents = new int[scales.length];
    for (int j = 0; j < scales.length; j++) {
      exponents[j] = sign * Math.getExponent(scales[j]);
    }
    int k = mixture.componentCount();
    Matrix means = scaled(mixture.means().transpose(), exponents, 1).transpose();
    List<FactorCovariance> covariances = new ArrayList<>(k);
    for (int c = 0; c < k; c++) {
      FactorCovariance own = mixture.covariances().get(c);
      boolean repeated = c > 0 && own == mixture.covariances().get(c - 1);
      Matrix noise = Matrix.of(exponents.length, 1, own.noise());
      covariances.add(
          repeated
              ? covariances.get(c - 1)
              : new FactorCovariance(
                  scaled(own.loadings(), exponents, 1), scaled(noise, exponents, 2).toArray(), c));
    }
    return new FactorMixture(
        mixture.noise(), mixture.sharing(), mixture.weights(), means, covariances);
  }

  /** Rows times powers of two. */
  private static Matrix scaled(Matrix matrix, int[] exponents, int times) {
    double[] values = matrix.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.scalb(values[i], times * exponents[i / matrix.columns()]);
    }
    return Matrix.wrap(matrix.rows(), matrix.columns(), values);
  }
}
