package org.latent4j.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.DataFormatException;
import org.latent4j.data.Dataset;

class LabelFileTest {

  private static final byte[] IMAGES = {
    0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6
  };

  @TempDir private Path folder;
  private Path images = Path.of("");

  @BeforeEach
  void write() throws IOException {
    images = Files.write(folder.resolve("images"), IMAGES);
  }

  private ReadOptions labels(String content) throws IOException {
    return ReadOptions.defaults()
        .withLabels(Files.writeString(folder.resolve("labels.csv"), content));
  }

  private static Column label(Dataset data) {
    return data.schema().first(ColumnRole.LABEL).orElseThrow();
  }

  @Test
  void idxLabelsStandBesideImages() throws IOException {
    Path file = Files.write(folder.resolve("labels"), new byte[] {0, 0, 8, 1, 0, 0, 0, 3, 7, 0, 9});

    Table table = Tables.read(images, ReadOptions.defaults().withLabels(file));

    assertThat(table.data().labels()).contains(new double[] {7, 0, 9});
    assertThat(label(table.data()).name()).isEqualTo("label");
    assertThat(table.data().featureCount()).isEqualTo(2);
    assertThat(table.notes())
        .contains("labels from '" + file + "'", "label: 'label', not used in fitting");
  }

  /** The number of rows tells whether the first line of words is a header. */
  @Test
  void wordsMayHaveAHeaderOrNot() throws IOException {
    Dataset without = Tables.read(images, labels("cat\ndog\ncat\n")).data();
    assertThat(without.labels()).contains(new double[] {0, 1, 0});
    assertThat(label(without).levels()).containsExactly("cat", "dog");

    Dataset with = Tables.read(images, labels("animal\ncat\ndog\ncat\n")).data();
    assertThat(with.labels()).contains(new double[] {0, 1, 0});
    assertThat(label(with).name()).isEqualTo("animal");
    assertThat(label(with).levels()).containsExactly("cat", "dog");
  }

  /** A blank line is no row: a header must not step in for the label that is missing. */
  @Test
  void aHeaderIsNoLabel() throws IOException {
    ReadOptions options = labels("animal\ncat\ndog\n\n");

    assertThatThrownBy(() -> Tables.read(images, options)).hasMessageContaining("has 2, ");
  }

  @Test
  void oneOfSeveralColumnsIsNamed() throws IOException {
    ReadOptions options = labels("object,view\n4,1\n5,2\n,3\n");

    assertThatThrownBy(() -> Tables.read(images, options))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(
            "'%s/labels.csv' has 2 columns ('object', 'view'); --label names the one with the labels",
            folder);
    Dataset data = Tables.read(images, options.withLabel("object")).data();
    assertThat(data.labels()).contains(new double[] {4, 5, Double.NaN});
  }

  @Test
  void theyMustBeAsManyAsRows() throws IOException {
    ReadOptions options = labels("1\n2\n3\n4\n5\n");

    assertThatThrownBy(() -> Tables.read(images, options))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(
            "labels must be as many as rows: '%s/labels.csv' has 5, '%s' has 3 rows",
            folder, images);
  }

  @Test
  void aTableKeepsItsColumnOfTheSameName() throws IOException {
    Path csv = Files.writeString(folder.resolve("a.csv"), "x,label\n0.5,1.5\n2.5,3.5\n4.5,7.5\n");

    Table table = Tables.read(csv, labels("1\n2\n3\n"));

    assertThat(table.data().schema().featureNames()).containsExactly("x", "label");
    assertThat(label(table.data()).name()).isEqualTo("label_");
  }

  @Test
  void theyReachRowsForAModel() throws IOException {
    Table fitted = Tables.read(images, labels("cat\ndog\ncat\n"));

    Dataset data =
        Tables.readFor(fitted.data().schema(), images.toString(), labels("dog\nemu\ndog\n")).data();

    // levels keep the indices that the model knows
    assertThat(label(data).levels()).containsExactly("cat", "dog", "emu");
    assertThat(data.labels()).contains(new double[] {1, 2, 1});
  }

  @Test
  void theyMayNameComponents() throws IOException {
    Dataset data = Tables.read(images, labels("part\na\nb\nNA\n").withPartialLabel("part")).data();
    int[] components = new int[3];
    data.readKnownComponents(0, 3, components);

    assertThat(components).containsExactly(0, 1, -1);
    assertThat(data.labels()).isEmpty();
  }
}
