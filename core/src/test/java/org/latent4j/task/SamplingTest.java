package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FittedModel;
import org.latent4j.model.Margin;
import org.latent4j.model.ReferenceRows;
import org.latent4j.task.Sampling.Rounding;

class SamplingTest {

  private static final FittedModel GAUSSIAN =
      Fitted.of(Fitted.gaussian(new double[] {3, -1}, Matrix.of(2, 2, 4, 1, 1, 1)));

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void rowsDoNotDependOnTheNumberOfThreads(int threads) {
    assertThat(Sampling.of(GAUSSIAN, 30_000, Rounding.NONE, 9, threads))
        .isEqualTo(Sampling.of(GAUSSIAN, 30_000, Rounding.NONE, 9, 1));
  }

  @Test
  void rowsHaveTheMomentsOfTheModelAcrossBlocks() {
    int n = 40_000;
    Matrix rows = Sampling.of(GAUSSIAN, n, Rounding.NONE, 1, 2);
    DataSummary summary = DataSummary.of(Dataset.of(rows));
    // Four standard errors.
    assertThat(summary.means()[0]).isCloseTo(3, within(4 * 2 / Math.sqrt(n)));
    assertThat(summary.means()[1]).isCloseTo(-1, within(4 / Math.sqrt(n)));
    assertThat(summary.variances()[0]).isCloseTo(4, within(4 * 4 * Math.sqrt(2.0 / n)));
    assertThat(summary.variances()[1]).isCloseTo(1, within(4 * Math.sqrt(2.0 / n)));
    assertThat(rows.rowRange(0, 4096)).isNotEqualTo(rows.rowRange(4096, 8192));
  }

  @Test
  void seedsGiveOtherRows() {
    assertThat(Sampling.of(GAUSSIAN, 5, Rounding.NONE, 1, 1))
        .isNotEqualTo(Sampling.of(GAUSSIAN, 5, Rounding.NONE, 2, 1));
  }

  @Test
  void streamedBlocksMakeUpTheWhole() {
    List<Double> streamed = new ArrayList<>();
    Sampling.stream(
        GAUSSIAN,
        9001,
        Rounding.NONE,
        4,
        2,
        part -> {
          for (double value : part.values()) {
            streamed.add(value);
          }
        });
    assertThat(streamed.stream().mapToDouble(v -> v).toArray())
        .isEqualTo(Sampling.of(GAUSSIAN, 9001, Rounding.NONE, 4, 1).values());
  }

  @Test
  void valuesAreRoundedToTheirColumnOnlyWhenAsked() {
    Schema schema =
        Schema.of(
            List.of(
                column("number", ColumnKind.NUMERIC, 0.25),
                column("free", ColumnKind.NUMERIC, 0),
                column("count", ColumnKind.COUNT, 1),
                column("flag", ColumnKind.BINARY, 0)));
    FittedModel model =
        Fitted.of(
            Fitted.gaussian(new double[] {0, 0, 9, 0}, Matrix.identity(4)),
            schema,
            ReferenceRows.NONE);
    Matrix drawn = Sampling.of(model, 200, Rounding.NONE, 2, 1);
    Matrix rounded = Sampling.of(model, 200, Rounding.TO_RESOLUTION, 2, 1);
    for (int i = 0; i < 200; i++) {
      assertThat(rounded.get(i, 0) * 4).isEqualTo(Math.rint(drawn.get(i, 0) * 4));
      assertThat(rounded.get(i, 1)).isEqualTo(drawn.get(i, 1));
      assertThat(rounded.get(i, 2)).isEqualTo(Math.rint(drawn.get(i, 2)));
      assertThat(rounded.get(i, 3)).isEqualTo(drawn.get(i, 3) < 0.5 ? 0 : 1);
    }
  }

  /** Draws that must not be negative are a half-normal distribution: mean √(2/π), no atom at 0. */
  @Test
  void rowsKeepTheRangeThatTheModelKnows() {
    Margin never = Margin.of(Column.numeric("x"), 0.5, 3, 1, 2);
    Margin both = Margin.of(Column.numeric("y"), -5, 3, 1, 2);
    FittedModel model =
        Fitted.of(
            Fitted.gaussian(new double[2], Matrix.identity(2)),
            Schema.numeric(2),
            ReferenceRows.NONE.withMargins(List.of(never, both)));
    int n = 20_000;
    Matrix drawn = Sampling.of(model, n, Rounding.TO_RESOLUTION, 2, 2);
    DataSummary summary = DataSummary.of(Dataset.of(drawn));
    assertThat(Arrays.stream(drawn.column(0))).allMatch(v -> v > 0);
    assertThat(summary.means()[0])
        .isCloseTo(Math.sqrt(2 / Math.PI), within(4 * Math.sqrt((1 - 2 / Math.PI) / n)));
    assertThat(summary.means()[1]).isCloseTo(0, within(4 / Math.sqrt(n)));
    FittedModel counts =
        Fitted.of(
            Fitted.gaussian(new double[1], Matrix.identity(1)),
            Schema.of(List.of(column("count", ColumnKind.COUNT, 0))),
            ReferenceRows.NONE);
    assertThat(Arrays.stream(Sampling.of(counts, n, Rounding.TO_RESOLUTION, 2, 2).column(0)))
        .allMatch(v -> v > 0);
    assertThat(Arrays.stream(Sampling.of(model, n, Rounding.NONE, 2, 2).column(0)))
        .anyMatch(v -> v < 0);
  }

  private static Column column(String name, ColumnKind kind, double resolution) {
    return new Column(name, kind, ColumnRole.FEATURE, List.of(), resolution);
  }

  @Test
  void countMustNotBeNegative() {
    assertThatThrownBy(() -> Sampling.of(GAUSSIAN, -1, Rounding.NONE, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("count must be at least 0, got -1");
  }

  @Test
  void noRowsCanBeDrawn() {
    assertThat(Sampling.of(GAUSSIAN, 0, Rounding.NONE, 0, 1).rows()).isZero();
  }
}
