package org.latent4j.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.MappedDataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/** Texts and packed arrays that are too large for the memory they are given. */
class TemporaryRowsTest {

  @TempDir private Path folder;

  private ReadOptions small() {
    return TestInput.DEFAULTS.withStorage(limited());
  }

  private StorageOptions limited() {
    return TestInput.STORAGE.withMemoryForText(1 << 16).withTemporaryFolder(folder);
  }

  private static String table(char mark) {
    Random random = new Random(4);
    StringBuilder text = new StringBuilder("x;word;y;weight\n");
    for (int i = 0; i < 40_000; i++) {
      String y = random.nextInt(9) == 0 ? "NA" : Double.toString(random.nextGaussian());
      text.append(Double.toString(random.nextGaussian()).replace('.', mark))
          .append(i % 3 == 0 ? ";red;" : ";green;")
          .append(y.replace('.', mark))
          .append(';')
          .append(1 + random.nextInt(5))
          .append('\n');
    }
    return text.toString();
  }

  private static void assertSame(Table actual, Table expected) {
    assertThat(actual.data()).isInstanceOf(MappedDataset.class);
    assertThat(expected.data()).isInstanceOf(HeapDataset.class);
    assertThat(actual.data().schema()).isEqualTo(expected.data().schema());
    assertThat(actual.data().toMatrix().toArray()).isEqualTo(expected.data().toMatrix().toArray());
    assertThat(actual.data().labels().isPresent()).isEqualTo(expected.data().labels().isPresent());
    expected
        .data()
        .labels()
        .ifPresent(labels -> assertThat(actual.data().labels().orElseThrow()).isEqualTo(labels));
    int n = (int) expected.data().rowCount();
    double[] weights = new double[n];
    double[] expectedWeights = new double[n];
    actual.data().readWeights(0, n, weights);
    expected.data().readWeights(0, n, expectedWeights);
    assertThat(weights).isEqualTo(expectedWeights);
  }

  @Test
  void textIsTheSameFromAFile() throws IOException {
    Table expected =
        TestInput.read(table('.'), TestInput.DEFAULTS.withLabel("word").withWeight("weight"));
    Table actual = TestInput.read(table('.'), small().withLabel("word").withWeight("weight"));
    assertSame(actual, expected);
    assertThat(actual.notes().get(0)).endsWith(", read from a temporary file by blocks");
  }

  @Test
  void wordsThatAreLeftOutAreToldTheSame() throws IOException {
    Table expected = TestInput.read(table('.'), TestInput.DEFAULTS);
    Table actual = TestInput.read(table('.'), small());
    assertSame(actual, expected);
    assertThat(actual.notes()).containsAll(expected.notes().subList(1, expected.notes().size()));
  }

  @Test
  void decimalCommasAreReadAfterwardsInTheFileToo() throws IOException {
    assertSame(TestInput.read(table(','), small()), TestInput.read(table(','), TestInput.DEFAULTS));
  }

  @Test
  void packedArrayIsTheSameFromAFile() throws IOException {
    double[] values = new double[50_000];
    new SeededRandom(2).fillGaussian(values);
    ByteArrayOutputStream npy = new ByteArrayOutputStream();
    NpyWriter.write(npy, 10_000, 5, out -> out.add(Matrix.wrap(10_000, 5, values)));
    Table table =
        Tables.read(
            new ByteArrayInputStream(npy.toByteArray()),
            "rows",
            TestInput.DEFAULTS.withStorage(limited().withMappingThreshold(0)));
    assertThat(table.data().toMatrix().toArray()).isEqualTo(values);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void nothingIsLeftInTheFolder() throws IOException {
    TestInput.read(table('.'), small());
    assertThatThrownBy(() -> TestInput.read(table('.') + "1;red;2\n", small()))
        .isInstanceOf(IOException.class);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void fullDiskIsToldWithARemedy() {
    assertThatThrownBy(
            () -> {
              try (TemporaryFile file = new TemporaryFile(folder, "rows.csv")) {
                file.requireRoom(Long.MAX_VALUE / 2);
              }
            })
        .isInstanceOf(FileSystemException.class)
        .hasMessage(
            folder
                + ": No space left for the numbers of 'rows.csv', which are more than memory holds"
                + " (0.0 GiB so far); name another folder by --temp-folder, or raise the memory"
                + " limit");
  }
}
