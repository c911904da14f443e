package org.latent4j.deep.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.latent4j.deep.Device;
import org.latent4j.deep.TrainingOptions;
import org.latent4j.linalg.NumericalException;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitStatus;

/** Steps that go wrong: training must not be lost to one of them. */
class TrainerSafetyTest {

  private static final int ROWS = 100;
  private static final double BAD_ROW = 8;

  @BeforeAll
  static void load() {
    LibTorch.require();
  }

  /** Lowers (w − x)²; in some calls the bound is multiplied, or that of a row is not a number. */
  private static final class Parabola implements Trainable, AutoCloseable {
    private final FlatParameters parameters = new FlatParameters();
    private final int firstBad;
    private final int lastBad;
    private final double factor;
    private int calls;

    Parabola(int firstBad, int lastBad, double factor) {
      this.firstBad = firstBad;
      this.lastBad = lastBad;
      this.factor = factor;
      parameters.add("w", i -> 5, 1);
      parameters.allocate(LibTorch.device(Device.CPU));
    }

    @Override
    public FlatParameters parameters() {
      return parameters;
    }

    @Override
    public int noiseWidth() {
      return 0;
    }

    @Override
    public Terms terms(Tensor rows, Tensor noise, Tensor weights, double divergenceWeight) {
      Tensor bound = rows.sub(parameters.get("w")).square().sum(1).neg();
      boolean training = rows.size(0) < 50;
      if (training) {
        calls++;
      }
      if (training && firstBad <= calls && calls <= lastBad) {
        Tensor chosen = rows.eq(new Scalar(BAD_ROW)).view(rows.size(0));
        Tensor nothing = torch.full_like(bound, new Scalar(Double.NaN));
        bound =
            Double.isNaN(factor)
                ? torch.where(chosen, nothing, bound)
                : bound.mul(new Scalar(factor));
      }
      return new Terms(bound.mul(weights).mean().neg(), bound, torch.zeros_like(bound), rows);
    }

    @Override
    public void close() {
      parameters.close();
    }
  }

  private static Trainer.Outcome train(Parabola network) {
    float[] values = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      values[i] = i;
    }
    double[] weights = new double[ROWS];
    Arrays.fill(weights, 1);
    TrainingRows rows = TrainingRows.of(values, 1, weights, false);
    TrainingOptions options =
        TrainingOptions.defaults().withEpochs(30).withBatchSize(9).withLearningRate(0.5);
    return new Trainer(
            network,
            rows,
            options,
            FitContext.defaults(),
            state -> {
              throw new AssertionError("no checkpoint was asked for");
            },
            System::nanoTime)
        .train(new TrainingState(network.parameters().values(), ROWS));
  }

  @Test
  void aStepOfAbsurdGradientIsSkippedAndTold() {
    try (Parabola network = new Parabola(120, 120, 1e6)) {
      Trainer.Outcome outcome = train(network);
      assertThat(outcome.status()).isEqualTo(FitStatus.ITERATION_LIMIT);
      assertThat(outcome.notes())
          .containsExactly(
              "1 of 300 training steps were skipped: their gradients were beyond 100 times the"
                  + " usual");
      assertThat((double) outcome.state().best[0]).isBetween(40.0, 60.0);
    }
  }

  @Test
  void trainingGoesOnFromBeforeARowThatIsNotFinite() {
    try (Parabola network = new Parabola(21, 30, Double.NaN)) {
      Trainer.Outcome outcome = train(network);
      assertThat(outcome.notes())
          .containsExactly(
              "training stopped being finite at row 9 in epoch 3; it went on from the start of the"
                  + " epoch with half the step size");
      assertThat(outcome.state().epoch).isEqualTo(30);
      assertThat((double) outcome.state().best[0]).isBetween(40.0, 60.0);
    }
  }

  @Test
  void aRowThatIsNeverFiniteIsNamed() {
    try (Parabola network = new Parabola(1, Integer.MAX_VALUE, Double.NaN)) {
      assertThatExceptionOfType(NumericalException.class)
          .isThrownBy(() -> train(network))
          .withMessage(
              "training stopped being finite at row 9 in epoch 1; look at that row, or lower the"
                  + " learning rate (now 0.015625)");
    }
  }
}
