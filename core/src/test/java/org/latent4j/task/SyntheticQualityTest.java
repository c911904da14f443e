package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.data.Encoding;
import org.latent4j.data.Fingerprint;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FitReport;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ReferenceRows;

class SyntheticQualityTest {

  private static final SyntheticQuality.Options OPTIONS = SyntheticQuality.Options.defaults();

  /** Rows x1, x2, y = 2·x1 − x2 + noise of variance 1, all normal. */
  private static Matrix lines(int n, long seed) {
    SeededRandom random = new SeededRandom(seed);
    double[] values = new double[3 * n];
    for (int i = 0; i < n; i++) {
      values[3 * i] = random.nextGaussian();
      values[3 * i + 1] = random.nextGaussian();
      values[3 * i + 2] = 2 * values[3 * i] - values[3 * i + 1] + random.nextGaussian();
    }
    return Matrix.wrap(n, 3, values);
  }

  private static FittedModel model(Dataset fitted) {
    return new FittedModel(
        "toy",
        Fitted.gaussian(new double[3], Matrix.identity(3)),
        fitted.schema(),
        Encoding.identity(3),
        FitReport.closedForm(Double.NaN, 1, List.of()),
        new FittedModel.Provenance(Map.of(), 0, Fingerprint.of(fitted), ""),
        ReferenceRows.NONE);
  }

  private static SyntheticQuality quality(Matrix fitted, Matrix heldOut, Matrix synthetic) {
    Dataset rows = Dataset.of(fitted);
    return SyntheticQuality.of(
        model(rows),
        rows,
        Optional.of(Dataset.of(heldOut)),
        Dataset.of(synthetic),
        OPTIONS.withLabel("x3"),
        2);
  }

  /** What can be explained of y is 5/6 of its variance. */
  @Test
  void rowsOfOneLawTeachAsMuch() {
    SyntheticQuality found = quality(lines(1500, 1), lines(1500, 2), lines(1500, 3));

    assertThat(found.fitted()).isTrue();
    assertThat(found.heldOut().orElseThrow().columnScore()).isGreaterThan(0.95);
    Usefulness worth = found.usefulness().orElseThrow();
    assertThat(worth.classes()).isFalse();
    assertThat(worth.real().mean()).isCloseTo(5.0 / 6, within(4 * worth.real().standardError()));
    assertThat(worth.synthetic().mean())
        .isCloseTo(5.0 / 6, within(4 * worth.synthetic().standardError()));
    assertThat(worth.difference().mean()).isCloseTo(0, within(0.01));
    assertThat(worth.none().mean()).isCloseTo(0, within(0.01));
    assertThat(found.privacy().orElseThrow().isTooClose()).isFalse();
  }

  /** Without the dependence of y, its mean is all that can be learnt. */
  @Test
  void rowsWithoutDependenceTeachNothing() {
    double[] torn = lines(1500, 3).toArray();
    double[] other = lines(1500, 4).toArray();
    for (int i = 2; i < torn.length; i += 3) {
      torn[i] = other[i];
    }
    Usefulness worth =
        quality(lines(1500, 1), lines(1500, 2), Matrix.wrap(1500, 3, torn))
            .usefulness()
            .orElseThrow();
    // coefficients of deviation √(6/1500) along (2, −1) move R² by 2·√5·√(6/1500)/6 = 0.047
    assertThat(worth.synthetic().mean()).isCloseTo(0, within(3 * 0.047));
    assertThat(worth.difference().mean()).isCloseTo(5.0 / 6, within(4 * 0.047));
  }

  /** A class that is certain from x1: real rows tell it, rows of one class tell the other share. */
  @Test
  void classesAreJudgedByAccuracy() {
    Schema schema =
        Schema.of(
            List.of(
                Column.numeric("x1"),
                new Column(
                    "y", ColumnKind.CATEGORICAL, ColumnRole.FEATURE, List.of("no", "yes"), 0)));
    Matrix real = classed(600, 1);
    Matrix test = classed(600, 2);
    double[] one = classed(600, 3).toArray();
    for (int i = 1; i < one.length; i += 2) {
      one[i] = 0;
    }
    Usefulness worth =
        Usefulness.of(
            schema.features(), 1, Matrix.wrap(600, 2, one), real, test, new SeededRandom(1));
    assertThat(worth.classes()).isTrue();
    assertThat(worth.real().mean()).isGreaterThan(0.99);
    double no = 1 - java.util.Arrays.stream(test.column(1)).average().orElseThrow();
    assertThat(worth.synthetic().mean()).isCloseTo(no, within(1e-12));
  }

  private static Matrix classed(int n, long seed) {
    SeededRandom random = new SeededRandom(seed);
    double[] values = new double[2 * n];
    for (int i = 0; i < n; i++) {
      values[2 * i] = random.nextGaussian();
      values[2 * i + 1] = values[2 * i] > 0.5 ? 1 : 0;
    }
    return Matrix.wrap(n, 2, values);
  }

  @Test
  void theSameSeedGivesTheSameAtAnyNumberOfThreads() {
    Dataset rows = Dataset.of(lines(300, 1));
    FittedModel model = model(rows);
    Optional<Dataset> heldOut = Optional.of(Dataset.of(lines(200, 2)));
    Dataset synthetic = Dataset.of(lines(300, 3));
    assertThat(SyntheticQuality.of(model, rows, heldOut, synthetic, OPTIONS, 3))
        .isEqualTo(SyntheticQuality.of(model, rows, heldOut, synthetic, OPTIONS, 1));
  }

  @Test
  void withoutHeldOutRowsOnlyLikenessIsTold() {
    Dataset rows = Dataset.of(lines(50, 1));
    SyntheticQuality found =
        SyntheticQuality.of(
            model(rows), Dataset.of(lines(60, 2)), Optional.empty(), rows, OPTIONS, 1);
    assertThat(found.fitted()).isFalse();
    assertThat(found.usefulness()).isEmpty();
    assertThat(found.privacy()).isEmpty();
    assertThat(found.heldOut()).isEmpty();
    assertThat(found.fidelity().columns()).hasSize(3);
  }

  @Test
  void rowsOfTheFitAreNotHeldOut() {
    Matrix rows = lines(50, 1);
    assertThatThrownBy(() -> quality(rows, rows, lines(50, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "held-out rows must not be those that the model was fitted to; fit it to a part of the"
                + " rows and give the rest");
  }

  @Test
  void theLabelMustBeDrawn() {
    Dataset rows = Dataset.of(lines(50, 1));
    assertThatThrownBy(
            () ->
                SyntheticQuality.of(
                    model(rows), rows, Optional.empty(), rows, OPTIONS.withLabel("y"), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "label must be a column that the model draws, got 'y'; these are x1, x2, x3, and a fit"
                + " with --keep y takes it in");
  }

  @Test
  void fewRowsAreRefused() {
    assertThatThrownBy(() -> quality(lines(50, 1), lines(1, 2), lines(50, 3)))
        .isInstanceOf(DataException.class)
        .hasMessage("held-out rows must be at least 2, got 1");
    assertThatThrownBy(() -> quality(lines(50, 1), lines(10, 2), lines(50, 3)))
        .isInstanceOf(DataException.class)
        .hasMessage("at least 20 held-out rows must have a 'x3', got 10");
  }

  @Test
  void otherColumnsAreRefused() {
    Dataset rows = Dataset.of(lines(50, 1));
    Schema other = Schema.of(List.of(Column.numeric("a"), Column.numeric("b")));
    Dataset narrow = HeapDataset.builder(other, Matrix.of(2, 2, 1, 2, 3, 4)).build();
    assertThatThrownBy(
            () -> SyntheticQuality.of(model(rows), rows, Optional.of(narrow), rows, OPTIONS, 1))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "the data must have the columns the model was fitted to, but 'x1' is not among");
  }
}
