package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.latent4j.data.Dataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FitContext;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.ReferenceRows;
import org.latent4j.model.Settings;
import org.latent4j.select.ModelFitting;
import org.latent4j.select.Scaling;
import org.latent4j.select.Validation;

class AnomaliesTest {

  private static final double PEAK = -0.5 * Math.log(2 * Math.PI);

  /** N(0, 1) with reference rows at distance 0, 1, 1 and 2 from the mean. */
  private static final FittedModel GAUSSIAN =
      Fitted.of(
          Fitted.gaussian(new double[1], Matrix.identity(1)),
          Schema.numeric(1),
          ReferenceRows.of(new double[] {PEAK, PEAK - 0.5, PEAK - 0.5, PEAK - 2}, true));

  @Test
  void tailRankCountsReferenceRowsThatAreAtMostAsProbable() {
    Anomalies anomalies = Anomalies.of(GAUSSIAN, Dataset.of(Matrix.of(4, 1, 3, -1.5, 0.5, 0)), 2);
    assertThat(anomalies.tailRanks()).containsExactly(1 / 5.0, 2 / 5.0, 4 / 5.0, 5 / 5.0);
    assertThat(anomalies.logDensities()[0]).isCloseTo(PEAK - 4.5, within(1e-14));
  }

  @Test
  void worstRowsComeFirstAndEqualsInOrder() {
    Anomalies anomalies = Anomalies.of(GAUSSIAN, Dataset.of(Matrix.of(5, 1, 2, 0, -3, 3, 1)), 1);
    assertThat(anomalies.worst(4)).containsExactly(2, 3, 0, 4);
    assertThat(anomalies.worst(99)).hasSize(5);
  }

  @Test
  void aModelWithoutReferenceIsRefused() {
    FittedModel bare = Fitted.of(Fitted.gaussian(new double[1], Matrix.identity(1)));
    assertThatThrownBy(() -> Anomalies.task(bare))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the model must hold log densities of reference rows for a tail rank, got none; fit it"
                + " with rows held out");
  }

  @Test
  void alarmsAreTheRowsWhoseTailRankIsAtMostTheRate() {
    Anomalies anomalies = Anomalies.of(GAUSSIAN, Dataset.of(Matrix.of(4, 1, 3, -1.5, 0.5, -4)), 1);
    assertThat(anomalies.alarms(0.2)).containsExactly(3, 0);
    assertThat(anomalies.alarms(0.4)).containsExactly(3, 0, 1);
    // ranks of the reference rows are 2/5, 4/5, 4/5 and 1: above 0.3 from the first on
    assertThat(anomalies.threshold(0.3)).isEqualTo(PEAK - 2);
    assertThat(anomalies.threshold(0.4)).isEqualTo(PEAK - 0.5);
  }

  @Test
  void noRateBelowOneInTheReferenceRowsCanBeHeld() {
    Anomalies anomalies = Anomalies.of(GAUSSIAN, Dataset.of(Matrix.of(1, 1, 3)), 1);
    assertThatThrownBy(() -> anomalies.alarms(0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "false-alarm-rate must be between 0.200 (1 in as many as the model's reference rows and"
                + " one more) and 1, got 0.1");
  }

  /**
   * Models fitted to 300 rows, half of them held out, and 200 fresh rows, 50 times: the share of
   * alarms is the rate. Its standard error is that of 50 thresholds from 300 reference rows and of
   * 10,000 rows together; four of them are allowed.
   */
  @Test
  void freshRowsAreAlarmsAtTheWantedRate() {
    ModelFamily family = ModelFamily.named("gmm");
    double rate = 0.05;
    int alarms = 0;
    for (int seed = 0; seed < 50; seed++) {
      SeededRandom random = new SeededRandom(seed);
      FittedModel model =
          ModelFitting.fit(
              family,
              Settings.of(family.settings()).with("k", 2).with("starts", 1),
              Scaling.NONE,
              Dataset.of(Fitted.twoBlobs().sample(300, random)),
              Validation.folds(5),
              FitContext.defaults());
      Dataset fresh = Dataset.of(Fitted.twoBlobs().sample(200, random));
      alarms += Anomalies.of(model, fresh, 1).alarms(rate).length;
    }
    double error = Math.sqrt(rate * (1 - rate) * (1.0 / 10_000 + 1.0 / (50 * 300)));
    assertThat(alarms / 10_000.0).isCloseTo(rate, within(4 * error));
  }
}
