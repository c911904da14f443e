package org.latent4j.linear;

import java.util.Arrays;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.Svd;
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
 * doi:10.1111/j.2044-8317.1970.tb00436.x; Lawley and Maxwell 1971, appendix II). The roots are the
 * squared singular values of Ψ^(−½)·C with S = C·Cᵀ: where ψ is a millionth of a variance, the
 * roots near 1, which F is made of, keep the three digits that squaring would cost. Immutable.
 */
final class NoiseProfile {

  private static final double RANK_WITHIN = 0x1p-52;

  private final Matrix factor;
  private final int latentDimension;

  /**
   * Takes a covariance.
   *
   * @param covariance S, d×d, of features of about one scale
   * @param latentDimension q, less than d
   */
  NoiseProfile(Matrix covariance, int latentDimension) {
    this(latentDimension, factor(covariance));
  }

  private NoiseProfile(int latentDimension, Matrix factor) {
    this.factor = factor;
    this.latentDimension = latentDimension;
  }

  /** The same rows with another latent dimension. */
  NoiseProfile withLatentDimension(int newLatentDimension) {
    return new NoiseProfile(newLatentDimension, factor);
  }

  /** C, d×r, with C·Cᵀ = S of rank r. */
  private static Matrix factor(Matrix covariance) {
    SymmetricEigen eigen = SymmetricEigen.of(covariance);
    double[] values = eigen.values();
    int rank = 1;
    while (rank < values.length && values[rank] > RANK_WITHIN * values.length * values[0]) {
      rank++;
    }
    double[] roots = new double[rank];
    Arrays.setAll(roots, m -> Math.sqrt(values[m]));
    return eigen.vectors().columnRange(0, rank).times(Matrix.diagonal(roots));
  }

  /** The profile at some noise. Immutable: its arrays are not to be changed. */
  static final class Point {
    private final double[] logNoise;
    private final double value;
    private final double[] values;
    private final Matrix vectors;
    private final int factors;
    private final double[] gradient;

    private Point(
        double[] logNoise,
        double value,
        double[] values,
        Matrix vectors,
        int factors,
        double[] gradient) {
      this.logNoise = logNoise;
      this.value = value;
      this.values = values;
      this.vectors = vectors;
      this.factors = factors;
      this.gradient = gradient;
    }

    /** The logarithms x of the noise variances. */
    double[] logNoise() {
      return logNoise;
    }

    /** F, for which twice the log likelihood is −n·(F + d·log 2π). */
    double value() {
      return value;
    }

    /** The roots θ, r numbers, decreasing; the other d − r are 0. */
    double[] values() {
      return values;
    }

    /** The axes U, d×r. */
    Matrix vectors() {
      return vectors;
    }

    /** How many columns of the loadings, h, are not 0. */
    int factors() {
      return factors;
    }

    /** ∂F/∂xᵢ = Σ_{m>h} (1 − θₘ)·uᵢₘ². */
    double[] gradient() {
      return gradient;
    }

    /** The best loadings, d×q. */
    Matrix loadings(int latentDimension) {
      int d = logNoise.length;
      double[] w = new double[d * latentDimension];
      for (int k = 0; k < factors; k++) {
        double length = Math.sqrt(values[k] - 1);
        for (int i = 0; i < d; i++) {
          w[i * latentDimension + k] = Math.exp(logNoise[i] / 2) * length * vectors.get(i, k);
        }
      }
      return Matrix.wrap(d, latentDimension, w);
    }
  }

  /** Evaluates; about 20·d·r² operations. */
  Point at(double[] logNoise) {
    int d = logNoise.length;
    int r = factor.columns();
    double[] scaled = factor.toArray();
    for (int i = 0; i < d; i++) {
      double precision = Math.exp(-logNoise[i] / 2);
      for (int m = 0; m < r; m++) {
        scaled[i * r + m] *= precision;
      }
    }
    Svd svd = Svd.of(Matrix.wrap(d, r, scaled));
    double[] values = Arrays.stream(svd.singularValues()).map(v -> v * v).toArray();
    int head = 0;
    double value = 0;
    while (head < Math.min(latentDimension, r) && values[head] > 1) {
      value += Math.log(values[head++]) + 1;
    }
    for (int m = head; m < r; m++) {
      value += values[m];
    }
    double[] gradient = new double[d];
    double[] u = svd.leftVectors().values();
    for (int i = 0; i < d; i++) {
      value += logNoise[i];
      gradient[i] = 1;
      for (int m = 0; m < r; m++) {
        gradient[i] -= (m < head ? 1 : values[m]) * u[i * r + m] * u[i * r + m];
      }
    }
    return new Point(logNoise, value, values, svd.leftVectors(), head, gradient);
  }

  /**
   * Second derivatives. With P = I − U₁U₁ᵀ and B = U₂Θ₂U₂ᵀ over m > h they are
   *
   * <pre>    P∘B + Σ_{k≤h} (uₖuₖᵀ) ∘ (P + Σ_{m>h} θₘ·(2 − θₖ − θₘ)/(θₖ − θₘ)·uₘuₘᵀ),</pre>
   *
   * where the inner sum stems from the turning of the axes; roots of 0 have no share in it.
   *
   * @return d×d; 2·d²·r·(h + 2) operations
   */
  Matrix hessian(Point point) {
    int d = point.logNoise().length;
    int head = point.factors();
    double[] theta = point.values();
    Matrix tail = point.vectors().columnRange(head, theta.length);
    double[] tailValues = Arrays.copyOfRange(theta, head, theta.length);
    Matrix axes = point.vectors().columnRange(0, head);
    double[] across = Matrix.identity(d).minus(axes.timesTransposed(axes)).values();
    double[] sum = weightedProducts(tail, tailValues);
    for (int i = 0; i < sum.length; i++) {
      sum[i] *= across[i];
    }
    for (int k = 0; k < head; k++) {
      double[] weights = new double[tailValues.length];
      for (int m = 0; m < weights.length; m++) {
        // Equal roots have no second derivative; a gap of rounding stands for none.
        double gap = Math.max(theta[k] - tailValues[m], 1e-12 * theta[k]);
        weights[m] = tailValues[m] * (2 - theta[k] - tailValues[m]) / gap;
      }
      double[] products = weightedProducts(tail, weights);
      double[] u = axes.column(k);
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          sum[i * d + j] += u[i] * u[j] * (across[i * d + j] + products[i * d + j]);
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
