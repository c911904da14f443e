package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ReferenceRows;

class HighestDensityTest {

  private static final GaussianMixture PLANE =
      Fitted.gaussian(new double[2], Matrix.of(2, 2, 4, 1, 1, 2));

  /** −log(2π) − ½ log det − q/2 with q the quantile of chi-squared(2), −2·log(1 − c). */
  private static double exact(double coverage) {
    return -Math.log(2 * Math.PI) - 0.5 * Math.log(7) + Math.log(1 - coverage);
  }

  @Test
  void drawsOfAGaussianGiveTheLevelOfItsEllipse() {
    FittedModel model = Fitted.of(PLANE);
    for (double coverage : new double[] {0.5, 0.9, 0.99}) {
      double level = HighestDensity.ofModel(model, coverage, 100_000, 3);
      // log(1 − c) moves by error/(1 − c)
      double error = Math.sqrt(coverage * (1 - coverage) / 100_000) / (1 - coverage);
      assertThat(level).isCloseTo(exact(coverage), within(4 * error));
    }
  }

  @Test
  void theReferenceGivesOrderStatistics() {
    double[] reference = new double[99];
    for (int i = 0; i < 99; i++) {
      reference[i] = -i - 1.0; // the smallest is −99
    }
    FittedModel model = Fitted.of(PLANE, Schema.numeric(2), ReferenceRows.of(reference, true));
    // a new row is below the 10th of 99 with probability 10/100
    assertThat(HighestDensity.ofReference(model, 0.9)).isEqualTo(-90);
    assertThat(HighestDensity.ofReference(model, 0.5)).isEqualTo(-50);
    assertThat(HighestDensity.ofReference(model, 0.99)).isEqualTo(-99);
    assertThat(HighestDensity.ofReference(model, 0.995)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  /** 200 sets of 99 reference rows and 10 new rows each: 90 % of 2000 are in the region. */
  @Test
  void theRegionHoldsAsManyNewRowsAsItSays() {
    int inside = 0;
    for (int seed = 0; seed < 200; seed++) {
      SeededRandom random = new SeededRandom(seed);
      double[] reference = PLANE.logDensity(PLANE.sample(99, random));
      FittedModel model = Fitted.of(PLANE, Schema.numeric(2), ReferenceRows.of(reference, true));
      double level = HighestDensity.ofReference(model, 0.9);
      for (double value : PLANE.logDensity(PLANE.sample(10, random))) {
        inside += value >= level ? 1 : 0;
      }
    }
    double error = Math.sqrt(0.09 * (1.0 / 2000 + 1.0 / (200 * 99)));
    assertThat(inside / 2000.0).isCloseTo(0.9, within(4 * error));
  }

  @Test
  void badArgumentsAreRefused() {
    FittedModel bare = Fitted.of(PLANE);
    assertThatThrownBy(() -> HighestDensity.ofReference(bare, 0.9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the model must hold log densities of reference rows, got none; fit it with rows held"
                + " out");
    assertThatThrownBy(() -> HighestDensity.ofModel(bare, 1, 10, 0))
        .hasMessage("coverage must be between 0 and 1, got 1.0");
    assertThatThrownBy(() -> HighestDensity.ofModel(bare, 0.5, 0, 0))
        .hasMessage("draws must be at least 1, got 0");
  }
}
