package org.latent4j.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latent4j.formats.TestInput.DEFAULTS;
import static org.latent4j.formats.TestInput.column;
import static org.latent4j.formats.TestInput.featureNames;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.DataSummary;
import org.latent4j.data.ImageShape;

class ExamplesTest {

  @Test
  void thereAreThree() {
    assertThat(Examples.names()).containsExactly("digits", "faithful", "iris");
  }

  /** Means as R prints them: colMeans(faithful). */
  @Test
  void faithfulIsTheGeyser() throws IOException {
    Table table = Examples.open("faithful");

    assertThat(table.data().rowCount()).isEqualTo(272);
    assertThat(featureNames(table)).containsExactly("eruptions", "waiting");
    assertThat(column(table, "eruptions").resolution()).isEqualTo(0.001);
    assertThat(column(table, "waiting").kind()).isEqualTo(ColumnKind.COUNT);
    assertThat(column(table, "waiting").resolution()).isEqualTo(1);
    double[] means = DataSummary.of(table.data()).means();
    assertThat(means[0]).isBetween(3.4877825, 3.4877835);
    assertThat(means[1]).isBetween(70.897055, 70.897065);
  }

  @Test
  void irisHasItsSpeciesAsLabel() throws IOException {
    Table table = Examples.open("iris");

    assertThat(table.data().rowCount()).isEqualTo(150);
    assertThat(featureNames(table))
        .containsExactly("Sepal.Length", "Sepal.Width", "Petal.Length", "Petal.Width");
    assertThat(column(table, "Species").role()).isEqualTo(ColumnRole.LABEL);
    assertThat(column(table, "Species").levels())
        .containsExactly("setosa", "versicolor", "virginica");
    double[] labels = table.data().labels().orElseThrow();
    for (int i = 0; i < 150; i++) {
      assertThat(labels[i]).isEqualTo(Math.floor(i / 50.0));
    }
  }

  @Test
  void digitsAreImages() throws IOException {
    Table table = Examples.open("digits");

    assertThat(table.data().rowCount()).isEqualTo(1797);
    assertThat(table.data().schema().image()).contains(new ImageShape(8, 8, 1));
    assertThat(table.data().featureCount()).isEqualTo(61);
    assertThat(column(table, "label").role()).isEqualTo(ColumnRole.LABEL);
    assertThat(table.notes()).contains("left out: 3 columns are constant ('p0', 'p32', 'p39')");
  }

  @Test
  void optionsOfTheUserComeFirst() throws IOException {
    Table table = Tables.open("example:iris", DEFAULTS.withLabel("Petal.Width"));

    assertThat(table.data().schema().first(ColumnRole.LABEL).orElseThrow().name())
        .isEqualTo("Petal.Width");
  }

  @Test
  void anUnknownExampleNamesThoseThereAre() {
    assertThatThrownBy(() -> Tables.open("example:mnist", DEFAULTS))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage("there is no example 'mnist'; there are digits, faithful, iris");
  }

  @Test
  void aDashIsTheStandardInputWhichStaysOpen() throws IOException {
    InputStream before = System.in;
    boolean[] closed = {false};
    System.setIn(
        new ByteArrayInputStream("a,b\n1,2\n3,4.5\n".getBytes(StandardCharsets.UTF_8)) {
          @Override
          public void close() {
            closed[0] = true;
          }
        });
    try {
      Table table = Tables.open("-", DEFAULTS);

      assertThat(table.data().toMatrix().toArray()).containsExactly(1, 2, 3, 4.5);
      assertThat(table.source()).isEqualTo("stdin");
      assertThat(closed[0]).isFalse();
    } finally {
      System.setIn(before);
    }
  }
}
