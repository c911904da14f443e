package org.latent4j.report.internal.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TwoSamplesTest {

  private static double distance(double[] first, double... second) {
    return TwoSamples.distance(first, second);
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
    assertThat(TwoSamples.chance(100, 100)).isCloseTo(0.1920, within(1e-4));
  }
}
