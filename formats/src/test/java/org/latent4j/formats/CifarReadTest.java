package org.latent4j.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.DataFormatException;
import org.latent4j.data.ImageShape;
import org.latent4j.testing.SharedFiles;

class CifarReadTest {

  @TempDir private Path folder;

  /** A record whose red, green and blue are even, but for the second pixel's green. */
  private static byte[] record(int red, int green, int blue, int... labels) {
    byte[] bytes = new byte[labels.length + 3072];
    for (int l = 0; l < labels.length; l++) {
      bytes[l] = (byte) labels[l];
    }
    int at = labels.length;
    Arrays.fill(bytes, at, at + 1024, (byte) red);
    Arrays.fill(bytes, at + 1024, at + 2048, (byte) green);
    Arrays.fill(bytes, at + 2048, at + 3072, (byte) blue);
    bytes[at + 1025] = 99;
    return bytes;
  }

  private static byte[] joined(byte[]... records) {
    byte[] all = new byte[Arrays.stream(records).mapToInt(r -> r.length).sum()];
    int at = 0;
    for (byte[] record : records) {
      System.arraycopy(record, 0, all, at, record.length);
      at += record.length;
    }
    return all;
  }

  private static double[] firstPixels(Table table, int row) {
    return Arrays.copyOf(table.data().rows(row, 1).toArray(), 6);
  }

  private Table read(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, bytes);
    return Tables.read(file, ReadOptions.defaults().withKept("r1c2k2"));
  }

  @Test
  void planesBecomeChannelsAndTheFirstByteTheLabel() throws IOException {
    byte[] bytes = joined(record(1, 2, 255, 3), record(4, 5, 6, 5));

    for (Table table :
        new Table[] {read("a.bin", bytes), read("a.bin.gz", TestInput.gzip(bytes))}) {
      assertThat(table.data().schema().image()).contains(new ImageShape(32, 32, 3));
      assertThat(firstPixels(table, 0)).containsExactly(1, 2, 255, 1, 99, 255);
      assertThat(firstPixels(table, 1)).containsExactly(4, 5, 6, 4, 99, 6);
      assertThat(table.data().labels()).contains(new double[] {3, 5});
      assertThat(table.notes())
          .contains("label: 'label', not used in fitting")
          .first()
          .asString()
          .endsWith("2 images of 32 x 32 pixels, 3 channels, uint8");
    }
  }

  @Test
  void cifar100HasTwoLabels() throws IOException {
    Path file = folder.resolve("train.bin");
    Files.write(file, joined(record(1, 2, 3, 19, 99), record(4, 5, 6, 0, 7)));

    Table fine = Tables.read(file, ReadOptions.defaults());
    Table coarse = Tables.read(file, ReadOptions.defaults().withLabel("coarse"));

    assertThat(fine.data().labels()).contains(new double[] {99, 7});
    assertThat(coarse.data().labels()).contains(new double[] {19, 0});
    assertThat(coarse.data().schema().first(ColumnRole.LABEL).orElseThrow().name())
        .isEqualTo("coarse");
    assertThat(firstPixels(fine, 1)[2]).isEqualTo(6);
  }

  @Test
  void aFolderOfBatchesLeavesTestsOutAndNamesClasses() throws IOException {
    Files.write(folder.resolve("data_batch_2.bin"), record(4, 5, 6, 9));
    Files.write(folder.resolve("data_batch_1.bin"), record(1, 2, 3, 0));
    Files.write(folder.resolve("test_batch.bin"), record(7, 8, 9, 1));
    Files.writeString(folder.resolve("batches.meta.txt"), "air\nb\nc\nd\ne\nf\ng\nh\ni\ntruck\n\n");

    Table table = Tables.read(folder, ReadOptions.defaults());
    Table test =
        Tables.readFor(
            table.data().schema(),
            folder.resolve("test_batch.bin").toString(),
            ReadOptions.defaults());

    assertThat(firstPixels(table, 0)[0]).isEqualTo(1);
    assertThat(firstPixels(table, 1)[0]).isEqualTo(4);
    assertThat(table.data().schema().first(ColumnRole.LABEL).orElseThrow().levels())
        .containsExactly("air", "truck");
    assertThat(table.notes())
        .contains("left out: 'test_batch.bin', for tests; to read it, name the file itself");
    assertThat(test.data().rowCount()).isEqualTo(1);
    assertThat(test.data().schema().first(ColumnRole.LABEL).orElseThrow().levels())
        .containsExactly("air", "truck", "b");
  }

  @Test
  void otherSizesAndLabelsAreRefused() {
    assertThatThrownBy(() -> read("a.bin", new byte[5000]))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(
            "'%s/a.bin' has 5000 bytes, no multiple of 3073 (CIFAR-10) or 3074 (CIFAR-100), for"
                + " which a file is taken whose name ends in .bin",
            folder);
    assertThatThrownBy(() -> read("a.bin", joined(record(1, 2, 3, 9), record(1, 2, 3, 10))))
        .hasMessage("'%s/a.bin': record 2 has label 10, but CIFAR-10 has classes 0 to 9", folder);
    assertThatThrownBy(() -> read("a.bin", record(1, 2, 3, 20, 1)))
        .hasMessage(
            "'%s/a.bin': record 1 has coarse 20, but CIFAR-100 has classes 0 to 19", folder);
  }

  /** The same images as JPEG files and as the bytes that another decoder made of them. */
  @Test
  void catsAndDogsAreTheSameAsFilesAndAsBatches() throws IOException {
    Path zip = SharedFiles.path("data/cats-dogs/cats_dogs_jpg.zip");
    Table files = Tables.open(zip + "/test", ReadOptions.defaults());
    Table batch = Tables.read(zip.resolveSibling("cats_dogs_test.bin.gz"), ReadOptions.defaults());

    assertThat(files.data().rowCount()).isEqualTo(2000);
    assertThat(batch.data().rowCount()).isEqualTo(500);
    assertThat(Arrays.stream(batch.data().labels().orElseThrow()).sum()).isEqualTo(250 * 8);
    // the first cat and the first dog; two decoders round differently, by a step or two
    double[] cat = files.data().rows(0, 1).toArray();
    double[] dog = files.data().rows(1000, 1).toArray();
    double[] first = batch.data().rows(0, 1).toArray();
    double[] second = batch.data().rows(1, 1).toArray();
    for (int j = 0; j < 3072; j++) {
      assertThat(first[j]).isCloseTo(cat[j], within(4.0));
      assertThat(second[j]).isCloseTo(dog[j], within(4.0));
    }
  }
}
