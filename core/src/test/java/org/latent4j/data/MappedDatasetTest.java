package org.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.latent4j.data.ArrayLayout.Storage;

class MappedDatasetTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "FLOAT64, LITTLE",
    "FLOAT64, BIG",
    "FLOAT32, LITTLE",
    "FLOAT32, BIG",
    "INT16, LITTLE",
    "UINT16, BIG",
    "INT32, BIG",
    "UINT32, LITTLE",
    "INT64, LITTLE",
    "UINT64, BIG",
    "INT8, BIG",
    "UINT8, LITTLE"
  })
  void readsEveryFormatAndOrder(ArrayElement element, String order) throws IOException {
    ByteOrder byteOrder = order.equals("BIG") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ByteBuffer bytes = ByteBuffer.allocate(16 + 12 * element.bytes()).order(byteOrder);
    bytes.position(16);
    for (int i = 0; i < 12; i++) {
      put(bytes, element, i * 10);
    }
    Path file = Files.write(folder.resolve("a.bin"), bytes.array());

    Dataset rows =
        MappedDataset.map(file, 16, new ArrayLayout(4, 3, element, byteOrder, Storage.BY_ROWS));
    assertThat(rows.rows(1, 2).toArray()).containsExactly(30, 40, 50, 60, 70, 80);
    Dataset columns =
        MappedDataset.map(file, 16, new ArrayLayout(4, 3, element, byteOrder, Storage.BY_COLUMNS));
    assertThat(columns.rows(1, 2).toArray()).containsExactly(10, 50, 90, 20, 60, 100);
  }

  private static void put(ByteBuffer bytes, ArrayElement element, int value) {
    switch (element.bytes()) {
      case 1 -> bytes.put((byte) value);
      case 2 -> bytes.putShort((short) value);
      case 4 -> {
        if (element.isWhole()) {
          bytes.putInt(value);
        } else {
          bytes.putFloat(value);
        }
      }
      default -> {
        if (element.isWhole()) {
          bytes.putLong(value);
        } else {
          bytes.putDouble(value);
        }
      }
    }
  }

  @Test
  void readsTheSignOfWholeNumbers() {
    ByteBuffer bytes = ByteBuffer.allocate(8).putLong(-1);

    assertThat(one(bytes, ArrayElement.INT8)).isEqualTo(-1);
    assertThat(one(bytes, ArrayElement.UINT8)).isEqualTo(255);
    assertThat(one(bytes, ArrayElement.INT16)).isEqualTo(-1);
    assertThat(one(bytes, ArrayElement.UINT16)).isEqualTo(65535);
    assertThat(one(bytes, ArrayElement.INT32)).isEqualTo(-1);
    assertThat(one(bytes, ArrayElement.UINT32)).isEqualTo(4294967295.0);
    assertThat(one(bytes, ArrayElement.INT64)).isEqualTo(-1);
    assertThat(one(bytes, ArrayElement.UINT64)).isEqualTo(0x1p64);
  }

  private static double one(ByteBuffer bytes, ArrayElement element) {
    ArrayLayout layout = new ArrayLayout(1, 1, element, ByteOrder.BIG_ENDIAN, Storage.BY_ROWS);
    return MappedDataset.over(List.of(bytes), 3, layout).rows(0, 1).get(0, 0);
  }

  @ParameterizedTest
  @EnumSource(Storage.class)
  void readsAcrossSegments(Storage storage) {
    List<ByteBuffer> segments = new ArrayList<>();
    for (int s = 0; s < 150; s++) {
      ByteBuffer segment = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
      segments.add(segment.putDouble(2 * s).putDouble(2 * s + 1));
    }
    ArrayLayout layout =
        new ArrayLayout(100, 3, ArrayElement.FLOAT64, ByteOrder.LITTLE_ENDIAN, storage);
    Dataset data = MappedDataset.over(segments, 4, layout);

    for (int row = 0; row + 7 <= 100; row += 7) {
      for (int i = 0; i < 7; i++) {
        for (int j = 0; j < 3; j++) {
          double expected = storage == Storage.BY_ROWS ? (row + i) * 3 + j : j * 100 + row + i;
          assertThat(data.rows(row, 7).get(i, j)).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void givesTheColumnsAskedForInTheirOrder() throws IOException {
    MappedDataset data = numbers(5, 4);
    Schema schema = Schema.of(List.of(Column.numeric("d"), Column.numeric("b")));

    assertThat(data.withColumns(schema, 3, 1).toMatrix().toArray())
        .containsExactly(3, 1, 7, 5, 11, 9, 15, 13, 19, 17);
    assertThat(data.withColumns(schema, 3, 1).schema()).isEqualTo(schema);
    assertThat(data.schema().featureNames()).containsExactly("x1", "x2", "x3", "x4");
  }

  @Test
  void readsManyRowsIntoDirectBuffers() throws IOException {
    MappedDataset data = numbers(20_000, 3);
    Schema two = Schema.numeric(2);
    DoubleBuffer target =
        ByteBuffer.allocateDirect(2 * 20_000 * 8).order(ByteOrder.nativeOrder()).asDoubleBuffer();
    data.withColumns(two, 0, 2).read(0, 20_000, target);

    assertThat(target.position()).isEqualTo(40_000);
    for (int i = 0; i < 20_000; i++) {
      assertThat(target.get(2 * i)).isEqualTo(3 * i);
      assertThat(target.get(2 * i + 1)).isEqualTo(3 * i + 2);
    }
  }

  @Test
  void carriesWeightsAndLabels() throws IOException {
    MappedDataset data = numbers(3, 2).withWeights(1, 0, 2.5).withLabels(7, Double.NaN, 9);
    double[] weights = new double[2];
    data.readWeights(1, 2, weights);

    assertThat(data.isWeighted()).isTrue();
    assertThat(weights).containsExactly(0, 2.5);
    assertThat(data.labels().orElseThrow()).containsExactly(7, Double.NaN, 9);
    assertThat(numbers(3, 2).isWeighted()).isFalse();
  }

  @Test
  void readsBeyondTwoToTheThirtyOneElements() throws IOException {
    long rows = (1L << 31) + 5;
    Path file = folder.resolve("sparse.bin");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(rows);
      sparse.seek(rows - 3);
      sparse.write(new byte[] {1, 2, 3});
      sparse.seek((1L << 30) - 1);
      sparse.write(new byte[] {4, 5});
    }
    ArrayLayout layout =
        new ArrayLayout(rows, 1, ArrayElement.UINT8, ByteOrder.BIG_ENDIAN, Storage.BY_ROWS);
    Dataset data = MappedDataset.map(file, 0, layout);

    assertThat(data.rowCount()).isEqualTo(rows);
    assertThat(data.rows(rows - 4, 4).toArray()).containsExactly(0, 1, 2, 3);
    assertThat(data.rows((1L << 30) - 2, 4).toArray()).containsExactly(0, 4, 5, 0);
  }

  @Test
  void refusesFilesThatAreTooShort() throws IOException {
    Path file = Files.write(folder.resolve("short.bin"), new byte[20]);
    ArrayLayout layout =
        new ArrayLayout(1L << 40, 1, ArrayElement.FLOAT64, ByteOrder.BIG_ENDIAN, Storage.BY_ROWS);

    assertThatThrownBy(() -> MappedDataset.map(file, 8, layout))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(
            "'%s' must hold 8796093022208 bytes of numbers (1099511627776 rows of 1 columns of 8"
                    .formatted(file)
                + " bytes), got 12");
  }

  @Test
  void refusesSizesThatOverflow() {
    assertThatThrownBy(
            () ->
                new ArrayLayout(
                    1L << 60, 8, ArrayElement.FLOAT64, ByteOrder.BIG_ENDIAN, Storage.BY_ROWS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "an array must hold at most 2^63 - 1 bytes, got 1152921504606846976 rows of 8 columns"
                + " of 8 bytes");
    assertThatThrownBy(
            () ->
                new ArrayLayout(0, 8, ArrayElement.FLOAT64, ByteOrder.BIG_ENDIAN, Storage.BY_ROWS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rows and columns must be at least 1, got 0 and 8");
  }

  @Test
  void refusesRowsAndBuffersThatDoNotFit() throws IOException {
    MappedDataset data = numbers(3, 2);

    assertThatThrownBy(() -> data.rows(2, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> data.read(0, 2, DoubleBuffer.allocate(3)))
        .isInstanceOf(BufferOverflowException.class);
    assertThatThrownBy(() -> data.withColumns(Schema.numeric(1), 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sources must be as many as features (1), got 2");
    assertThatThrownBy(() -> data.withWeights(1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("weights must have one value per row (3), got 2");
    assertThatThrownBy(() -> data.withWeights(1, -2, 3))
        .isInstanceOf(DataException.class)
        .hasMessage("weights must be finite and at least 0, got -2.0 in row 2");
    assertThatThrownBy(() -> MappedDataset.over(List.of(ByteBuffer.allocate(40)), 6, data.layout()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("segment 1 must hold 48 bytes, got 40");
  }

  /** 0, 1, 2, … as doubles, row after row. */
  private MappedDataset numbers(int rows, int columns) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(rows * columns * 8).order(ByteOrder.BIG_ENDIAN);
    for (int i = 0; i < rows * columns; i++) {
      bytes.putDouble(i);
    }
    Path file = Files.write(Files.createTempFile(folder, "n", ".bin"), bytes.array());
    return MappedDataset.map(
        file,
        0,
        new ArrayLayout(
            rows, columns, ArrayElement.FLOAT64, ByteOrder.BIG_ENDIAN, Storage.BY_ROWS));
  }
}
