package org.latent4j.mixture.internal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.mixture.UniformNoise;
import org.latent4j.model.ConditionalDistribution;
import org.latent4j.model.DensityKind;

/** A mixture over some features, given the others. Immutable. */
final class MixtureConditional implements ConditionalDistribution {

  private final int[] columns;
  private final Optional<GaussianMixture> mixture;

  /** Takes the mixture of the columns; null for none. */
  MixtureConditional(int[] columns, @Nullable GaussianMixture mixture) {
    this.columns = columns;
    this.mixture = Optional.ofNullable(mixture);
  }

  @Override
  public int[] columns() {
    return columns.clone();
  }

  @Override
  public double[] mean() {
    return mixture
        .map(some -> some.decode(Matrix.of(1, some.componentCount(), some.weights())).row(0))
        .orElseGet(() -> new double[0]);
  }

  /** Within the components and between their means. */
  @Override
  public Matrix covariance() {
    return mixture.map(some -> covariance(some, mean())).orElseGet(() -> Matrix.zeros(0, 0));
  }

  private static Matrix covariance(GaussianMixture mixture, double[] mean) {
    int m = mean.length;
    double[] weights = mixture.weights();
    Matrix means = mixture.componentMeans();
    Matrix sum = Matrix.zeros(m, m);
    for (int c = 0; c < weights.length; c++) {
      Matrix within =
          c < mixture.gaussianCount()
              ? mixture.covariance(c)
              : covariance(mixture.noise().orElseThrow());
      double[] shift = means.row(c);
      for (int j = 0; j < m; j++) {
        shift[j] -= mean[j];
      }
      Matrix between = Matrix.wrap(m, 1, shift);
      sum = sum.plus(within.plus(between.timesTransposed(between)).scaled(weights[c]));
    }
    return sum;
  }

  /** That of a box along the features, a third of the squared half widths. */
  private static Matrix covariance(UniformNoise noise) {
    double[] variances = noise.halfWidths();
    for (int j = 0; j < variances.length; j++) {
      variances[j] = variances[j] * variances[j] / 3;
    }
    return Matrix.diagonal(variances);
  }

  @Override
  public DensityKind densityKind() {
    return DensityKind.EXACT;
  }

  @Override
  public double[] logDensity(Matrix observations) {
    return mixture
        .map(some -> some.logDensity(observations))
        .orElseGet(() -> new double[observations.rows()]);
  }

  @Override
  public Matrix sample(int count, SeededRandom random) {
    return mixture.map(some -> some.sample(count, random)).orElseGet(() -> Matrix.zeros(count, 0));
  }
}
