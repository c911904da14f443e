package org.latent4j.deep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FitContext;

@Tag("slow")
class FlowTest {

  /** x₁ ~ N(0, 1), x₂ ~ N(x₁², 1/4): log p(x) = −log 2π + log 2 − x₁²/2 − 2(x₂ − x₁²)². */
  private static Matrix banana(int n, long seed) {
    SeededRandom random = new SeededRandom(seed);
    double[] values = new double[2 * n];
    for (int i = 0; i < n; i++) {
      values[2 * i] = random.nextGaussian();
      values[2 * i + 1] = values[2 * i] * values[2 * i] + 0.5 * random.nextGaussian();
    }
    return Matrix.wrap(n, 2, values);
  }

  private static double logDensity(double a, double b) {
    return -Math.log(2 * Math.PI) + Math.log(2) - a * a / 2 - 2 * Math.pow(b - a * a, 2);
  }

  private static Flow model;

  @BeforeAll
  static void train() {
    FlowOptions options =
        FlowOptions.defaults()
            .withSteps(4, Activation.TANH, 32)
            .withTraining(TrainingOptions.defaults().withEpochs(60).withLearningRate(5e-3));
    model = Flow.fit(Dataset.of(banana(4000, 1)), options, FitContext.defaults()).model();
  }

  @Test
  void aBentGaussianIsFoundToWithinAFewHundredthsOfANat() {
    Matrix fresh = banana(4000, 2);
    double exact = 0;
    for (int i = 0; i < fresh.rows(); i++) {
      exact += logDensity(fresh.get(i, 0), fresh.get(i, 1)) / fresh.rows();
    }
    assertThat(model.meanLogLikelihood(fresh)).isBetween(exact - 0.06, exact + 0.02);
  }

  @Test
  void decodingUndoesEncodingFarOutsideToo() {
    Matrix rows = Matrix.of(5, 2, 0, 0, 3, 9, -3, 8, 40, -70, -1e3, 1e4);
    Matrix back = model.decode(model.encode(rows));
    for (int i = 0; i < rows.values().length; i++) {
      double value = rows.values()[i];
      assertThat(back.values()[i]).isEqualTo(value, within(1e-9 * (1 + Math.abs(value))));
    }
  }

  @Test
  void theDensityIntegratesToOneOnAGrid() {
    double step = 0.05;
    double[] values = new double[2 * 320 * 400];
    for (int i = 0; i < 320; i++) {
      for (int j = 0; j < 400; j++) {
        values[2 * (400 * i + j)] = -8 + step * i;
        values[2 * (400 * i + j) + 1] = -4 + step * j;
      }
    }
    double[] logs = model.logDensity(Matrix.wrap(values.length / 2, 2, values));
    assertThat(Arrays.stream(logs).map(Math::exp).sum() * step * step).isEqualTo(1, within(0.01));
  }

  /** A continuous map of one Gaussian leaves a bridge between islands; a mixture needs none. */
  @Test
  void aMixtureOfCodesMakesIslands() {
    SeededRandom random = new SeededRandom(5);
    double[] values = new double[4000];
    for (int i = 0; i < values.length; i += 2) {
      double centre = random.nextInt(2) == 0 ? -5 : 5;
      values[i] = centre + 0.5 * random.nextGaussian();
      values[i + 1] = 0.5 * random.nextGaussian();
    }
    Matrix rows = Matrix.wrap(2000, 2, values);
    FlowOptions options =
        FlowOptions.defaults()
            .withCoupling(Coupling.AFFINE, 2)
            .withSteps(2, Activation.TANH, 8)
            .withComponents(2)
            .withTraining(TrainingOptions.defaults().withEpochs(60).withLearningRate(1e-2));
    Flow islands = Flow.fit(Dataset.of(rows), options, FitContext.defaults()).model();
    double entropy = Math.log(2) + Math.log(2 * Math.PI * Math.E * 0.25);
    assertThat(islands.meanLogLikelihood(rows)).isBetween(-entropy - 0.1, -entropy + 0.05);
    assertThat(islands.logDensity(0, 0)).isLessThan(-15);
  }

  @Test
  void oneColumnIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Flow.fit(
                    Dataset.of(Matrix.zeros(20, 1)), FlowOptions.defaults(), FitContext.defaults()))
        .withMessage("a normalizing flow needs at least 2 numeric columns, got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FlowOptions.defaults().withSteps(1, Activation.RELU))
        .withMessage("steps must be at least 2, got 1");
  }
}
