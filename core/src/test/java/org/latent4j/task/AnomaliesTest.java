package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.latent4j.data.Dataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FittedModel;

class AnomaliesTest {

  private static final double PEAK = -0.5 * Math.log(2 * Math.PI);

  /** N(0, 1) with reference rows at distance 0, 1, 1 and 2 from the mean. */
  private static final FittedModel GAUSSIAN =
      Fitted.of(
          Fitted.gaussian(new double[1], Matrix.identity(1)),
          Schema.numeric(1),
          FittedModel.Reference.of(new double[] {PEAK, PEAK - 0.5, PEAK - 0.5, PEAK - 2}, true));

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
}
