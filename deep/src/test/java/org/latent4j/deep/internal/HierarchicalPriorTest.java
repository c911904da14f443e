package org.latent4j.deep.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latent4j.gaussian.MultivariateNormal;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/**
 * With affine networks a hierarchy is linear and Gaussian: z₁ = W·z₂ + b + ε with ε ~ N(0, D), so
 * that z₁ ~ N(b, WWᵀ + D), and where WᵀD⁻¹W is diagonal so is the posterior of z₂.
 */
class HierarchicalPriorTest {

  private static final double[] VARIANCES = {0.25, 1, 4};
  private static final double[] MEAN = {1, -0.5, 2};

  /** W = D^½·U with orthogonal columns in U, whose squared lengths are WᵀD⁻¹W. */
  private static final Matrix LOADINGS = Matrix.of(3, 2, 0.5, 0.3, 1, -0.6, 1, 0);

  private static final double[] PRECISIONS = {2.25, 0.72};
  private static final MultivariateNormal EXACT =
      MultivariateNormal.of(
          MEAN, LOADINGS.timesTransposed(LOADINGS).plus(Matrix.diagonal(VARIANCES)));
  private static final Matrix CODES = EXACT.sample(20, new SeededRandom(1));

  /** Means x·matrix + biases, and variances that are the same for all rows. */
  static Network affine(Matrix matrix, double[] biases, double... logVariances) {
    double bound = HierarchicalPrior.BOUND;
    double[] raw =
        Arrays.stream(logVariances)
            .map(v -> 0.5 * bound * Math.log((bound + v) / (bound - v)))
            .toArray();
    return new Network(List.of(new DenseLayer(new Weights(matrix, biases)))).withConstants(raw);
  }

  private static Network decoder() {
    return affine(LOADINGS.transpose(), MEAN, Arrays.stream(VARIANCES).map(Math::log).toArray());
  }

  /**
   * N(Λ⁻¹WᵀD⁻¹(z₁ − b), Λ⁻¹) with Λ = I + WᵀD⁻¹W, or something else.
   *
   * @param shrinkage what the means are multiplied by
   * @param excess what is added to the logarithms of the variances
   */
  private static Network encoder(double shrinkage, double excess) {
    Matrix matrix = Matrix.zeros(3, 2);
    double[] biases = new double[2];
    double[] logVariances = new double[2];
    for (int k = 0; k < 2; k++) {
      double precision = 1 + PRECISIONS[k];
      logVariances[k] = excess - Math.log(precision);
      for (int j = 0; j < 3; j++) {
        double slope = shrinkage * LOADINGS.get(j, k) / VARIANCES[j] / precision;
        matrix.values()[2 * j + k] = slope;
        biases[k] -= slope * MEAN[j];
      }
    }
    return affine(matrix, biases, logVariances);
  }

  private static double[] gaussians(int count, long seed) {
    double[] values = new double[count];
    new SeededRandom(seed).fillGaussian(values);
    return values;
  }

  @Test
  void everyDrawOfTheExactPosteriorGivesTheExactDensity() {
    HierarchicalPrior prior = new HierarchicalPrior(decoder(), encoder(1, 0));
    double[] exact = EXACT.logDensity(CODES);
    for (int seed = 0; seed < 5; seed++) {
      assertThat(prior.logDensity(CODES, gaussians(40, seed)))
          .containsExactly(exact, within(1e-10));
    }
  }

  /**
   * E[exp(estimate)] = p(z₁) for any q(z₂|z₁), and E[estimate] = log p(z₁) − KL(q(z₂|z₁) ‖
   * p(z₂|z₁)), here of normal distributions of variances in the ratio eᵃ.
   */
  @Test
  void drawsOfAnotherPosteriorGiveTheDensityOnAverage() {
    double excess = 0.3;
    double shrinkage = 0.7;
    HierarchicalPrior prior = new HierarchicalPrior(decoder(), encoder(shrinkage, excess));
    Matrix means = encoder(1, 0).apply(CODES);
    double[] exact = EXACT.logDensity(CODES);
    int draws = 20_000;
    for (int i = 0; i < CODES.rows(); i++) {
      int[] same = new int[draws];
      Arrays.fill(same, i);
      double[] logs = prior.logDensity(CODES.selectRows(same), gaussians(2 * draws, 7 + i));
      double divergence = 0;
      for (int k = 0; k < 2; k++) {
        double off = (1 - shrinkage) * means.get(i, k);
        divergence += 0.5 * (Math.exp(excess) - 1 - excess + off * off * (1 + PRECISIONS[k]));
      }
      double log = exact[i];
      assertMean(logs, log - divergence);
      assertMean(Arrays.stream(logs).map(v -> Math.exp(v - log)).toArray(), 1);
    }
  }

  static void assertMean(double[] values, double expected) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance =
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    assertThat(mean).isEqualTo(expected, within(5 * Math.sqrt(variance / values.length)));
  }

  @Test
  void drawsAndMarginalsAreThoseOfTheDistribution() {
    HierarchicalPrior prior = new HierarchicalPrior(decoder(), encoder(1, 0));
    Matrix draws = prior.sample(40_000, 3, new SeededRandom(3));
    Matrix marginals = prior.logMarginals(CODES);
    for (int j = 0; j < 3; j++) {
      assertMean(draws.column(j), MEAN[j]);
      for (int k = 0; k < 3; k++) {
        double[] products = new double[draws.rows()];
        for (int i = 0; i < products.length; i++) {
          products[i] = (draws.get(i, j) - MEAN[j]) * (draws.get(i, k) - MEAN[k]);
        }
        assertMean(products, EXACT.covariance().get(j, k));
      }
      double[] exact = EXACT.marginal(j).logDensity(CODES.selectColumns(new int[] {j}));
      assertThat(marginals.column(j)).containsExactly(exact, within(0.15));
    }
  }

  /** KL(N(m, v) ‖ N(0, 1)) = ½·(m² + v − 1 − log v). */
  @Test
  void divergencesAreThoseOfTheUpperLevel() {
    HierarchicalPrior prior =
        new HierarchicalPrior(
            affine(Matrix.zeros(2, 1), new double[1], 0),
            affine(Matrix.of(1, 2, 1, 0), new double[2], Math.log(0.5), 0));
    double divergence = 0.5 * (9 + 0.5 - 1 + Math.log(2));
    assertThat(prior.divergences(Matrix.of(1, 1, 3)).values())
        .containsExactly(new double[] {divergence, 0}, within(1e-12));
  }

  /** What the decoder is made of tells the density; the encoder only how it is approximated. */
  @Test
  void parametersAreThoseOfTheDecoder() {
    assertThat(new HierarchicalPrior(decoder(), encoder(1, 0)).parameterCount())
        .isEqualTo(6 * (2 + 1));
  }

  @Test
  void networksAndNoiseOfOtherSizesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HierarchicalPrior(decoder(), decoder()))
        .withMessage(
            "the decoder of the prior must have 4 outputs (2 x dimensions of its level), got 6");
    HierarchicalPrior prior = new HierarchicalPrior(decoder(), encoder(1, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> prior.logDensity(CODES, new double[20]))
        .withMessage("noise must be 40 numbers (codes x upper dimensions), got 20");
  }
}
