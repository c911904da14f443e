package org.latent4j.mixture.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latent4j.linalg.SeededRandom;

class ComponentStatisticsTest {

  private static final int K = 3;
  private static final int D = 4;
  private static final int N = 60;

  private static final double[] ROWS = new double[N * D];
  private static final double[] WEIGHTS = new double[N * K];

  static {
    SeededRandom random = new SeededRandom(9);
    random.fillGaussian(ROWS);
    for (int i = 0; i < WEIGHTS.length; i++) {
      WEIGHTS[i] = random.nextDouble() < 0.2 ? 0 : random.nextDouble();
    }
  }

  private static ComponentStatistics count(ComponentStatistics.Shape shape, int from, int to) {
    double[] references = new double[K * D];
    new SeededRandom(2).fillGaussian(references);
    ComponentStatistics statistics = new ComponentStatistics(shape, K, D);
    try (ScatterAccumulator scatter = ScatterAccumulator.of(shape, K, D, references)) {
      scatter.add(
          java.util.Arrays.copyOfRange(ROWS, from * D, to * D),
          to - from,
          java.util.Arrays.copyOfRange(WEIGHTS, from * K, to * K));
      scatter.drainInto(statistics);
    }
    statistics.addRows(from - to, to - from);
    return statistics;
  }

  @ParameterizedTest
  @EnumSource(ComponentStatistics.Shape.class)
  void countsMeansAndScattersFollowTheirDefinitions(ComponentStatistics.Shape shape) {
    ComponentStatistics statistics = count(shape, 0, N);
    double[] pooled = new double[D * D];
    for (int c = 0; c < K; c++) {
      double weight = 0;
      double[] mean = new double[D];
      for (int i = 0; i < N; i++) {
        weight += WEIGHTS[i * K + c];
        for (int j = 0; j < D; j++) {
          mean[j] += WEIGHTS[i * K + c] * ROWS[i * D + j];
        }
      }
      assertThat(statistics.counts[c]).isCloseTo(weight, within(1e-12));
      for (int j = 0; j < D; j++) {
        mean[j] /= weight;
        assertThat(statistics.means[c * D + j]).isCloseTo(mean[j], within(1e-12));
      }
      assertScatter(statistics, c, mean, pooled);
    }
    if (shape == ComponentStatistics.Shape.POOLED) {
      for (int i = 0; i < D; i++) {
        for (int j = 0; j <= i; j++) {
          assertThat(statistics.scatters[i * D + j]).isCloseTo(pooled[i * D + j], within(1e-11));
        }
      }
    }
  }

  private static void assertScatter(
      ComponentStatistics statistics, int c, double[] mean, double[] pooled) {
    for (int i = 0; i < D; i++) {
      for (int j = 0; j <= i; j++) {
        double scatter = 0;
        for (int row = 0; row < N; row++) {
          scatter +=
              WEIGHTS[row * K + c] * (ROWS[row * D + i] - mean[i]) * (ROWS[row * D + j] - mean[j]);
        }
        pooled[i * D + j] += scatter;
        if (statistics.shape() == ComponentStatistics.Shape.DENSE) {
          assertThat(statistics.scatters[(c * D + i) * D + j]).isCloseTo(scatter, within(1e-11));
        }
        if (i == j && statistics.shape() != ComponentStatistics.Shape.POOLED) {
          assertThat(statistics.scatterDiagonal(c, j)).isCloseTo(scatter, within(1e-11));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ComponentStatistics.Shape.class)
  void mergedPartsAreTheWhole(ComponentStatistics.Shape shape) {
    ComponentStatistics merged = count(shape, 0, 17);
    merged.merge(count(shape, 17, 40));
    merged.merge(count(shape, 40, N));
    merged.merge(new ComponentStatistics(shape, K, D));
    assertThat(merged.toArray()).containsExactly(count(shape, 0, N).toArray(), within(1e-11));
  }

  @ParameterizedTest
  @EnumSource(ComponentStatistics.Shape.class)
  void sizeIsWhatTheExpectationTellsTheEngine(ComponentStatistics.Shape shape) {
    assertThat(new GaussianExpectation(shape, K).statisticsSize(D))
        .isEqualTo(count(shape, 0, N).toArray().length);
  }
}
