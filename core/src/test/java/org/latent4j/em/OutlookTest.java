package org.latent4j.em;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutlookTest {

  /** Updates of a run whose gains shrink by a rate, until it is without hope; 0 if it never is. */
  private static int hopelessAfter(double rate, double firstGain, double enough, int updates) {
    Outlook outlook = new Outlook();
    double objective = 0;
    double gain = firstGain;
    for (int t = 1; t <= updates; t++) {
      objective += gain;
      if (outlook.isHopeless(objective, gain, end -> end > enough)) {
        return t;
      }
      gain *= rate;
    }
    return 0;
  }

  /** Gains of 1, 1/2, 1/4 … end at 2: four times what is left of them stays below 10. */
  @Test
  void aRunWhoseGainsShrinkTooFastIsLeftAfterFiveMoreUpdates() {
    assertThat(hopelessAfter(0.5, 1, 10, 100)).isEqualTo(6);
  }

  @Test
  void aRunThatWillBeEnoughIsNotLeft() {
    assertThat(hopelessAfter(0.5, 1, 1.99, 30)).isZero();
  }

  @Test
  void aRunWhoseGainsGrowIsNotJudged() {
    assertThat(hopelessAfter(1.1, 1e-6, 1e9, 100)).isZero();
  }

  @Test
  void hopeInBetweenBeginsTheCountAgain() {
    Outlook outlook = new Outlook();
    double[] gains = {1, 0.5, 0.25, 0.12, 0.06, 1, 0.5, 0.25, 0.12, 0.06, 0.03};
    double objective = 0;
    for (int t = 0; t < gains.length; t++) {
      objective += gains[t];
      boolean last = t == gains.length - 1;
      assertThat(outlook.isHopeless(objective, gains[t], end -> end > 100)).isEqualTo(last);
    }
  }
}
