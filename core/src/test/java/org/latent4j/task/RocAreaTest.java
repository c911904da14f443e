package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.latent4j.linalg.SeededRandom;

class RocAreaTest {

  /**
   * Pairs (3, 1), (3, 2), (2, 1) are in order, (2, 2) is half: 3.5 of 4. What the higher are ahead
   * is 1 and 3/4, what the lower are behind 1 and 3/4: both variances are 1/32.
   */
  @Test
  void tiesCountHalf() {
    RocArea roc = RocArea.of(new double[] {3, 2}, new double[] {2, 1});
    assertThat(roc.area()).isEqualTo(0.875);
    assertThat(roc.standardError()).isCloseTo(Math.sqrt(1.0 / 32), within(1e-15));
  }

  @Test
  void scoresInOrderOrAllAlike() {
    assertThat(RocArea.of(new double[] {3, 4}, new double[] {1, 2})).isEqualTo(new RocArea(1, 0));
    assertThat(RocArea.of(new double[] {1, 2}, new double[] {3, 4})).isEqualTo(new RocArea(0, 0));
    assertThat(RocArea.of(new double[] {7, 7, 7}, new double[] {7, 7}))
        .isEqualTo(new RocArea(0.5, 0));
  }

  /** N(1, 1) against N(0, 1): the difference is N(1, 2), above 0 with probability Φ(1/√2). */
  @Test
  void areaOfTwoNormals() {
    SeededRandom random = new SeededRandom(1);
    double[] higher = new double[4000];
    double[] lower = new double[3000];
    random.fillGaussian(higher);
    random.fillGaussian(lower);
    for (int i = 0; i < higher.length; i++) {
      higher[i] += 1;
    }
    RocArea roc = RocArea.of(higher, lower);
    assertThat(roc.area()).isCloseTo(0.76025, within(4 * roc.standardError()));
    assertThat(roc.standardError()).isBetween(0.004, 0.008);
  }

  @Test
  void scoresMustBeThereAndBeNumbers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RocArea.of(new double[0], new double[2]))
        .withMessage("scores must be of at least 1 row of each kind, got 0 and 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RocArea.of(new double[] {Double.NaN}, new double[2]))
        .withMessage("scores must not be NaN");
  }
}
