package org.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latent4j.linalg.Matrix;

class EncodingTest {

  private static final Matrix ROWS = Matrix.of(3, 2, 1, 10, 2, 20, 6, 60);

  @Test
  void standardisedColumnsHaveMeanZeroAndVarianceOne() {
    Encoding encoding = Encoding.standardise(DataSummary.of(Dataset.of(ROWS)));
    DataSummary encoded = DataSummary.of(Dataset.of(encoding.apply(ROWS)));
    assertThat(encoded.means()).containsExactly(new double[] {0, 0}, within(1e-15));
    assertThat(encoded.variances()).containsExactly(new double[] {1, 1}, within(1e-15));
  }

  @Test
  void inverseGivesTheRowsBack() {
    Encoding encoding = Encoding.affine(new double[] {3, -1}, new double[] {0.5, 4});
    assertThat(encoding.invert(encoding.apply(ROWS))).isEqualTo(ROWS);
  }

  @Test
  void logJacobianIsMinusTheSumOfLogScales() {
    Encoding encoding = Encoding.affine(new double[] {3, -1}, new double[] {0.5, 4});
    assertThat(encoding.logJacobian()).isCloseTo(-Math.log(0.5 * 4), within(1e-15));
  }

  @Test
  void encodedDataSetGivesEncodedRowsAndResolutions() {
    Schema schema =
        Schema.of(
            List.of(
                new Column("a", ColumnKind.COUNT, ColumnRole.FEATURE, List.of(), 1),
                new Column("id", ColumnKind.NUMERIC, ColumnRole.ID, List.of(), 0),
                Column.numeric("b")));
    Encoding encoding = Encoding.affine(new double[] {3, -1}, new double[] {0.5, 4});
    Dataset encoded = encoding.apply(HeapDataset.builder(schema, ROWS).labels(0, 1, 1).build());
    assertThat(encoded.rows(1, 2)).isEqualTo(encoding.apply(ROWS).rowRange(1, 3));
    assertThat(encoded.schema().column("a").resolution()).isEqualTo(2);
    assertThat(encoded.schema().column("id")).isEqualTo(schema.column("id"));
    assertThat(encoded.labels()).hasValueSatisfying(l -> assertThat(l).containsExactly(0, 1, 1));
  }

  @Test
  void powersOfTwoAreExactBothWays() {
    Encoding encoding = Encoding.powersOfTwo(new int[] {500, -500});
    Matrix x = Matrix.of(1, 2, 0.1 * Math.scalb(1.0, 500), 0.3 * Math.scalb(1.0, -500));
    assertThat(encoding.apply(x)).isEqualTo(Matrix.of(1, 2, 0.1, 0.3));
    assertThat(encoding.invert(encoding.apply(x))).isEqualTo(x);
  }

  @Test
  void constantColumnIsCentredOnly() {
    Encoding encoding = Encoding.standardise(DataSummary.of(Dataset.of(Matrix.of(2, 1, 7, 7))));
    assertThat(encoding.scales()).containsExactly(1);
    assertThat(encoding.offsets()).containsExactly(7);
  }

  @Test
  void identityGivesTheDataSetItself() {
    Dataset data = Dataset.of(ROWS);
    assertThat(Encoding.identity(2).apply(data)).isSameAs(data);
  }

  @Test
  void scaleThatIsNotAboveZeroIsRefused() {
    assertThatThrownBy(() -> Encoding.affine(new double[] {0, 0}, new double[] {1, Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "offset must be finite and scale finite and above 0, got 0.0 and NaN for feature 2");
  }

  @Test
  void otherNumberOfFeaturesIsRefused() {
    assertThatThrownBy(() -> Encoding.affine(new double[] {1}, new double[] {2}).apply(ROWS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("observations must have 1 features, got 2");
  }
}
