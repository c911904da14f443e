package org.latent4j.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.DataException;
import org.latent4j.data.DataFormatException;
import org.latent4j.data.ImageShape;
import org.latent4j.data.Schema;

class ImageFilesTest {

  @TempDir private Path folder;

  private static BufferedImage grey(int height, int width, int... values) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setPixels(0, 0, width, height, values);
    return image;
  }

  private static BufferedImage colour(int height, int width, Color... values) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < values.length; i++) {
      image.setRGB(i % width, i / width, values[i].getRGB());
    }
    return image;
  }

  private static byte[] bytes(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  private void write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private Table read(ReadOptions options) throws IOException {
    return Tables.read(folder, options);
  }

  private static ReadOptions with(ImageOptions images) {
    return ReadOptions.defaults().withImages(images);
  }

  private static double[] row(Table table, int row) {
    return table.data().rows(row, 1).toArray();
  }

  @Test
  void foldersAreTheLabelAndNamesTheOrder() throws IOException {
    write("dog/b.png", bytes(grey(1, 2, 7, 255), "png"));
    write("cat/10.png", bytes(grey(1, 2, 3, 4), "png"));
    write("cat/9.png", bytes(grey(1, 2, 5, 6), "png"));
    write("cat/notes.txt", "no image".getBytes(StandardCharsets.UTF_8));
    write("cat/.DS_Store", new byte[3]);
    write("__MACOSX/cat/10.png", new byte[3]);

    Table table = read(ReadOptions.defaults());

    assertThat(table.data().toMatrix().toArray()).containsExactly(3, 4, 5, 6, 7, 255);
    assertThat(table.data().labels()).contains(new double[] {0, 0, 1});
    assertThat(table.data().schema().first(ColumnRole.LABEL).orElseThrow().levels())
        .containsExactly("cat", "dog");
    assertThat(table.ids()).contains(List.of("cat/10.png", "cat/9.png", "dog/b.png"));
    assertThat(table.data().schema().image()).contains(new ImageShape(1, 2, 1));
    assertThat(table.data().schema().featureNames()).containsExactly("r1c1", "r1c2");
    assertThat(table.notes())
        .containsExactly(
            "'" + folder + "': 3 images of 1 x 2 pixels, uint8",
            "skipped: 1 file beside the images ('cat/notes.txt')",
            "label: 'label' (2 levels), not used in fitting");
  }

  @Test
  void imagesInOneFolderHaveNoLabel() throws IOException {
    write("all/a.png", bytes(grey(1, 1, 3), "png"));
    write("all/b.png", bytes(grey(1, 1, 4), "png"));

    assertThat(read(ReadOptions.defaults()).data().labels()).isEmpty();
  }

  @Test
  void coloursComeChannelsLast() throws IOException {
    write("a.png", bytes(colour(1, 2, new Color(1, 2, 3), new Color(4, 5, 6)), "png"));
    write("b.png", bytes(grey(1, 2, 9, 8), "png"));

    Table table = read(ReadOptions.defaults());

    assertThat(table.data().schema().image()).contains(new ImageShape(1, 2, 3));
    assertThat(row(table, 0)).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(row(table, 1)).containsExactly(9, 9, 9, 8, 8, 8);
    assertThat(table.notes()).contains("1 grey image taken for colour");
  }

  /** 0.299·200 + 0.587·100 + 0.114·50 = 124.2. */
  @Test
  void greyIsLuminance() throws IOException {
    write("a.png", bytes(colour(1, 1, new Color(200, 100, 50)), "png"));
    write("b.png", bytes(grey(1, 1, 9), "png"));

    Table table = read(with(ImageOptions.asTheyAre().withGrey()));

    assertThat(table.data().toMatrix().toArray()).containsExactly(124, 9);
    assertThat(table.notes()).contains("1 image of colour made grey");
  }

  /** 2 × 3 to 1 × 2: the left half is column 1 and half of column 2. */
  @Test
  void sizesAreMeansOfAreas() throws IOException {
    write("a.png", bytes(grey(2, 3, 10, 40, 100, 30, 60, 200), "png"));
    write("b.png", bytes(grey(1, 1, 77), "png"));

    Table table = read(with(ImageOptions.asTheyAre().withSize(new ImageOptions.Size(1, 2))));

    // ((10 + 30) + (40 + 60) / 2) / 3 = 30; ((100 + 200) + 50) / 3 = 116.7
    assertThat(row(table, 0)).containsExactly(30, 117);
    assertThat(row(table, 1)).containsExactly(77, 77);
    assertThat(table.notes()).contains("images brought to 1 x 2 pixels");
  }

  @Test
  void unequalSizesAreRefusedByName() throws IOException {
    write("a.png", bytes(grey(2, 3, 1, 2, 3, 4, 5, 6), "png"));
    write("cat/b.png", bytes(grey(3, 2, 1, 2, 3, 4, 5, 6), "png"));

    assertThatThrownBy(() -> read(ReadOptions.defaults()))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(
            "'%s/cat/b.png' has 3 x 2 pixels and 'a.png' 2 x 3; --size 2x3 brings all to one size",
            folder);
  }

  @Test
  void jpegsAreReadAndDamageIsTold() throws IOException {
    int[] even = new int[64];
    Arrays.fill(even, 100);
    byte[] jpeg = bytes(grey(8, 8, even), "jpeg");
    write("a.jpg", jpeg);
    write("b.JPEG", jpeg);
    Table table = read(ReadOptions.defaults().withKept("r1c1"));
    // an even surface is its mean, which needs no rounding of frequencies
    assertThat(table.data().toMatrix().toArray()).containsExactly(100, 100);

    write("b.JPEG", Arrays.copyOf(jpeg, jpeg.length - 8));
    assertThatThrownBy(() -> read(ReadOptions.defaults()))
        .isInstanceOf(DataFormatException.class)
        .hasMessageStartingWith("'" + folder + "/b.JPEG' is damaged: ");
  }

  @Test
  void damagedFilesAreNamed() throws IOException {
    byte[] png = bytes(grey(8, 8, new int[64]), "png");
    write("a.png", png);
    for (int length : new int[] {0, 5, 20, 40, png.length - 20}) {
      write("b.png", Arrays.copyOf(png, length));
      assertThatThrownBy(() -> read(ReadOptions.defaults()))
          .as("cut off after %d bytes", length)
          .isInstanceOf(DataFormatException.class)
          .hasMessageStartingWith("'" + folder + "/b.png' is damaged: ");
    }
  }

  @Test
  void aChangedByteOfAPngIsFound() throws IOException {
    byte[] png = bytes(grey(1, 2, 7, 9), "png");
    png[44] ^= 1;
    write("a.png", png);

    assertThatThrownBy(() -> read(ReadOptions.defaults()))
        .hasMessage("'%s/a.png' is damaged: the sum of a PNG chunk is wrong", folder);
  }

  /** A header of a few bytes that tells of more pixels than there is memory. */
  @Test
  void hugeHeadersAreRefusedBeforeDecoding() throws IOException {
    byte[] png = bytes(grey(1, 1, 7), "png");
    ByteBuffer.wrap(png).putInt(16, 100_000).putInt(20, 200_000);
    write("a.png", png);

    assertThatThrownBy(() -> read(ReadOptions.defaults()))
        .hasMessage(
            "'%s/a.png' has 200000 x 100000 pixels; images of at most 67108864 pixels are read",
            folder);
  }

  @Test
  void fourColoursAreRefused() throws IOException {
    // start of image, then a frame of 8 bits, 1 × 1 and four components
    write("a.jpg", new byte[] {-1, -40, -1, -64, 0, 20, 8, 0, 1, 0, 1, 4, 0, 0, 0});

    assertThatThrownBy(() -> read(ReadOptions.defaults()))
        .hasMessage(
            "'%s/a.jpg' is a JPEG of 4 colours (CMYK) of 8 bits; grey and RGB of 8 bits are read,"
                + " save it so",
            folder);
  }

  @Test
  void foldersWithoutImagesAreRefused() throws IOException {
    write("a.csv", "1,2\n".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> read(ReadOptions.defaults()))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(
            "'%s' holds no PNG or JPEG image, but 1 other file; a table that is in it must be named"
                + " itself, unpacked",
            folder);
  }

  @Test
  void transparencyLiesOnWhite() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0xFF0A141E);
    image.setRGB(1, 0, 0x000A141E);
    write("a.png", bytes(image, "png"));

    assertThat(row(read(ReadOptions.defaults().withKept("r1c1k1")), 0))
        .containsExactly(10, 20, 30, 255, 255, 255);
  }

  /** 0x8080 of 0xFFFF is 128 of 255; a palette of two colours; one bit. */
  @Test
  void otherKindsOfPngBecomeBytes() throws IOException {
    BufferedImage deep = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setPixels(0, 0, 2, 1, new int[] {0x8080, 0xFFFF});
    BufferedImage bits = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
    bits.getRaster().setPixels(0, 0, 2, 1, new int[] {1, 0});
    write("a.png", bytes(deep, "png"));
    write("b.png", bytes(bits, "png"));

    assertThat(read(ReadOptions.defaults()).data().toMatrix().toArray())
        .containsExactly(128, 255, 255, 0);
  }

  @Test
  void zipsAndFoldersWithinThemAreRead() throws IOException {
    Path zip = folder.resolve("pets.zip");
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream files = new ZipOutputStream(out)) {
      for (String name : List.of("train/dog/1.png", "train/cat/2.png", "test/cat/3.png")) {
        files.putNextEntry(new ZipEntry(name));
        files.write(bytes(grey(1, 1, name.charAt(name.length() - 5)), "png"));
      }
      files.putNextEntry(new ZipEntry("__MACOSX/train/dog/._1.png"));
      files.write(new byte[10]);
    }

    Table all = Tables.read(zip, ReadOptions.defaults());
    Table train = Tables.open(zip + "/train", ReadOptions.defaults());

    assertThat(all.data().toMatrix().toArray()).containsExactly('3', '2', '1');
    assertThat(all.data().schema().first(ColumnRole.LABEL).orElseThrow().levels())
        .containsExactly("test", "train");
    assertThat(train.data().toMatrix().toArray()).containsExactly('2', '1');
    assertThat(train.data().schema().first(ColumnRole.LABEL).orElseThrow().levels())
        .containsExactly("cat", "dog");
  }

  @Test
  void imagesForAModelAreBroughtToItsShape() throws IOException {
    write("a.png", bytes(grey(1, 2, 1, 2), "png"));
    write("b.png", bytes(grey(1, 2, 3, 5), "png"));
    Schema model = read(ReadOptions.defaults()).data().schema();
    write("a.png", bytes(grey(2, 2, 10, 20, 30, 40), "png"));
    write("b.png", bytes(colour(1, 2, Color.WHITE, Color.BLACK), "png"));

    Table table = Tables.readFor(model, folder.toString(), ReadOptions.defaults());

    assertThat(table.data().toMatrix().toArray()).containsExactly(20, 30, 255, 0);
    assertThat(table.notes())
        .contains("images brought to 1 x 2 pixels", "1 image of colour made grey");
    ReadOptions other = with(ImageOptions.asTheyAre().withSize(new ImageOptions.Size(2, 2)));
    assertThatThrownBy(() -> Tables.readFor(model, folder.toString(), other))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the model was fitted to images of 1 x 2 x 1");
  }

  @Test
  void tablesAreNotBroughtToASize() throws IOException {
    write("a.csv", "1,2\n".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(
            () -> Tables.read(folder.resolve("a.csv"), with(ImageOptions.asTheyAre().withGrey())))
        .hasMessage(
            "'%s/a.csv' is neither a folder nor a zip of images, which alone are brought to a size"
                + " or to grey",
            folder);
  }
}
