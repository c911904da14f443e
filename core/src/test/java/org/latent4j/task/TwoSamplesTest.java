package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.latent4j.linalg.SeededRandom;

class TwoSamplesTest {

  private static double distance(double[] first, double... second) {
    return TwoSamples.kolmogorovSmirnov(first, second);
  }

  @Test
  void distanceIsTheGreatestGapBetweenShares() {
    assertThat(distance(new double[] {3, 1, 2}, 6, 5, 4)).isEqualTo(1);
    assertThat(distance(new double[] {1, 3}, 4, 2)).isEqualTo(0.5);
    assertThat(distance(new double[] {1, 2, 3, 4}, 4, 5)).isEqualTo(0.75);
  }

  @Test
  void equalValuesAreNoGap() {
    assertThat(distance(new double[] {1, 1, 2}, 2, 1, 1)).isZero();
    assertThat(distance(new double[] {0, 0, 0, 1}, 0, 1)).isEqualTo(0.25);
  }

  @Test
  void chanceAloneMakesTheTabledGap() {
    // Smirnov's critical value for n = m = 100 at 5 %, 1.358·√(2/100)
    assertThat(TwoSamples.kolmogorovSmirnovChance(100, 100)).isCloseTo(0.1920, within(1e-4));
  }

  @Test
  void wassersteinIsTheMeanWayOfTheValues() {
    assertThat(TwoSamples.wasserstein(new double[] {0, 1, 3}, new double[] {8, 5, 6}))
        .isCloseTo(5, within(1e-12));
    // ¼ of the values goes from 4 to 0, ¼ from 2 to 1
    assertThat(TwoSamples.wasserstein(new double[] {0, 1}, new double[] {0, 2, 4, 1}))
        .isCloseTo(1.25, within(1e-12));
    assertThat(TwoSamples.wasserstein(new double[] {7, 7}, new double[] {7})).isZero();
  }

  /** Of normal distributions with one mean it is the difference of deviations times √(2/π). */
  @Test
  void wassersteinOfNormalSamplesIsThatOfTheirLaws() {
    SeededRandom random = new SeededRandom(4);
    int n = 50_000;
    double[] first = IntStream.range(0, n).mapToDouble(i -> random.nextGaussian()).toArray();
    double[] second = IntStream.range(0, n).mapToDouble(i -> 3 * random.nextGaussian()).toArray();
    assertThat(TwoSamples.wasserstein(first, second))
        .isCloseTo(2 * Math.sqrt(2 / Math.PI), within(0.05));
  }

  @Test
  void totalVariationIsHalfTheDifferencesOfShares() {
    assertThat(TwoSamples.totalVariation(new long[] {2, 2, 0}, new long[] {10, 5, 5}))
        .isCloseTo(0.25, within(1e-15));
    assertThat(TwoSamples.totalVariation(new long[] {3, 0}, new long[] {0, 7})).isEqualTo(1);
  }

  /** 1000 pairs of samples of one law: about 50 pass, give or take four deviations of 6.9. */
  @Test
  void chanceIsPassedAboutOnceInTwentyTimes() {
    SeededRandom random = new SeededRandom(6);
    int passed = 0;
    for (int trial = 0; trial < 1000; trial++) {
      long[][] counts = new long[2][12];
      for (long[] own : counts) {
        for (int i = 0; i < 400; i++) {
          own[(int) (12 * Math.pow(random.nextDouble(), 2))]++;
        }
      }
      double chance = TwoSamples.totalVariationChance(counts[0], counts[1]);
      passed += TwoSamples.totalVariation(counts[0], counts[1]) > chance ? 1 : 0;
    }
    assertThat(passed).isBetween(22, 78);
  }
}
