package org.latent4j.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latent4j.formats.TestInput.DEFAULTS;
import static org.latent4j.formats.TestInput.STORAGE;
import static org.latent4j.formats.TestInput.resource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.ImageShape;
import org.latent4j.data.MappedDataset;

/** Arrays written by NumPy. */
class NpyReadTest {

  private static final double[] VALUES = {0, 1, 2, 3, 100, 127, 5, 6, 7, 1, 0, 9};

  @ParameterizedTest
  @CsvSource({
    "i1, -128", "i2, -32768", "i4, -2147483648", "i8, -9007199254740991",
    "u1, 255", "u2, 65535", "u4, 4294967295", "u8, 9007199254740991"
  })
  void readsWholeNumbersOfAllSizesAndOrders(String type, double extreme) throws IOException {
    double[] expected = VALUES.clone();
    expected[0] = extreme;
    for (String order : type.endsWith("1") ? new String[] {"le"} : new String[] {"le", "be"}) {
      for (String storage : new String[] {"_c", "_f"}) {
        Table table = Tables.read(resource(type + order + storage + ".npy"), DEFAULTS);

        assertThat(table.data().toMatrix().toArray()).as(order + storage).containsExactly(expected);
        assertThat(table.data().schema().features()).allMatch(c -> c.resolution() == 1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"f4le_c", "f4le_f", "f4be_c", "f4be_f"})
  void readsSingleFloats(String file) throws IOException {
    double[] expected = VALUES.clone();
    expected[0] = -1.5;
    expected[1] = Double.NaN;
    expected[2] = 0.1f;

    assertThat(Tables.read(resource(file + ".npy"), DEFAULTS).data().toMatrix().toArray())
        .containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"f8le_c", "f8le_f", "f8be_c", "f8be_f"})
  void readsDoubleFloats(String file) throws IOException {
    double[] expected = VALUES.clone();
    expected[0] = -1.5;
    expected[1] = Double.NaN;
    expected[2] = 0.1;
    Table heap = Tables.read(resource(file + ".npy"), DEFAULTS);
    Table mapped =
        Tables.read(resource(file + ".npy"), DEFAULTS.withStorage(STORAGE.withMappingThreshold(0)));

    assertThat(heap.data()).isInstanceOf(HeapDataset.class);
    assertThat(heap.data().toMatrix().toArray()).containsExactly(expected);
    assertThat(mapped.data()).isInstanceOf(MappedDataset.class);
    assertThat(mapped.data().toMatrix().toArray()).containsExactly(expected);
    assertThat(TestInput.featureNames(heap)).containsExactly("x1", "x2", "x3");
  }

  @Test
  void readsTruthValues() throws IOException {
    Table table = Tables.read(resource("bool.npy"), DEFAULTS);

    assertThat(table.data().toMatrix().toArray())
        .containsExactly(0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 1);
    assertThat(table.data().schema().features()).allMatch(c -> c.kind() == ColumnKind.BINARY);
  }

  @Test
  void readsOneAxisAsOneColumn() throws IOException {
    Table table = Tables.read(resource("one_axis.npy"), DEFAULTS);

    assertThat(table.data().featureCount()).isEqualTo(1);
    assertThat(table.data().toMatrix().toArray()).containsExactly(1.5, -2.25, 1e300);
    assertThat(table.notes())
        .containsExactly("'" + resource("one_axis.npy") + "': 3 rows of 1 column, float64");
  }

  @ParameterizedTest
  @ValueSource(strings = {"images_c.npy", "images_f.npy"})
  void readsThreeAxesAsImages(String file) throws IOException {
    Table table = Tables.read(resource(file), DEFAULTS);
    double[] expected = IntStream.range(0, 24).mapToDouble(i -> i * i % 256).toArray();

    assertThat(table.data().schema().image()).contains(new ImageShape(3, 4, 1));
    assertThat(TestInput.featureNames(table))
        .startsWith("r1c1", "r1c2", "r1c3", "r1c4", "r2c1")
        .endsWith("r3c4");
    assertThat(table.data().toMatrix().toArray()).containsExactly(expected);
    assertThat(table.notes().get(0)).endsWith(": 2 images of 3 x 4 pixels, uint8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"colour_c.npy", "colour_f.npy"})
  void readsFourAxesAsImagesWithChannels(String file) throws IOException {
    Table table = Tables.read(resource(file), DEFAULTS);
    double[] expected =
        IntStream.range(0, 72).mapToDouble(i -> i * 0.5 + (i < 36 ? 0 : 100)).toArray();

    assertThat(table.data().schema().image()).contains(new ImageShape(3, 4, 3));
    assertThat(TestInput.featureNames(table)).startsWith("r1c1k1", "r1c1k2", "r1c1k3", "r1c2k1");
    assertThat(table.data().toMatrix().toArray()).containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"version1.npy", "version2.npy", "version3.npy"})
  void readsAllVersions(String file) throws IOException {
    assertThat(Tables.read(resource(file), DEFAULTS).data().toMatrix().toArray())
        .containsExactly(1, 2, 3, 4.5);
  }

  @Test
  void readsFromStreamsPlainAndPacked() throws IOException {
    byte[] bytes = Files.readAllBytes(resource("version1.npy"));

    for (byte[] given : new byte[][] {bytes, TestInput.gzip(bytes)}) {
      Table table = Tables.read(new ByteArrayInputStream(given), "stdin", DEFAULTS);

      assertThat(table.data().toMatrix().toArray()).containsExactly(1, 2, 3, 4.5);
    }
  }

  @Test
  void takesLabelAndWeightFromColumns() throws IOException {
    for (long threshold : new long[] {0, StorageOptions.MAPPING_THRESHOLD}) {
      Table table =
          Tables.read(
              resource("u2be_f.npy"),
              DEFAULTS
                  .withLabel("x2")
                  .withWeight("3")
                  .withStorage(STORAGE.withMappingThreshold(threshold)));
      double[] weights = new double[4];
      table.data().readWeights(0, 4, weights);

      assertThat(table.data().toMatrix().toArray()).containsExactly(65535, 3, 5, 1);
      assertThat(table.data().labels().orElseThrow()).containsExactly(1, 100, 6, 0);
      assertThat(weights).containsExactly(2, 127, 7, 9);
    }
  }

  @Test
  void dropsRowsOfMappedArrays() throws IOException {
    Table table =
        Tables.read(
            resource("f8be_f.npy"),
            DEFAULTS
                .withStorage(STORAGE.withMappingThreshold(0))
                .withMissingPolicy(MissingPolicy.DROP_ROWS));

    assertThat(table.data().toMatrix().toArray()).containsExactly(3, 100, 127, 5, 6, 7, 1, 0, 9);
    assertThat(table.ids().orElseThrow()).containsExactly("2", "3", "4");
  }
}
