package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.Dataset;
import org.latent4j.data.Encoding;
import org.latent4j.data.Fingerprint;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.DensityKind;
import org.latent4j.model.FitReport;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ReferenceRows;

class ModelComparisonTest {

  private static final FittedModel AT_ZERO =
      Fitted.of(Fitted.gaussian(new double[1], Matrix.identity(1)));
  private static final FittedModel AT_ONE =
      Fitted.of(Fitted.gaussian(new double[] {1}, Matrix.identity(1)));

  /** log N(x; 0, 1) − log N(x; 1, 1) = 1/2 − x. */
  @Test
  void differencesAreInPairsOfRows() {
    Dataset rows = Dataset.of(Matrix.of(3, 1, 2, 1, 3));
    ModelComparison found = ModelComparison.of(List.of(AT_ZERO, AT_ONE), rows, 2);

    ModelComparison.Entry best = found.entries().get(0);
    ModelComparison.Entry other = found.entries().get(1);
    assertThat(best.place()).isEqualTo(1);
    assertThat(best.difference().mean()).isZero();
    assertThat(other.place()).isZero();
    // differences −1.5, −0.5, −2.5: mean −1.5, deviation 1, three rows
    assertThat(other.difference().mean()).isCloseTo(-1.5, within(1e-12));
    assertThat(other.difference().standardError()).isCloseTo(1 / Math.sqrt(3), within(1e-12));
    assertThat(other.logDensity().mean())
        .isCloseTo(-0.5 * Math.log(2 * Math.PI) - 14.0 / 6, within(1e-12));
    assertThat(other.densityKind()).isEqualTo(DensityKind.EXACT);
    assertThat(found.rowCount()).isEqualTo(3);
  }

  @Test
  void amongEqualsTheFirstIsTheBest() {
    ModelComparison found =
        ModelComparison.of(List.of(AT_ZERO, AT_ZERO), Dataset.of(Matrix.of(2, 1, 2, 1)), 1);
    assertThat(found.entries()).extracting(ModelComparison.Entry::place).containsExactly(0, 1);
  }

  @Test
  void aModelOfJustTheseRowsIsTold() {
    Dataset rows = Dataset.of(Matrix.of(2, 1, 2, 1));
    FittedModel fitted =
        new FittedModel(
            "toy",
            AT_ZERO.model(),
            AT_ZERO.schema(),
            Encoding.identity(1),
            FitReport.closedForm(Double.NaN, 1, List.of()),
            new FittedModel.Provenance(Map.of(), 0, Fingerprint.of(rows), ""),
            ReferenceRows.NONE);
    ModelComparison found = ModelComparison.of(List.of(fitted, AT_ONE), rows, 1);
    assertThat(found.entries())
        .filteredOn(ModelComparison.Entry::fittedToTheseRows)
        .extracting(ModelComparison.Entry::place)
        .containsExactly(0);
  }

  @Test
  void modelsOfOtherColumnsAreRefused() {
    FittedModel two = Fitted.of(Fitted.gaussian(new double[2], Matrix.identity(2)));
    Dataset rows = Dataset.of(Matrix.of(1, 2, 2, 1));
    assertThatThrownBy(() -> ModelComparison.of(List.of(two, AT_ZERO), rows, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("models must be of the same columns to be compared, got x1, x2 and x1");
    Column words =
        new Column("x1", ColumnKind.CATEGORICAL, ColumnRole.FEATURE, List.of("a", "b"), 0);
    FittedModel ofWords = Fitted.of(AT_ZERO.model(), Schema.of(List.of(words)), ReferenceRows.NONE);
    assertThatThrownBy(() -> ModelComparison.of(List.of(AT_ZERO, ofWords), rows, 1))
        .hasMessage(
            "models must take a column for the same kind to be compared, got 'x1' as numeric and as"
                + " categorical");
    assertThatThrownBy(() -> ModelComparison.of(List.of(), rows, 1))
        .hasMessage("models must be at least one, got none");
  }
}
