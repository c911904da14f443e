package org.latent4j.linear;

import java.util.Arrays;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SymmetricEigen;

/**
 * The likelihood of factor analysis as a function of the noise variances alone, the loadings being
 * the best for them. With ψ = e^x and Ψ^(−½)·S·Ψ^(−½) = Σ θₘ·uₘ·uₘᵀ the best are W = Ψ^½·U₁·(Θ₁ −
 * I)^½, over the h greatest θ, at most q and all above 1 (Lawley 1940; Jöreskog 1967,
 * doi:10.1007/BF02289658), and
 *
 * <pre>    F(x) = log|Σ| + tr(Σ⁻¹S) = Σ xᵢ + Σ_{m≤h} (log θₘ + 1) + Σ_{m>h} θₘ.</pre>
 *
 * <p>S may be singular. The derivatives are exact (Clarke 1970,
 * doi:10.1111/j.2044-8317.1970.tb00436.x; Lawley and Maxwell 1971, appendix II). Immutable.
 */
final class NoiseProfile {

  private final Matrix covariance;
  private final int latentDimension;

  /**
   * Takes a covariance.
   *
   * @param covariance S, d×d, of features of about one scale
   * @param latentDimension q, less than d
   */
  NoiseProfile(Matrix covariance, int latentDimension) {
    this.covariance = covariance;
    this.latentDimension = latentDimension;
  }

  /**
   * The profile at some noise.
   *
   * @param logNoise x
   * @param value F, for which twice the log likelihood is −n·(F + d·log 2π)
   * @param values θ, d numbers, decreasing, at least 0
   * @param vectors U
   * @param factors h, how many loadings are not 0
   * @param gradient ∂F/∂xᵢ = Σ_{m>h} (1 − θₘ)·uᵢₘ²
   */
  record Point(
      double[] logNoise,
      double value,
      double[] values,
      Matrix vectors,
      int factors,
      double[] gradient) {

    /** The best loadings, d×q. */
    Matrix loadings(int latentDimension) {
      int d = logNoise.length;
      double[] w = new double[d * latentDimension];
      for (int k = 0; k < factors; k++) {
        double length = Math.sqrt(values[k] - 1);
        for (int i = 0; i < d; i++) {
          w[i * latentDimension + k] =
              Math.exp(logNoise[i] / 2) * length * vectors.values()[i * d + k];
        }
      }
      return Matrix.wrap(d, latentDimension, w);
    }
  }

  /** Evaluates; about 10·d³ operations. */
  Point at(double[] logNoise) {
    int d = logNoise.length;
    double[] factors = Arrays.stream(logNoise).map(x -> Math.exp(-x / 2)).toArray();
    double[] scaled = covariance.toArray();
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        scaled[i * d + j] *= factors[i] * factors[j];
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(Matrix.wrap(d, d, scaled));
    double[] values = Arrays.stream(eigen.values()).map(v -> Math.max(v, 0)).toArray();
    int head = 0;
    double value = 0;
    while (head < latentDimension && values[head] > 1) {
      value += Math.log(values[head++]) + 1;
    }
    for (int m = head; m < d; m++) {
      value += values[m];
    }
    double[] gradient = new double[d];
    double[] u = eigen.vectors().values();
    for (int i = 0; i < d; i++) {
      value += logNoise[i];
      for (int m = head; m < d; m++) {
        gradient[i] += (1 - values[m]) * u[i * d + m] * u[i * d + m];
      }
    }
    return new Point(logNoise, value, values, eigen.vectors(), head, gradient);
  }

  /**
   * Second derivatives. With P = U₂U₂ᵀ and B = U₂Θ₂U₂ᵀ over m > h they are
   *
   * <pre>    P∘B + Σ_{k≤h} (uₖuₖᵀ) ∘ Σ_{m>h} (1 − θₘ)·(θₖ + θₘ)/(θₖ − θₘ)·uₘuₘᵀ.</pre>
   *
   * @return d×d; 2·d³·(h + 2) operations
   */
  Matrix hessian(Point point) {
    int d = point.logNoise().length;
    int head = point.factors();
    double[] theta = point.values();
    Matrix tail = point.vectors().columnRange(head, d);
    double[] tailValues = Arrays.copyOfRange(theta, head, d);
    double[] sum = tail.timesTransposed(tail).toArray();
    double[] weighted = weightedProducts(tail, tailValues);
    for (int i = 0; i < sum.length; i++) {
      sum[i] *= weighted[i];
    }
    for (int k = 0; k < head; k++) {
      double[] weights = new double[d - head];
      for (int m = 0; m < weights.length; m++) {
        // Equal roots have no second derivative; a gap of rounding stands for none.
        double gap = Math.max(theta[k] - tailValues[m], 1e-12 * theta[k]);
        weights[m] = (1 - tailValues[m]) * (theta[k] + tailValues[m]) / gap;
      }
      double[] products = weightedProducts(tail, weights);
      double[] u = point.vectors().column(k);
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          sum[i * d + j] += u[i] * u[j] * products[i * d + j];
        }
      }
    }
    return Matrix.wrap(d, d, sum);
  }

  /** U·diag(w)·Uᵀ. */
  private static double[] weightedProducts(Matrix vectors, double[] weights) {
    int width = vectors.columns();
    double[] scaled = vectors.toArray();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= weights[i % width];
    }
    return Matrix.wrap(vectors.rows(), width, scaled).timesTransposed(vectors).values();
  }
}
