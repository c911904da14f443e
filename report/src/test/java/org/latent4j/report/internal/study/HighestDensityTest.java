package org.latent4j.report.internal.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HighestDensityTest {

  /** Radii at the evenly spaced quantiles of a standard Gaussian of two dimensions. */
  private static double[] logDensitiesOfGaussian(int n) {
    double[] values = new double[n];
    Arrays.setAll(values, i -> Math.log(1 - (i + 0.5) / n) - Math.log(2 * Math.PI));
    return values;
  }

  private static double radius(double logDensity) {
    return Math.sqrt(-2 * (logDensity + Math.log(2 * Math.PI)));
  }

  @Test
  void regionOfNinetyFivePercentOfStandardGaussianHasRadiusOfChiSquared() {
    double[] draws = logDensitiesOfGaussian(100_000);
    double[] ones = new double[draws.length];
    Arrays.fill(ones, 1);

    // √5.9915, the 95 % quantile of χ² with two degrees of freedom
    assertThat(radius(HighestDensity.level(draws, ones, 0.95))).isCloseTo(2.4477, within(2e-3));
    assertThat(radius(HighestDensity.level(draws, ones, 0.5))).isCloseTo(1.1774, within(2e-3));
  }

  @Test
  void drawsCountByTheirWeight() {
    double[] draws = {-1, -2, -3, -4};

    assertThat(HighestDensity.level(draws, new double[] {1, 1, 1, 7}, 0.3)).isEqualTo(-3);
    assertThat(HighestDensity.level(draws, new double[] {1, 1, 1, 7}, 0.31)).isEqualTo(-4);
  }
}
