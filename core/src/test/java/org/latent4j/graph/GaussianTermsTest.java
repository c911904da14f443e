package org.latent4j.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;

class GaussianTermsTest {

  private static final double LOG_TWO_PI = 1.8378770664093453;

  /**
   * Σ = [[2, 1], [1, 2]] has determinant 3 and eigenvalues 3 and 1; (1, −1) lies along the second.
   */
  private static final Matrix COVARIANCE = Matrix.of(2, 2, 2.0, 1, 1, 2);

  private static final double EXPECTED = -0.5 * (2 + Math.log(3) + 2 * LOG_TWO_PI);

  @Test
  void fullIsTheDensityOfAGaussian() {
    Matrix inverse = Cholesky.of(COVARIANCE).inverseLower();
    assertThat(at(v -> GaussianTerms.full(v, new double[] {3, 5}, inverse, 0), 4, 4))
        .isEqualTo(EXPECTED, within(1e-14));
  }

  @Test
  void lowRankIsTheDensityOfAGaussian() {
    double half = Math.sqrt(0.5);
    Matrix axes = Matrix.of(2, 1, half, half);
    UnaryOperator<GraphValue> density =
        v -> GaussianTerms.lowRank(v, new double[] {3, 5}, axes, new double[] {3}, 1, 0);
    assertThat(at(density, 4, 4)).isEqualTo(EXPECTED, within(1e-14));
    double along = -0.5 * (2.0 / 3 + Math.log(3) + 2 * LOG_TWO_PI);
    assertThat(at(density, 4, 6)).isEqualTo(along, within(1e-14));
  }

  @Test
  void diagonalIsTheDensityOfAGaussian() {
    double expected = -0.5 * (1 + 4 + 2 * Math.log(2 * 0.5) + 2 * LOG_TWO_PI);
    assertThat(
            at(v -> GaussianTerms.diagonal(v, new double[] {1, 1}, new double[] {2, 0.5}, 0), 3, 2))
        .isEqualTo(expected, within(1e-14));
  }

  @Test
  void oneDeviationServesAllFeatures() {
    double expected = -0.5 * (1 + 0.25 + 4 * Math.log(2) + 2 * LOG_TWO_PI);
    assertThat(at(v -> GaussianTerms.diagonal(v, new double[2], new double[] {2}, 0), 2, 1))
        .isEqualTo(expected, within(1e-14));
  }

  @Test
  void logWeightIsAdded() {
    Matrix inverse = Cholesky.of(COVARIANCE).inverseLower();
    double logWeight = Math.log(0.25);
    assertThat(at(v -> GaussianTerms.full(v, new double[] {3, 5}, inverse, logWeight), 4, 4))
        .isEqualTo(EXPECTED + logWeight, within(1e-14));
  }

  @Test
  void nothingCancelsFarFromZero() {
    double far = 1e8;
    Matrix inverse = Cholesky.of(COVARIANCE).inverseLower();
    double[] mean = {far + 3, far + 5};
    assertThat(at(v -> GaussianTerms.full(v, mean, inverse, 0), far + 4, far + 4))
        .isEqualTo(EXPECTED, within(1e-14));
  }

  @Test
  void refusesAMeanOfAnotherLength() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> at(v -> GaussianTerms.diagonal(v, new double[3], new double[] {1}, 0), 1, 2))
        .withMessage("mean must have 2 numbers (the width of x), got 3");
  }

  private static double at(UnaryOperator<GraphValue> density, double... x) {
    GraphBuilder builder = new GraphBuilder();
    GraphValue answer = density.apply(builder.input("x", x.length));
    Graph graph = builder.output("logDensity", answer).build();
    Matrix rows = Matrix.of(1, x.length, x);
    return GraphInterpreter.run(graph, Map.of("x", rows)).get("logDensity").get(0, 0);
  }
}
