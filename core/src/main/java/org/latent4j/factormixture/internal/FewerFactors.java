package org.latent4j.factormixture.internal;

import java.util.Arrays;
import org.latent4j.factormixture.NoiseStructure;
import org.latent4j.linalg.Matrix;

/**
 * The covariance of fewer factors that is nearest to one of more, and how far it is: the least
 * 2·KL(N(0, Σ), N(0, Σ')) = ln|Σ'| − ln|Σ| + tr(Σ'⁻¹Σ) − d. That is what −2·log L of a row rises by
 * when the rows have covariance Σ. Found by the updates of {@link FactorUpdate} with Σ in the place
 * of the rows' covariance; no d×d matrix, about 6·d·q² operations an update.
 */
final class FewerFactors {

  private static final int SWEEPS = 20;

  private final NoiseStructure noise;

  FewerFactors(NoiseStructure noise) {
    this.noise = noise;
  }

  /** The first factors of a covariance in canonical rotation, with the noise as it was. */
  static FactorCovariance truncated(FactorCovariance canonical, int q, int component) {
    return new FactorCovariance(
        canonical.loadings().columnRange(0, q), canonical.noise(), component);
  }

  /** The first factors, and noise that takes in the variance of those left out. */
  FactorCovariance absorbed(FactorCovariance canonical, int q, int component) {
    Matrix first = canonical.loadings().columnRange(0, q);
    return new FactorCovariance(
        first, structured(variances(canonical), first.transpose()), component);
  }

  /** The nearest covariance of q factors, from the first of the canonical rotation. */
  FactorCovariance nearest(FactorCovariance canonical, int q, int component) {
    double[] variances = variances(canonical);
    Factors current = Factors.of(absorbed(canonical, q, component), component);
    for (int t = 0; t < SWEEPS && q > 0; t++) {
      Matrix image = times(current.codeWeights(), canonical);
      Matrix rows = Factors.updated(current.codeMoments(image), image);
      current = new Factors(rows, structured(variances, rows), component);
    }
    return current.covariance(component);
  }

  private static double[] variances(FactorCovariance covariance) {
    double[] variances = new double[covariance.noise().length];
    Arrays.setAll(variances, covariance::variance);
    return variances;
  }

  /** thin·Σ. */
  private static Matrix times(Matrix thin, FactorCovariance covariance) {
    Matrix w = covariance.loadings();
    double[] values = thin.times(w).timesTransposed(w).toArray();
    int d = w.rows();
    for (int i = 0; i < values.length; i++) {
      values[i] += covariance.noise()[i % d] * thin.values()[i];
    }
    return Matrix.wrap(thin.rows(), d, values);
  }

  /** What loadings leave of variances, a trace of each at least. */
  private double[] structured(double[] variances, Matrix rows) {
    double[] residuals = Factors.residuals(variances, rows);
    Arrays.setAll(residuals, j -> Math.max(residuals[j], 1e-10 * variances[j]));
    if (noise == NoiseStructure.ISOTROPIC) {
      Arrays.fill(residuals, Arrays.stream(residuals).average().orElse(0));
    }
    return residuals;
  }

  /** 2·KL from a covariance to another. */
  static double distance(FactorCovariance from, FactorCovariance to) {
    Matrix beta = to.codeWeights();
    double[] w = to.loadings().values();
    int q = to.latentDimension();
    double sum = 2 * (from.logConstant() - to.logConstant()) - from.noise().length;
    for (int j = 0; j < from.noise().length; j++) {
      double explained = 0;
      for (int l = 0; l < q; l++) {
        explained += w[j * q + l] * beta.get(j, l);
      }
      sum += from.noise()[j] / to.noise()[j] * (1 - explained);
    }
    Matrix rest = from.loadings().minus(to.loadings().times(beta.transposedTimes(from.loadings())));
    double[] left = rest.values();
    double[] own = from.loadings().values();
    for (int i = 0; i < own.length; i++) {
      sum += own[i] * left[i] / to.noise()[i / rest.columns()];
    }
    return sum;
  }
}
