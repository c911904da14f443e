package org.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WeightedMeanTest {

  @Test
  void meanAndErrorAreTheTextbooks() {
    WeightedMean mean = WeightedMean.of(new double[] {1, 2, 6}, new double[] {1, 1, 1});
    assertThat(mean.mean()).isEqualTo(3);
    // Variance with divisor n − 1 is 7.
    assertThat(mean.standardError()).isCloseTo(Math.sqrt(7.0 / 3), within(1e-15));
    assertThat(mean.weightTotal()).isEqualTo(3);
  }

  @Test
  void aWeightOfTwoIsTheRowTwice() {
    assertThat(WeightedMean.of(new double[] {1, 2, 6}, new double[] {2, 1, 1}))
        .isEqualTo(WeightedMean.of(new double[] {1, 1, 2, 6}, new double[] {1, 1, 1, 1}));
  }

  @Test
  void aRowOfWeightZeroHasNoSay() {
    assertThat(WeightedMean.of(new double[] {1, Double.NaN, 3}, new double[] {1, 0, 1}))
        .isEqualTo(WeightedMean.of(new double[] {1, 3}, new double[] {1, 1}));
  }

  @Test
  void theErrorOfOneRowIsUnknown() {
    WeightedMean mean = WeightedMean.of(new double[] {4}, new double[] {1});
    assertThat(mean.mean()).isEqualTo(4);
    assertThat(mean.standardError()).isNaN();
    assertThat(WeightedMean.of(new double[0], new double[0]).mean()).isNaN();
  }

  @Test
  void lengthsMustAgree() {
    assertThatThrownBy(() -> WeightedMean.of(new double[2], new double[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("weights must be as many as values (2), got 1");
  }
}
