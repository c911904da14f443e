package org.latent4j.deep.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.latent4j.gaussian.MultivariateNormal;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/**
 * Two affine levels below a standard normal: z₂ ~ N(0, I), z₁ = W·z₂ + ε₁, x = V·z₁ + ε, so that x
 * ~ N(0, V(WWᵀ + D)Vᵀ + σ²I). Where W is diagonal and the columns of V are orthogonal, all
 * posteriors have independent dimensions and can be given to the model exactly.
 */
class HierarchicalLawTest {

  private static final double[] SLOPES = {1.5, 0.5};
  private static final double[] VARIANCES = {0.5, 0.8};
  private static final Matrix LOADINGS = Matrix.of(4, 2, 1, 1, 1, -1, 0.5, 0, 0, 2);
  private static final double[] LENGTHS = {2.25, 6};
  private static final double DEVIATION = 0.6;
  private static final MultivariateNormal EXACT = exact();
  private static final Matrix ROWS = EXACT.sample(20, new SeededRandom(2));

  private static MultivariateNormal exact() {
    Matrix inner = Matrix.diagonal(prior(0), prior(1));
    Matrix noise = Matrix.identity(4).scaled(DEVIATION * DEVIATION);
    return MultivariateNormal.of(
        new double[4], LOADINGS.times(inner).timesTransposed(LOADINGS).plus(noise));
  }

  /** Variance of a dimension of z₁. */
  private static double prior(int j) {
    return SLOPES[j] * SLOPES[j] + VARIANCES[j];
  }

  /**
   * A model of the hierarchy with its posteriors, or with others.
   *
   * @param below what the variances of q(z₁|x) are multiplied by
   * @param above the same of q(z₂|z₁)
   */
  private static Evaluator evaluator(double below, double above) {
    Matrix encoder = Matrix.zeros(4, 2);
    double[] logBelow = new double[2];
    Matrix upEncoder = Matrix.zeros(2, 2);
    double[] logAbove = new double[2];
    double noise = DEVIATION * DEVIATION;
    for (int j = 0; j < 2; j++) {
      double variance = 1 / (1 / prior(j) + LENGTHS[j] / noise);
      logBelow[j] = Math.log(below * variance);
      for (int i = 0; i < 4; i++) {
        encoder.values()[2 * i + j] = variance * LOADINGS.get(i, j) / noise;
      }
      double varianceAbove = 1 / (1 + SLOPES[j] * SLOPES[j] / VARIANCES[j]);
      logAbove[j] = Math.log(above * varianceAbove);
      upEncoder.values()[3 * j] = varianceAbove * SLOPES[j] / VARIANCES[j];
    }
    double[] none = new double[2];
    HierarchicalPrior levels =
        new HierarchicalPrior(
            HierarchicalPriorTest.affine(
                Matrix.diagonal(SLOPES), none, Math.log(VARIANCES[0]), Math.log(VARIANCES[1])),
            HierarchicalPriorTest.affine(upEncoder, none, logAbove));
    double[] deviations = new double[4];
    Arrays.fill(deviations, DEVIATION);
    Network plain = new Network(List.of(new DenseLayer(new Weights(encoder, none))));
    return new Evaluator(
        plain.withConstants(logBelow),
        HierarchicalPriorTest.affine(LOADINGS.transpose(), new double[4]),
        new GaussianOutput(deviations, 0),
        levels);
  }

  @Test
  void allIsExactWherePosteriorsAre() {
    double[] exact = EXACT.logDensity(ROWS);
    Evaluator evaluator = evaluator(1, 1);
    assertThat(evaluator.bound(ROWS)).containsExactly(exact, within(1e-9));
    Matrix weights = evaluator.logWeights(ROWS, 7, new SeededRandom(3));
    for (int i = 0; i < exact.length; i++) {
      double[] same = new double[7];
      Arrays.fill(same, exact[i]);
      assertThat(weights.row(i)).containsExactly(same, within(1e-9));
    }
  }

  /** The prior's noise is drawn anew for each code: else the mean would keep its error. */
  @Test
  void importanceWeightsAverageToTheDensity() {
    double[] exact = EXACT.logDensity(ROWS);
    Stream.of(evaluator(1, 1.6), evaluator(1.5, 1.6))
        .forEach(
            evaluator -> {
              Matrix weights = evaluator.logWeights(ROWS, 20_000, new SeededRandom(4));
              for (int i = 0; i < exact.length; i++) {
                double log = exact[i];
                HierarchicalPriorTest.assertMean(
                    Arrays.stream(weights.row(i)).map(v -> Math.exp(v - log)).toArray(), 1);
              }
            });
  }

  /**
   * Variances that are c times those of a posterior cost KL = ½·(c − 1 − log c) in each dimension.
   * All here is quadratic in four independent numbers, for which the fixed draws are exact.
   */
  @Test
  void theBoundLacksTheDivergenceOfBothLevels() {
    double[] bounds = EXACT.logDensity(ROWS);
    double gap = (0.5 - Math.log(1.5)) + (0.6 - Math.log(1.6));
    Arrays.setAll(bounds, i -> bounds[i] - gap);
    assertThat(evaluator(1.5, 1.6).bound(ROWS)).containsExactly(bounds, within(1e-9));
  }

  /** An exact q(z₂|z₁) adds nothing to KL(q(z₁|x) ‖ p(z₁)). */
  @Test
  void theDivergenceIsThatOfTheLowerLevelWherePosteriorsAreExact() {
    Evaluator evaluator = evaluator(1, 1);
    double[] divergences = evaluator.look(ROWS).totals().values();
    Matrix codes = evaluator.encode(ROWS);
    for (int i = 0; i < ROWS.rows(); i++) {
      double expected = 0;
      for (int j = 0; j < 2; j++) {
        double ratio = 1 / (1 + prior(j) * LENGTHS[j] / (DEVIATION * DEVIATION));
        double z = codes.get(i, j);
        expected += 0.5 * (ratio - 1 - Math.log(ratio) + z * z / prior(j));
      }
      assertThat(divergences[i]).isEqualTo(expected, within(1e-9));
    }
  }
}
