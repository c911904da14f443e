package org.latent4j.factormixture.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.NumericalException;
import org.latent4j.linalg.Svd;

/**
 * Σ = W·Wᵀ + Ψ with W d×q and Ψ diagonal, never formed. With Ψ^(−½)·W = U·S·Vᵀ and the whitened
 * difference y = Ψ^(−½)(x − μ), t = Uᵀy: (x − μ)ᵀΣ⁻¹(x − μ) = ‖y − U·t‖² + Σ tⱼ²/(1 + sⱼ²), log|Σ|
 * = Σ log ψ + Σ log(1 + s²), E[z|x] = V·diag(s/(1 + s²))·t and Cov[z|x] = V·diag(1/(1 + s²))·Vᵀ
 * (Woodbury's identity in orthonormal axes, in which no difference of large numbers is formed).
 * Immutable.
 */
public final class FactorCovariance {

  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final Matrix loadings;
  private final double[] noise;
  private final double[] deviations;
  private final double[] inverseDeviations;
  private final Matrix axes;
  private final double[] singularValues;
  private final Matrix rotation;
  private final double logConstant;

  /**
   * Decomposes the loadings at 4·d·q² operations.
   *
   * @param loadings W, d×q, q at most d; q may be 0
   * @param noise ψ, d variances; kept
   * @param component from 0, for the text
   * @throws NumericalException if a variance is not above 0, or a loading not finite
   */
  public FactorCovariance(Matrix loadings, double[] noise, int component) {
    requireNoise(noise, component);
    this.loadings = loadings;
    this.noise = noise;
    int d = noise.length;
    int q = loadings.columns();
    deviations = Arrays.stream(noise).map(Math::sqrt).toArray();
    inverseDeviations = Arrays.stream(deviations).map(v -> 1 / v).toArray();
    double[] whitened = new double[d * q];
    for (int i = 0; i < whitened.length; i++) {
      whitened[i] = loadings.values()[i] / deviations[i / q];
      if (!Double.isFinite(whitened[i])) {
        throw new NumericalException(
            String.format(
                Locale.ROOT,
                "component %d loading of feature %d must be finite relative to its noise, got %s;"
                    + " raise noise-floor",
                component + 1,
                i / q + 1,
                loadings.values()[i]));
      }
    }
    Svd svd = Svd.of(Matrix.wrap(d, q, whitened));
    axes = svd.leftVectors();
    singularValues = svd.singularValues();
    rotation = svd.rightVectors();
    double logDeterminant = 0;
    for (double variance : noise) {
      logDeterminant += Math.log(variance);
    }
    for (double s : singularValues) {
      logDeterminant += Math.log1p(s * s);
    }
    logConstant = -0.5 * (d * LOG_TWO_PI + logDeterminant);
  }

  /**
   * The covariances of some features; one that stands for several components does so again.
   *
   * @param all k of them
   * @param features indices, each once, more than any has factors
   * @return k
   */
  public static List<FactorCovariance> of(List<FactorCovariance> all, int... features) {
    List<FactorCovariance> some = new ArrayList<>(all.size());
    for (int c = 0; c < all.size(); c++) {
      FactorCovariance own = all.get(c);
      some.add(
          c > 0 && own == all.get(c - 1)
              ? some.get(c - 1)
              : new FactorCovariance(
                  own.loadings.selectRows(features),
                  Arrays.stream(features).mapToDouble(j -> own.noise[j]).toArray(),
                  c));
    }
    return some;
  }

  static void requireNoise(double[] noise, int component) {
    for (int j = 0; j < noise.length; j++) {
      if (!(noise[j] > 0 && noise[j] < Double.POSITIVE_INFINITY)) {
        throw new NumericalException(
            String.format(
                Locale.ROOT,
                "component %d noise variance of feature %d must be above 0, got %s;"
                    + " raise noise-floor",
                component + 1,
                j + 1,
                noise[j]));
      }
    }
  }

  /** Number of factors. */
  public int latentDimension() {
    return loadings.columns();
  }

  /** W, d×q. */
  public Matrix loadings() {
    return loadings;
  }

  /** ψ, d variances; not to be changed. */
  public double[] noise() {
    return noise;
  }

  /** √ψ; not to be changed. */
  double[] deviations() {
    return deviations;
  }

  /** 1/√ψ; not to be changed. */
  double[] inverseDeviations() {
    return inverseDeviations;
  }

  /** U, d×q, orthonormal columns. */
  Matrix axes() {
    return axes;
  }

  /** s, decreasing; not to be changed. */
  double[] singularValues() {
    return singularValues;
  }

  /** log N(μ; μ, Σ). */
  double logConstant() {
    return logConstant;
  }

  /** V·diag(s/(1 + s²)), q×q: from t to E[z|x]. */
  Matrix codeMap() {
    double[] factors = singularValues.clone();
    Arrays.setAll(factors, j -> factors[j] / (1 + factors[j] * factors[j]));
    return rotation.times(Matrix.diagonal(factors));
  }

  /** βᵀ = Ψ^(−½)·U·diag(s/(1 + s²))·Vᵀ, d×q: E[z|x] = β(x − μ). */
  Matrix codeWeights() {
    Matrix weights = axes.timesTransposed(codeMap());
    double[] values = weights.values();
    int q = latentDimension();
    for (int i = 0; i < values.length; i++) {
      values[i] /= deviations[i / q];
    }
    return weights;
  }

  /** Variance of a feature. */
  public double variance(int feature) {
    double sum = noise[feature];
    for (double w : loadings.row(feature)) {
      sum += w * w;
    }
    return sum;
  }

  /**
   * The same covariance with columns of W that are orthogonal in the metric of the noise and
   * decreasing, the entry of largest magnitude of each positive: W·V.
   */
  FactorCovariance canonical(int component) {
    return rotated(rotation, component);
  }

  /** W·R with the entry of largest magnitude of each column positive, R a rotation. */
  FactorCovariance rotated(Matrix turn, int component) {
    Matrix turned = loadings.times(turn);
    double[] values = turned.values();
    int q = turned.columns();
    for (int j = 0; j < q; j++) {
      double largest = 0;
      for (int i = j; i < values.length; i += q) {
        largest = Math.abs(values[i]) > Math.abs(largest) ? values[i] : largest;
      }
      for (int i = j; i < values.length && largest < 0; i += q) {
        values[i] = 0 - values[i];
      }
    }
    return new FactorCovariance(turned, noise, component);
  }

  /** V, q×q: the rotation of {@link #canonical}. */
  Matrix rotation() {
    return rotation;
  }
}
