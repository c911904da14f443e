package org.latent4j.graph;

import java.util.Arrays;
import java.util.Locale;
import org.latent4j.linalg.Matrix;

/**
 * Log densities of Gaussians as steps of a graph. In each, rows are centred before anything is
 * multiplied, so that nothing cancels when the data lie far from 0; {@code logWeight} is added to
 * the constant, so that the terms of a mixture go straight into {@code concat} and {@code
 * logSumExp} or {@code softmax}.
 */
public final class GaussianTerms {

  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private GaussianTerms() {}

  /**
   * log w + log N(x; μ, Σ) by the Cholesky factor Σ = L·Lᵀ: −½‖L⁻¹(x − μ)‖² + Σ log L⁻¹(i, i) − ½d
   * log 2π + log w.
   *
   * @param x d wide
   * @param mean μ, d numbers
   * @param inverseLower L⁻¹, d×d, lower triangular, diagonal above 0
   * @param logWeight log w, 0 for a plain density
   * @return 1 wide
   * @throws IllegalArgumentException if sizes disagree
   */
  public static GraphValue full(
      GraphValue x, double[] mean, Matrix inverseLower, double logWeight) {
    double logDeterminant = 0;
    for (int i = 0; i < x.width(); i++) {
      logDeterminant += Math.log(inverseLower.get(i, i));
    }
    return finish(fullDistance(x, mean, inverseLower), x.width(), logDeterminant + logWeight);
  }

  /**
   * The squared Mahalanobis distance ‖L⁻¹(x − μ)‖².
   *
   * @param x d wide
   * @param mean μ, d numbers
   * @param inverseLower L⁻¹, d×d, lower triangular
   * @return 1 wide
   * @throws IllegalArgumentException if sizes disagree
   */
  public static GraphValue fullDistance(GraphValue x, double[] mean, Matrix inverseLower) {
    return centred(x, mean).affine(inverseLower.transpose()).squareSum();
  }

  /**
   * log w + log N(x; μ, diag(s²)).
   *
   * @param x d wide
   * @param mean μ, d numbers
   * @param deviations s, d numbers above 0; one number means the same for all features
   * @param logWeight log w, 0 for a plain density
   * @return 1 wide
   * @throws IllegalArgumentException if sizes disagree
   */
  public static GraphValue diagonal(
      GraphValue x, double[] mean, double[] deviations, double logWeight) {
    double logDeterminant = -Arrays.stream(deviations).map(Math::log).sum();
    if (deviations.length == 1) {
      logDeterminant *= x.width();
    }
    return finish(diagonalDistance(x, mean, deviations), x.width(), logDeterminant + logWeight);
  }

  /**
   * The squared distance Σ ((xⱼ − μⱼ)/sⱼ)².
   *
   * @param x d wide
   * @param mean μ, d numbers
   * @param deviations s, d numbers above 0; one number means the same for all features
   * @return 1 wide
   * @throws IllegalArgumentException if sizes disagree
   */
  public static GraphValue diagonalDistance(GraphValue x, double[] mean, double[] deviations) {
    return centred(x, mean).dividedBy(deviations).squareSum();
  }

  /**
   * log w + log N(x; μ, U·diag(λ)·Uᵀ + σ²(I − U·Uᵀ)), the density of probabilistic PCA (Tipping and
   * Bishop 1999, "Probabilistic principal component analysis", equations 3 and 4) in its
   * eigenvectors U, at a cost of 2dq per row: −½(Σ uⱼ²/λⱼ + ‖y − u·Uᵀ‖²/σ² + Σ log λⱼ + (d − q) log
   * σ² + d log 2π) + log w, where y = x − μ and u = y·U. The residual is formed before it is
   * squared: the difference ‖y‖² − ‖u‖² would cancel.
   *
   * @param x d wide
   * @param mean μ, d numbers
   * @param axes U, d×q, orthonormal columns, q at least 1
   * @param variances λ, q variances along the axes, above 0
   * @param noiseVariance σ², variance across them, above 0
   * @param logWeight log w, 0 for a plain density
   * @return 1 wide
   * @throws IllegalArgumentException if sizes disagree
   */
  public static GraphValue lowRank(
      GraphValue x,
      double[] mean,
      Matrix axes,
      double[] variances,
      double noiseVariance,
      double logWeight) {
    int d = x.width();
    if (variances.length != axes.columns()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "variances must have %d numbers (columns of the axes), got %d",
              axes.columns(),
              variances.length));
    }
    GraphValue y = centred(x, mean);
    GraphValue u = y.affine(axes);
    GraphValue residual = y.minus(u.affine(axes.transpose()));
    GraphValue along = u.dividedBy(Arrays.stream(variances).map(Math::sqrt).toArray()).squareSum();
    GraphValue distance = along.plus(residual.squareSum().dividedBy(noiseVariance));
    double logDeterminant =
        -0.5
            * (Arrays.stream(variances).map(Math::log).sum()
                + (d - variances.length) * Math.log(noiseVariance));
    return finish(distance, d, logDeterminant + logWeight);
  }

  private static GraphValue centred(GraphValue x, double[] mean) {
    if (mean.length != x.width()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "mean must have %d numbers (the width of x), got %d",
              x.width(),
              mean.length));
    }
    return x.minus(mean);
  }

  private static GraphValue finish(GraphValue squaredDistance, int d, double constant) {
    return squaredDistance.times(-0.5).plus(constant - 0.5 * d * LOG_TWO_PI);
  }
}
