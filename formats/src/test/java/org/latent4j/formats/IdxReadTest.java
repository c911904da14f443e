package org.latent4j.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latent4j.formats.TestInput.DEFAULTS;
import static org.latent4j.formats.TestInput.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.ImageShape;

class IdxReadTest {

  /** Two images of 2×2 pixels whose first pixel is constant. */
  private static final byte[] IMAGES = {
    0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 1, 2, (byte) 255, 0, 4, (byte) 128, 7
  };

  @Test
  void readsImagesAndKeepsTheirShape() throws IOException {
    Table table = read(IMAGES, DEFAULTS);

    assertThat(table.data().schema().image()).contains(new ImageShape(2, 2, 1));
    assertThat(TestInput.role(table, "r1c1")).isEqualTo(ColumnRole.IGNORED);
    assertThat(TestInput.featureNames(table)).containsExactly("r1c2", "r2c1", "r2c2");
    assertThat(table.data().toMatrix().toArray()).containsExactly(1, 2, 255, 4, 128, 7);
    assertThat(table.notes())
        .containsExactly(
            "'f.csv': 2 images of 2 x 2 pixels, uint8", "left out: 'r1c1' is constant");
  }

  @Test
  void readsFilesPlainAndPacked(@TempDir Path folder) throws IOException {
    Path plain = Files.write(folder.resolve("images"), IMAGES);
    Path packed = Files.write(folder.resolve("images.gz"), TestInput.gzip(IMAGES));

    for (Path file : new Path[] {plain, packed}) {
      assertThat(Tables.read(file, DEFAULTS).data().toMatrix().toArray())
          .containsExactly(1, 2, 255, 4, 128, 7);
    }
  }

  @Test
  void readsOneAxisAsOneColumn() throws IOException {
    Table table = read(new byte[] {0, 0, 8, 1, 0, 0, 0, 3, 7, 0, 9}, DEFAULTS);

    assertThat(table.data().toMatrix().toArray()).containsExactly(7, 0, 9);
  }

  @Test
  void readsAllTypes() throws IOException {
    assertThat(column(9, 1, new byte[] {-128, 127})).containsExactly(-128, 127);
    assertThat(
            column(
                11, 2, ByteBuffer.allocate(4).putShort((short) -300).putShort((short) 7).array()))
        .containsExactly(-300, 7);
    assertThat(column(12, 4, ByteBuffer.allocate(8).putInt(-70000).putInt(1 << 30).array()))
        .containsExactly(-70000, 1 << 30);
    assertThat(column(13, 4, ByteBuffer.allocate(8).putFloat(0.1f).putFloat(Float.NaN).array()))
        .containsExactly(0.1f, Double.NaN);
    assertThat(column(14, 8, ByteBuffer.allocate(16).putDouble(0.1).putDouble(-1e300).array()))
        .containsExactly(0.1, -1e300);
  }

  private static double[] column(int type, int bytes, byte[] values) throws IOException {
    ByteBuffer file = ByteBuffer.allocate(8 + values.length);
    file.put((byte) 0).put((byte) 0).put((byte) type).put((byte) 1);
    file.putInt(values.length / bytes).put(values);
    return read(file.array(), DEFAULTS.withKept("x1")).data().toMatrix().toArray();
  }
}
