package org.latent4j.report.internal.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HistogramTest {

  @Test
  void densitiesAreCountsOverTotalAndWidth() {
    Histogram histogram = Histogram.over(0, 6, 10, 0); // six bins of width 1

    histogram.addAll(new double[] {0, 0.5, 1, 2.5, 2.6, 2.7, 5.5, 6, 7, Double.NaN});

    double ninth = 1.0 / 9;
    assertThat(histogram.densities())
        .containsExactly(
            new double[] {2 * ninth, ninth, 3 * ninth, 0, 0, 2 * ninth}, within(1e-12));
    assertThat(histogram.beyond()).isCloseTo(ninth, within(1e-12));
  }

  @Test
  void everyBinHoldsAsManyRecordedValues() {
    Histogram histogram = Histogram.over(1, 30, 1000, 1); // 20 bins would be 1.45 wide

    for (int value = 1; value <= 30; value++) {
      histogram.add(value);
    }

    assertThat(histogram.edges()[0]).isEqualTo(0.5);
    assertThat(histogram.densities()).hasSize(30).containsOnly(1.0 / 30);
  }

  @Test
  void constantHasOneBinAroundIt() {
    Histogram histogram = Histogram.over(4, 4, 10, 1);
    histogram.add(4);

    assertThat(histogram.edges()).containsExactly(3.5, 4.5);
    assertThat(histogram.densities()).containsExactly(1);
  }
}
