package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Dataset;
import org.latent4j.data.Encoding;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linear.Pca;
import org.latent4j.linear.PcaOptions;
import org.latent4j.model.DensityKind;
import org.latent4j.model.FitContext;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ReferenceRows;

class EvaluationTest {

  private static final Matrix X = Matrix.of(5, 1, -2, -0.5, 0.25, 1, 3);
  private static final double EXACT =
      Arrays.stream(X.values()).map(ShiftedPosterior::exact).average().orElseThrow();

  private static Evaluation evaluate(FittedModel model, int samples) {
    return Evaluation.of(model, Dataset.of(X), new Evaluation.Options(samples, 1000, 7), 1);
  }

  private static FittedModel shifted(double shift) {
    return Fitted.of(new ShiftedPosterior(shift));
  }

  @Test
  void weightsFromThePosteriorItselfAreAllLogP() {
    Evaluation evaluation = evaluate(shifted(0), 3);
    assertThat(evaluation.densityKind()).isEqualTo(DensityKind.LOWER_BOUND);
    assertThat(evaluation.logDensity().mean()).isCloseTo(EXACT, within(1e-13));
    Evaluation.ImportanceBound bound = evaluation.importance().orElseThrow();
    assertThat(bound.perRow().mean()).isCloseTo(EXACT, within(1e-13));
    assertThat(bound.effectiveSamples()).isCloseTo(3, within(1e-12));
    assertThat(bound.samples()).isEqualTo(3);
  }

  /** log w of a shift s is normal about −s² with variance 2s², so w has mean 1 and E w² = e^2s². */
  @Test
  void importanceWeightsCloseTheGapOfTheBound() {
    double shift = 0.6;
    Evaluation evaluation = evaluate(shifted(shift), 200_000);
    double gap = shift * shift;
    assertThat(evaluation.logDensity().mean()).isCloseTo(EXACT - gap, within(0.01));
    Evaluation.ImportanceBound bound = evaluation.importance().orElseThrow();
    assertThat(bound.perRow().mean()).isCloseTo(EXACT, within(0.01));
    assertThat(bound.effectiveSamples() / bound.samples())
        .isCloseTo(Math.exp(-2 * gap), within(0.01));
  }

  @Test
  void oneSampleGivesTheBoundItself() {
    Evaluation evaluation = evaluate(shifted(0.6), 1);
    assertThat(evaluation.importance().orElseThrow().perRow()).isEqualTo(evaluation.logDensity());
    assertThat(evaluation.importance().orElseThrow().effectiveSamples()).isEqualTo(1);
  }

  @Test
  void aDimensionThatTellsNothingIsNotActive() {
    Evaluation evaluation = evaluate(shifted(0.5), 2);
    assertThat(evaluation.activeUnits()).isEqualTo(1);
    Evaluation.LatentUse first = evaluation.latent().get(0);
    assertThat(first.name()).isEqualTo("z1");
    double mean = 0;
    for (double x : X.values()) {
      double m = x / 2 + 0.5;
      mean += 0.5 * (m * m - 0.5 + Math.log(2)) / X.rows();
    }
    assertThat(first.divergence()).isCloseTo(mean, within(1e-14));
    // A quarter of the variance of the rows, whose mean is 0.35.
    assertThat(first.variance()).isCloseTo((14.3125 / 5 - 0.35 * 0.35) / 4, within(1e-14));
    assertThat(evaluation.latent().get(1).divergence()).isZero();
    assertThat(evaluation.latent().get(1).variance()).isZero();
  }

  @Test
  void aScalingMovesEveryNumberByItsLogarithm() {
    FittedModel scaled =
        Fitted.of(
            new ShiftedPosterior(0.6),
            Schema.numeric(1),
            Encoding.affine(new double[] {5}, new double[] {4}),
            ReferenceRows.NONE);
    Matrix rows = Matrix.wrap(5, 1, Arrays.stream(X.values()).map(x -> 5 + 4 * x).toArray());
    Evaluation evaluation =
        Evaluation.of(scaled, Dataset.of(rows), new Evaluation.Options(100_000, 1000, 7), 1);
    assertThat(evaluation.importance().orElseThrow().perRow().mean())
        .isCloseTo(EXACT - Math.log(4), within(0.01));
    assertThat(evaluation.bitsPerDimension())
        .isCloseTo((Math.log(4) - EXACT) / Math.log(2), within(0.02));
  }

  @Test
  void anExactDensityNeedsNoSamples() {
    FittedModel gaussian = Fitted.of(Fitted.gaussian(new double[1], Matrix.diagonal(2)));
    Evaluation evaluation = evaluate(gaussian, 500);
    assertThat(evaluation.densityKind()).isEqualTo(DensityKind.EXACT);
    assertThat(evaluation.logDensity().mean()).isCloseTo(EXACT, within(1e-13));
    assertThat(evaluation.importance()).isEmpty();
    assertThat(evaluation.latent()).isEmpty();
  }

  @Test
  void rowsCountByWeightAndInAnyOrderAtAnyNumberOfThreads() {
    Matrix repeated = X.selectRows(new int[] {4, 2, 2, 0, 1, 3});
    Evaluation.Options options = new Evaluation.Options(20, 1000, 3);
    Evaluation expected = Evaluation.of(shifted(0.6), Dataset.of(repeated), options, 3);
    Dataset weighted = HeapDataset.builder(Schema.numeric(1), X).weights(1, 1, 2, 1, 1).build();
    Evaluation actual = Evaluation.of(shifted(0.6), weighted, options, 1);
    assertThat(actual.importance().orElseThrow().perRow().mean())
        .isCloseTo(expected.importance().orElseThrow().perRow().mean(), within(1e-13));
    assertThat(actual.importance().orElseThrow().perRow().weightTotal()).isEqualTo(6);
  }

  @Test
  void manyRowsAreSampled() {
    Evaluation evaluation =
        Evaluation.of(shifted(0), Dataset.of(X), new Evaluation.Options(1, 3, 0), 1);
    assertThat(evaluation.rowCount()).isEqualTo(3);
  }

  @Test
  void aModelWithoutDensityIsRefused() {
    Matrix rows = Matrix.of(4, 2, 1, 2, 3, 4, 5, 7, 7, 8);
    Pca pca = Pca.fit(Dataset.of(rows), PcaOptions.defaults(), FitContext.defaults()).model();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Evaluation.of(Fitted.of(pca), Dataset.of(rows), Evaluation.Options.defaults(), 1))
        .withMessageStartingWith("the toy model has no density; evaluate needs one of ");
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Evaluation.Options(0, 1, 0))
        .withMessage("samples must be at least 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Evaluation.Options(1, 0, 0))
        .withMessage("mostRows must be at least 1, got 0");
  }
}
