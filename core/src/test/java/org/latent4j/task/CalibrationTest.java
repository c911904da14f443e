package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Column;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linear.Pca;
import org.latent4j.linear.PcaOptions;
import org.latent4j.model.FitContext;
import org.latent4j.model.FittedModel;

class CalibrationTest {

  private static Dataset normal(int count, double deviation, long seed) {
    double[] values = new double[count];
    new SeededRandom(seed).fillGaussian(values);
    for (int i = 0; i < count; i++) {
      values[i] *= deviation;
    }
    return Dataset.of(Matrix.wrap(count, 1, values));
  }

  private static FittedModel gaussian(double variance) {
    return Fitted.of(Fitted.gaussian(new double[1], Matrix.diagonal(variance)));
  }

  @Test
  void theTruthIsCalibrated() {
    Calibration found = Calibration.of(gaussian(1), normal(4000, 1, 1), 4000, 2, 1).orElseThrow();
    assertThat(found.withinHalf()).isCloseTo(0.5, within(0.05));
    assertThat(found.withinNineTenths()).isCloseTo(0.9, within(0.03));
    assertThat(found.sentence()).endsWith(", which is well calibrated");
    assertThat(found.error()).isNaN();
  }

  /** Values of N(0, 2²): the middle half of N(0, 1) is ±0.6745, the middle 90 % ±1.6449. */
  @Test
  void aModelThatIsTooSureIsFound() {
    Calibration found = Calibration.of(gaussian(1), normal(4000, 2, 1), 4000, 2, 1).orElseThrow();
    assertThat(found.withinHalf()).isCloseTo(0.2641, within(0.04)); // 2Φ(0.3372) − 1
    assertThat(found.withinNineTenths()).isCloseTo(0.5892, within(0.05)); // 2Φ(0.8224) − 1
    assertThat(found.sentence()).contains("(least well 'x1', ", "; the model is too sure: ");
  }

  @Test
  void aModelThatIsTooWideIsFound() {
    Calibration found = Calibration.of(gaussian(4), normal(4000, 1, 1), 4000, 2, 1).orElseThrow();
    assertThat(found.withinHalf()).isCloseTo(0.8227, within(0.05)); // 2Φ(1.349) − 1
    assertThat(found.sentence()).contains("; the model draws too wide: ");
  }

  /**
   * All values and all draws are the same: a place is drawn evenly, as that of a continuous one.
   */
  @Test
  void tiesAreBrokenEvenly() {
    Calibration found =
        Calibration.ofNumbers(
            List.of(Column.numeric("x")),
            Matrix.zeros(4000, 1),
            Matrix.zeros(2000, 1),
            new SeededRandom(1));
    assertThat(found.withinHalf()).isCloseTo(0.5, within(4 * Math.sqrt(0.25 / 4000)));
    assertThat(found.withinNineTenths()).isCloseTo(0.9, within(4 * Math.sqrt(0.09 / 4000)));
  }

  /** Told 0.95 twice where half are ones, and 0.15 twice where all are: (0.9 + 1.7) / 4. */
  @Test
  void probabilitiesAreHeldAgainstShares() {
    Calibration found =
        Calibration.ofProbabilities(
            Matrix.of(4, 1, 255, 0, 255, 255),
            Matrix.of(4, 1, 0.95 * 255, 0.95 * 255, 0.15 * 255, 0.15 * 255));
    assertThat(found.kind()).isEqualTo(Calibration.Kind.PROBABILITIES);
    assertThat(found.error()).isCloseTo(0.65, within(1e-12));
    assertThat(found.sentence())
        .startsWith(
            "probabilities are 0.650 off the shares of ones on average, most (0.850) where they are"
                + " 0.1 to 0.2;");
    assertThat(found.withinHalf()).isNaN();
  }

  @Test
  void aModelThatDrawsNothingIsNotJudged() {
    Matrix rows = Matrix.of(4, 2, 1, 2, 3, 4, 5, 7, 7, 8);
    Pca pca = Pca.fit(Dataset.of(rows), PcaOptions.defaults(), FitContext.defaults()).model();
    assertThat(Calibration.of(Fitted.of(pca), Dataset.of(rows), 10, 0, 1)).isEmpty();
  }
}
