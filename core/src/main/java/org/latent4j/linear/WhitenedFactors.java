package org.latent4j.linear;

import java.util.Arrays;
import org.latent4j.graph.GaussianTerms;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.Svd;
import org.latent4j.model.Conditional;

/**
 * A factor analysis in units in which each feature has mean 0 and noise of variance 1, where it is
 * {@link ProbabilisticPca} but for the axes of the codes. Answers for complete rows in the units of
 * the features. Immutable.
 */
final class WhitenedFactors {

  private final double[] mean;
  private final double[] whitening;
  private final double logWhitening;
  private final ProbabilisticPca pca;
  private final PrincipalFrame frame;
  private final double[] variances;
  private final double[] codeFactors;
  private final Matrix codeAxes;

  /**
   * Whitens.
   *
   * @param mean μ, kept
   * @param loadings Λ, d×q
   * @param correlationRoot L with L·Lᵀ = Φ, q×q
   * @param noiseVariances diagonal of Ψ
   */
  WhitenedFactors(double[] mean, Matrix loadings, Matrix correlationRoot, double[] noiseVariances) {
    this.mean = mean;
    int d = mean.length;
    int q = loadings.columns();
    whitening = Arrays.stream(noiseVariances).map(v -> 1 / Math.sqrt(v)).toArray();
    logWhitening = -0.5 * Arrays.stream(noiseVariances).map(Math::log).sum();
    double[] scaled = loadings.times(correlationRoot).toArray();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= whitening[i / q];
    }
    // Ψ^(−½)·Λ·L = U·D·Vᵀ; the transpose is decomposed for the signs to be those of U.
    Svd svd = Svd.of(Matrix.wrap(d, q, scaled).transpose());
    frame = new PrincipalFrame(new double[d], svd.rightVectors());
    double[] lengths = svd.singularValues();
    variances = Arrays.stream(lengths).map(v -> v * v + 1).toArray();
    codeFactors = new double[q];
    Arrays.setAll(codeFactors, k -> lengths[k] / variances[k]);
    pca = new ProbabilisticPca(frame, variances, 1);
    codeAxes = correlationRoot.times(svd.leftVectors());
  }

  void requireFeatures(Matrix observations) {
    frame.requireFeatures(observations);
  }

  double[] logDensity(Matrix observations) {
    double[] values = pca.logDensity(whitened(observations));
    for (int i = 0; i < values.length; i++) {
      values[i] += logWhitening;
    }
    return values;
  }

  /** E[z|x]. */
  Matrix encode(Matrix observations) {
    return frame.encode(whitened(observations), codeFactors).timesTransposed(codeAxes);
  }

  /** Ψ^(−½)·(x − μ). */
  private Matrix whitened(Matrix observations) {
    int d = mean.length;
    double[] values = observations.toArray();
    for (int i = 0; i < values.length; i += d) {
      for (int j = 0; j < d; j++) {
        values[i + j] = (values[i + j] - mean[j]) * whitening[j];
      }
    }
    return Matrix.wrap(observations.rows(), d, values);
  }

  /**
   * Distribution of the factors of a row, whose covariance is (Φ⁻¹ + Λᵀ·Ψ⁻¹·Λ)⁻¹ and what is
   * missing adds.
   *
   * @param code E[z|x], q numbers
   * @param model tells what is known of missing values
   * @param observation x, NaN where missing
   */
  GaussianPosterior posterior(double[] code, Conditional model, double[] observation) {
    double[] roots = Arrays.stream(variances).map(v -> 1 / Math.sqrt(v)).toArray();
    Matrix root = codeAxes.times(Matrix.diagonal(roots));
    Matrix codeMatrix =
        Matrix.diagonal(whitening)
            .times(frame.axes())
            .times(Matrix.diagonal(codeFactors))
            .timesTransposed(codeAxes);
    return new GaussianPosterior(
        code,
        GaussianPosterior.withGaps(root.timesTransposed(root), codeMatrix, model, observation));
  }

  /** The step {@link #logDensity(Matrix)} of a graph. */
  GraphValue logDensity(GraphValue observations) {
    return GaussianTerms.lowRank(
        observations.minus(mean).times(whitening),
        frame.mean(),
        frame.axes(),
        variances,
        1,
        logWhitening);
  }

  /** The step {@link #encode(Matrix)} of a graph. */
  GraphValue encode(GraphValue observations) {
    return frame
        .encode(observations.minus(mean).times(whitening), codeFactors)
        .affine(codeAxes.transpose());
  }
}
