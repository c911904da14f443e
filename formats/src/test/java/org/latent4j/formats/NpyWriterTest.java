package org.latent4j.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latent4j.formats.TestInput.resource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latent4j.linalg.Matrix;

class NpyWriterTest {

  @TempDir Path folder;

  @Test
  void writesTheSameBytesAsNumPy() throws IOException {
    Path file = folder.resolve("t.npy");
    NpyWriter.write(file, Matrix.of(2, 2, 1, 2, 3, 4.5));

    assertThat(file).hasSameBinaryContentAs(resource("version1.npy"));
  }

  @Test
  void writesRowsAsTheyComeAndReadsThemBack() throws IOException {
    double[] values = new Random(1).doubles(30_000 * 3).toArray();
    values[17] = Double.NaN;
    Matrix whole = Matrix.of(30_000, 3, values);
    Path file = folder.resolve("t.npy");
    NpyWriter.write(
        file,
        30_000,
        3,
        npy -> {
          for (int row = 0; row < 30_000; row += 1000) {
            double[] block = java.util.Arrays.copyOfRange(values, row * 3, (row + 1000) * 3);
            npy.add(Matrix.wrap(1000, 3, block));
          }
        });

    assertThat(Tables.read(file, ReadOptions.defaults()).data().toMatrix().toArray())
        .containsExactly(whole.toArray());
    assertThat(Files.size(file) % 64).isEqualTo(30_000L * 3 * 8 % 64);
  }

  @Test
  void writesWholeNumbers() throws IOException {
    Path file = folder.resolve("t.npy");
    NpyWriter.write(file, new int[] {3, -1, Integer.MAX_VALUE, 0});
    Table table = Tables.read(file, ReadOptions.defaults());

    assertThat(table.data().toMatrix().toArray()).containsExactly(3, -1, Integer.MAX_VALUE, 0);
    assertThat(table.notes().get(0)).endsWith(": 4 rows of 1 column, int32");
  }

  @Test
  void refusesMoreOrFewerNumbersThanTold() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    assertThatThrownBy(() -> NpyWriter.write(out, 2, 2, npy -> npy.add(1).add(2).add(3)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("4 numbers must be added, got 3");
    assertThatThrownBy(() -> NpyWriter.write(out, 2, 2, npy -> npy.add(Matrix.zeros(2, 3))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("block must have 2 columns, got 3");
  }

  @Test
  void tellsUnwritableFile() {
    Path file = folder.resolve("nowhere").resolve("t.npy");

    assertThatThrownBy(() -> NpyWriter.write(file, Matrix.zeros(1, 1)))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot write '%s': there is no folder '%s'".formatted(file, file.getParent()));
  }
}
