package org.latent4j.gaussian;

import java.util.Optional;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.ConditionalDistribution;
import org.latent4j.model.DensityKind;

/** A normal distribution of some features given the others. Immutable. */
final class NormalConditional implements ConditionalDistribution {

  private final int[] columns;
  private final double[] mean;
  private final Matrix covariance;
  private final Optional<MultivariateNormal> normal;

  NormalConditional(int[] columns, double[] mean, Matrix covariance) {
    this.columns = columns;
    this.mean = mean;
    this.covariance = covariance;
    normal =
        columns.length == 0
            ? Optional.empty()
            : Optional.of(MultivariateNormal.of(mean, covariance));
  }

  @Override
  public int[] columns() {
    return columns.clone();
  }

  @Override
  public double[] mean() {
    return mean.clone();
  }

  @Override
  public Matrix covariance() {
    return covariance;
  }

  @Override
  public DensityKind densityKind() {
    return DensityKind.EXACT;
  }

  @Override
  public double[] logDensity(Matrix observations) {
    return normal
        .map(some -> some.logDensity(observations))
        .orElseGet(() -> new double[observations.rows()]);
  }

  @Override
  public Matrix sample(int count, SeededRandom random) {
    return normal.map(some -> some.sample(count, random)).orElseGet(() -> Matrix.zeros(count, 0));
  }
}
