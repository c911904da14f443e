package org.latent4j.mixedmixture.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixedmixture.Distribution;

class CountPartTest {

  /** R 4.2.2: {@code dnbinom(x, mu, size, log = TRUE)}. */
  @ParameterizedTest
  @CsvSource({
    "7, 3.5, 0.8, -3.33887255456",
    "3, 2, 1e5, -1.71232792746",
    "500, 300, 2.5, -7.09790348482",
  })
  void negativeBinomialsHaveTheirProbability(
      double count, double mean, double size, double logProbability) {
    assertThat(part(mean, size).logProbability(0, count)).isEqualTo(logProbability, within(1e-9));
  }

  @Test
  void probabilitiesSumToOne() {
    CountPart part = part(4, 0.7);
    double sum = 0;
    for (int x = 0; x < 2000; x++) {
      sum += Math.exp(part.logProbability(0, x));
    }
    assertThat(sum).isEqualTo(1, within(1e-10));
  }

  @Test
  void aGreatSizeIsPoisson() {
    for (int x : new int[] {0, 1, 7, 130}) {
      assertThat(CountPart.logNegativeBinomial(x, 9, 1e15))
          .isEqualTo(CountPart.logPoisson(x, 9), within(1e-9));
    }
  }

  @Test
  void whatIsNoCountIsImpossible() {
    for (double value : new double[] {-1, 0.5, Double.POSITIVE_INFINITY}) {
      assertThat(part(2, 3).logProbability(0, value)).isEqualTo(Double.NEGATIVE_INFINITY);
    }
  }

  private static CountPart part(double mean, double size) {
    return new CountPart(Distribution.NEGATIVE_BINOMIAL, 0, Matrix.of(1, 2, mean, size));
  }
}
