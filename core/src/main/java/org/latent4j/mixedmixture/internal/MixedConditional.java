package org.latent4j.mixedmixture.internal;

import java.util.Locale;
import java.util.Optional;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixedmixture.Distribution;
import org.latent4j.mixedmixture.MixedMixture;
import org.latent4j.model.ConditionalDistribution;
import org.latent4j.model.DensityKind;

/**
 * What a mixed mixture says of some columns of a row given others: a mixed mixture over the sought
 * columns, with the responsibilities of the given ones for weights.
 */
public final class MixedConditional implements ConditionalDistribution {

  private final int[] columns;
  private final MixedMixture mixture;

  /**
   * Joins the parts.
   *
   * @param columns the m sought features; kept
   * @param mixture over them
   */
  public MixedConditional(int[] columns, MixedMixture mixture) {
    this.columns = columns;
    this.mixture = mixture;
  }

  @Override
  public int[] columns() {
    return columns.clone();
  }

  @Override
  public DensityKind densityKind() {
    return DensityKind.EXACT;
  }

  @Override
  public double[] logDensity(Matrix observations) {
    return columns.length == 0 ? new double[observations.rows()] : mixture.logDensity(observations);
  }

  @Override
  public Matrix sample(int count, SeededRandom random) {
    return mixture.sample(count, random);
  }

  @Override
  public double[] mean() {
    return moments().means;
  }

  @Override
  public Matrix covariance() {
    Moments moments = moments();
    return Matrix.wrap(columns.length, columns.length, moments.covariance);
  }

  /** Overall mean and covariance, from those of the components. */
  private static final class Moments {
    private final double[] means;
    private final double[] covariance;

    Moments(int m) {
      means = new double[m];
      covariance = new double[m * m];
    }
  }

  private Moments moments() {
    int m = columns.length;
    int k = mixture.componentCount();
    double[] weights = mixture.weights();
    Moments all = new Moments(m);
    Moments[] own = new Moments[k];
    for (int c = 0; c < k; c++) {
      own[c] = new Moments(m);
      for (Part part : mixture.parts()) {
        part.moments(c, own[c].means, own[c].covariance);
      }
      for (int j = 0; j < m; j++) {
        all.means[j] += weights[c] * own[c].means[j];
      }
    }
    for (int c = 0; c < k; c++) {
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < m; j++) {
          double between = (own[c].means[i] - all.means[i]) * (own[c].means[j] - all.means[j]);
          all.covariance[i * m + j] += weights[c] * (own[c].covariance[i * m + j] + between);
        }
      }
    }
    return all;
  }

  /** Means of numbers and counts, the most probable level of others. */
  @Override
  public double[] guess() {
    double[] guess =
        mixture.decode(Matrix.wrap(1, mixture.componentCount(), mixture.weights())).toArray();
    for (int j = 0; j < guess.length; j++) {
      if (mixture.distributions().get(j) == Distribution.BERNOULLI) {
        guess[j] = guess[j] > 0.5 ? 1 : 0;
      }
    }
    return guess;
  }

  @Override
  public Optional<double[]> probabilities(int place) {
    if (place < 0 || place >= columns.length) {
      throw new IndexOutOfBoundsException(
          String.format(
              Locale.ROOT, "place must be from 0 to %d, got %d", columns.length - 1, place));
    }
    Distribution distribution = mixture.distributions().get(place);
    if (distribution != Distribution.BERNOULLI && distribution != Distribution.CATEGORICAL) {
      return Optional.empty();
    }
    Matrix weights = Matrix.wrap(1, mixture.componentCount(), mixture.weights());
    return Optional.of(weights.times(mixture.levelProbabilities(place)).toArray());
  }
}
