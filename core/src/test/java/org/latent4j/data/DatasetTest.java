package org.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latent4j.linalg.Matrix;

class DatasetTest {

  private static final Matrix ROWS = Matrix.of(3, 2, 1, 2, 3, 4, 5, 6);

  @Test
  void readsConsecutiveRowsIntoHeapAndDirectBuffers() {
    Dataset data = Dataset.of(ROWS);
    DoubleBuffer direct =
        ByteBuffer.allocateDirect(32).order(ByteOrder.nativeOrder()).asDoubleBuffer();
    data.read(1, 2, direct);
    assertThat(direct.position()).isEqualTo(4);
    assertThat(direct.get(0)).isEqualTo(3);
    assertThat(direct.get(3)).isEqualTo(6);
    assertThat(data.rows(1, 2)).isEqualTo(Matrix.of(2, 2, 3, 4, 5, 6));
  }

  @Test
  void rowsOutsideAreRefused() {
    assertThatThrownBy(() -> Dataset.of(ROWS).rows(2, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void weightsDefaultToOne() {
    double[] weights = new double[2];
    Dataset.of(ROWS).readWeights(0, 2, weights);
    assertThat(weights).containsExactly(1, 1);
    assertThat(Dataset.of(ROWS).isWeighted()).isFalse();
  }

  @Test
  void negativeWeightIsRefused() {
    assertThatThrownBy(() -> HeapDataset.builder(Schema.numeric(2), ROWS).weights(1, -2, 1))
        .isInstanceOf(DataException.class)
        .hasMessage("weights must be finite and at least 0, got -2.0 in row 2");
  }

  @Test
  void weightsThatAreAllZeroAreRefused() {
    assertThatThrownBy(() -> HeapDataset.builder(Schema.numeric(2), ROWS).weights(0, 0, 0))
        .isInstanceOf(DataException.class)
        .hasMessage("weights must not all be 0");
  }

  @Test
  void labelsMustBeAsManyAsRows() {
    assertThatThrownBy(() -> HeapDataset.builder(Schema.numeric(2), ROWS).labels(1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("labels must have one value per row (3), got 2");
  }

  @Test
  void schemaOfOtherWidthIsRefused() {
    assertThatThrownBy(() -> HeapDataset.builder(Schema.numeric(3), ROWS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("observations must have one column per feature (3), got 2");
  }

  @Test
  void copyKeepsValuesAndWeights() {
    HeapDataset data = HeapDataset.builder(Schema.numeric(2), ROWS).weights(1, 2, 3).build();
    HeapDataset copy = HeapDataset.copyOf(Splits.select(data, new int[] {2, 0}));
    double[] weights = new double[2];
    copy.readWeights(0, 2, weights);
    assertThat(copy.toMatrix()).isEqualTo(Matrix.of(2, 2, 1, 2, 5, 6));
    assertThat(weights).containsExactly(1, 3);
  }

  @Test
  void schemaTellsFeaturesAndRoles() {
    Schema schema =
        Schema.of(
            List.of(
                new Column("id", ColumnKind.NUMERIC, ColumnRole.ID, List.of(), 1),
                Column.numeric("a"),
                Column.numeric("y").withRole(ColumnRole.LABEL)));
    assertThat(schema.featureNames()).containsExactly("a");
    assertThat(schema.first(ColumnRole.LABEL).orElseThrow().name()).isEqualTo("y");
    assertThat(schema.first(ColumnRole.WEIGHT)).isEmpty();
  }

  @Test
  void unknownColumnIsToldWithThoseThereAre() {
    assertThatThrownBy(() -> Schema.numeric(2).column("z"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no column 'z'; the columns are x1, x2");
    assertThatThrownBy(() -> Schema.numeric(40).column("z"))
        .hasMessage(
            "there is no column 'z'; the columns are x1, x2, x3, x4, x5, x6, x7, x8, x9, x10,"
                + " x11, x12, … (40 in all)");
  }

  @Test
  void equalColumnNamesAreRefused() {
    assertThatThrownBy(() -> Schema.of(List.of(Column.numeric("a"), Column.numeric("a"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column names must be unique, got 'a' twice");
  }

  @Test
  void columnWithoutNameOrWithNegativeResolutionIsRefused() {
    assertThatThrownBy(() -> Column.numeric(" ")).hasMessage("column name must not be blank");
    assertThatThrownBy(() -> new Column("a", ColumnKind.NUMERIC, ColumnRole.FEATURE, List.of(), -1))
        .hasMessage("resolution of column 'a' must be finite and at least 0, got -1.0");
  }

  @Test
  void imageOfNoPixelsIsRefused() {
    assertThatThrownBy(() -> new ImageShape(8, 0, 1))
        .hasMessage("image height, width and channels must be at least 1, got 8 x 0 x 1");
    assertThat(new ImageShape(8, 8, 3).size()).isEqualTo(192);
  }

  @Test
  void fingerprintChangesWithAnyValueNameOrWeight() {
    String plain = Fingerprint.of(Dataset.of(ROWS));
    assertThat(Fingerprint.of(Dataset.of(Matrix.of(3, 2, 1, 2, 3, 4, 5, 6)))).isEqualTo(plain);
    assertThat(Fingerprint.of(Dataset.of(Matrix.of(3, 2, 1, 2, 3, 4, 5, 7)))).isNotEqualTo(plain);
    assertThat(
            Fingerprint.of(HeapDataset.builder(Schema.numeric(2), ROWS).weights(1, 1, 2).build()))
        .isNotEqualTo(plain);
    Schema named = Schema.of(List.of(Column.numeric("a"), Column.numeric("x2")));
    assertThat(Fingerprint.of(HeapDataset.builder(named, ROWS).build())).isNotEqualTo(plain);
  }

  @Test
  void fingerprintIsTheDigestOfNamesRowsAndValues() throws Exception {
    // SHA-256 of "x1\n1", then 1.5 and the weight 1 as big-endian doubles.
    java.security.MessageDigest digest = java.security.MessageDigest.getInstance("SHA-256");
    digest.update("x1\n1".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    digest.update(ByteBuffer.allocate(16).putDouble(1.5).putDouble(1).array());
    assertThat(Fingerprint.of(Dataset.of(Matrix.of(1, 1, 1.5))))
        .isEqualTo(java.util.HexFormat.of().formatHex(digest.digest()));
  }
}
