package org.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

class DataSummaryTest {

  @Test
  void momentsAreThoseOfTheObservedValues() {
    Matrix x = Matrix.of(4, 2, 1, 10, Double.NaN, 20, 3, Double.NaN, 8, 60);
    DataSummary summary = DataSummary.of(Dataset.of(x));
    assertThat(summary.means()).containsExactly(4, 30);
    // (9 + 1 + 16) / 3 and (400 + 100 + 900) / 3
    assertThat(summary.variances())
        .containsExactly(new double[] {26 / 3.0, 1400 / 3.0}, within(1e-12));
    assertThat(summary.minima()).containsExactly(1, 10);
    assertThat(summary.maxima()).containsExactly(8, 60);
    assertThat(summary.missingCounts()).containsExactly(1, 1);
    assertThat(summary.missingTotal()).isEqualTo(2);
  }

  @Test
  void weightsCountRowsAgain() {
    Matrix x = Matrix.of(3, 1, 1, 4, 7);
    HeapDataset data = HeapDataset.builder(Schema.numeric(1), x).weights(2, 1, 0).build();
    DataSummary summary = DataSummary.of(data);
    assertThat(summary.means()).containsExactly(2);
    assertThat(summary.variances()[0]).isCloseTo(2, within(1e-12));
    assertThat(summary.weightTotal()).isEqualTo(3);
  }

  @Test
  void varianceSurvivesAnOffsetOfHundredMillion() {
    int n = 100_000;
    double[] values = new double[n];
    new SeededRandom(1).fillGaussian(values);
    double[] near = Arrays.stream(values).map(v -> Math.rint(v * 1024) / 1024).toArray();
    double[] far = Arrays.stream(near).map(v -> v + 1e8).toArray();
    double expected = DataSummary.of(Dataset.of(Matrix.wrap(n, 1, near))).variances()[0];
    assertThat(expected).isCloseTo(1, within(0.02));
    assertThat(DataSummary.of(Dataset.of(Matrix.wrap(n, 1, far))).variances()[0])
        .isCloseTo(expected, within(1e-11));
  }

  @Test
  void constantHasNoVarianceAtAll() {
    double[] values = new double[1000];
    Arrays.fill(values, 0.1);
    assertThat(DataSummary.of(Dataset.of(Matrix.wrap(1000, 1, values))).variances()[0]).isZero();
  }

  @Test
  void infinityIsToldByRowAndColumn() {
    Matrix x = Matrix.of(3, 2, 1, 2, 3, Double.NEGATIVE_INFINITY, 5, 6);
    assertThatThrownBy(() -> DataSummary.of(Dataset.of(x)))
        .isInstanceOf(DataException.class)
        .hasMessage("row 2 of column 'x2' is -infinity; values must be finite, or missing");
  }

  @Test
  void gapsAreToldByColumn() {
    Schema schema = Schema.of(List.of(Column.numeric("Ozone"), Column.numeric("Wind")));
    HeapDataset data =
        HeapDataset.builder(schema, Matrix.of(3, 2, 1, 2, Double.NaN, 3, Double.NaN, 4)).build();
    assertThatThrownBy(
            () ->
                DataSummary.of(data).requireComplete("a Gaussian mixture", List.of("fa", "mixed")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "a Gaussian mixture needs complete rows, but values are missing (Ozone 2 of 3 rows);"
                + " drop or impute them, or fit one of fa, mixed, which take them");
  }

  @Test
  void noRowsAreRefused() {
    Dataset empty = Dataset.of(Matrix.zeros(0, 2));
    assertThatThrownBy(() -> DataSummary.of(empty))
        .isInstanceOf(DataException.class)
        .hasMessage("the data set has no rows; at least one is needed");
  }
}
