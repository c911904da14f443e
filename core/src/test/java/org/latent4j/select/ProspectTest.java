package org.latent4j.select;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.latent4j.model.FitProgress;
import org.latent4j.model.Model;

class ProspectTest {

  private static final Model MODEL = new ScriptedFamily.ScriptedModel(2, 4, 0, 0);
  private static final double ROWS = 100;

  /** BIC of 4 parameters on 100 rows at a log likelihood of −3 per row. */
  private static final double LIMIT = 2 * 3 * ROWS + 4 * Math.log(ROWS);

  /** A run that each update brings nearer by half to −3 per row, from one nat below. */
  private static Prospect halving(Prospect prospect, String phase, int updates) {
    for (int t = 1; t <= updates; t++) {
      double gap = Math.pow(0.5, t);
      prospect.learn(new FitProgress(phase, t, 100, -3 - gap, gap, () -> MODEL));
    }
    return prospect;
  }

  @Test
  void aRunThatWillEndAboveTheBoundIsLeft() {
    Prospect prospect = halving(new Prospect(Criterion.BIC, LIMIT - 1, ROWS), "em", 30);
    assertThat(prospect.isHopeless()).isTrue();
    // Four times the gain to come leads 3·gap·100 nats beyond the limit: less than half a nat from
    // the tenth update on, whose fifth successor decides.
    assertThat(prospect.verdict())
        .isEqualTo("left after 14 iterations: BIC would stay above 617.421");
  }

  @Test
  void aRunThatCanStillReachTheBoundIsNotLeft() {
    assertThat(halving(new Prospect(Criterion.BIC, LIMIT + 1e-3, ROWS), "em", 30).isHopeless())
        .isFalse();
    assertThat(halving(new Prospect(Criterion.BIC, LIMIT - 1, ROWS), "em", 13).isHopeless())
        .isFalse();
  }

  @Test
  void shortRunsOfStartsAreNotJudged() {
    Prospect prospect = halving(new Prospect(Criterion.BIC, LIMIT - 1, ROWS), "start 1 of 3", 30);
    assertThat(prospect.isHopeless()).isFalse();
  }

  @Test
  void gainsThatGrowAreNotJudged() {
    Prospect prospect = new Prospect(Criterion.BIC, 0, ROWS);
    for (int t = 1; t <= 30; t++) {
      double gain = 1e-6 * Math.pow(1.1, t);
      prospect.learn(new FitProgress("em", t, 100, -3, gain, () -> MODEL));
    }
    assertThat(prospect.isHopeless()).isFalse();
  }
}
