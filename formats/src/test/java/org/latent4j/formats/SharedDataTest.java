package org.latent4j.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.DataSummary;
import org.latent4j.data.ImageShape;
import org.latent4j.testing.SharedFiles;

/** Public data sets: sizes and missing values as their descriptions count them. */
class SharedDataTest {

  @ParameterizedTest
  @CsvSource({
    "airquality/airquality.csv, 153, 6, 44", "wdbc/wdbc.csv, 569, 32, 0",
    "penguins/penguins.csv, 344, 8, 19", "titanic/titanic.csv, 891, 11, 866",
    "horse-colic/horse-colic.data, 300, 28, 1605", "adult/adult.data.gz, 32561, 15, 4262",
    "ionosphere/ionosphere.csv, 351, 35, 0", "nltcs/nltcs.train.data.gz, 16181, 16, 0",
    "plants/plants.test.data.gz, 3482, 69, 0", "golub/golub_tidy.csv.gz, 72, 7131, 0",
    "magic-gamma/magic04.csv.gz, 19020, 11, 0", "acidity/acidity.csv, 155, 1, 0",
    "gvhd/gvhd_pos.csv.gz, 9083, 4, 0", "usarrests/usarrests.csv, 50, 5, 0"
  })
  void hasTheRowsColumnsAndMissingValuesOfItsDescription(
      String file, long rows, int columns, int missing) throws IOException {
    Table table = read(file);
    String told = missing == 0 ? "" : "missing: " + missing + " values (";

    assertThat(table.data().rowCount()).isEqualTo(rows);
    assertThat(table.data().schema().columns()).hasSize(columns);
    assertThat(table.notes()).anyMatch(note -> note.startsWith(told));
    assertThat(table.notes().stream().filter(note -> note.startsWith("missing")).count())
        .isEqualTo(missing == 0 ? 0 : 1);
  }

  @Test
  void missingValuesOfAirqualityAreInTwoColumns() throws IOException {
    assertThat(DataSummary.of(read("airquality/airquality.csv").data()).missingCounts())
        .containsExactly(37, 7, 0, 0, 0, 0);
  }

  @Test
  void theColumnOfIdsIsLeftOut() throws IOException {
    Table table = read("wdbc/wdbc.csv");

    assertThat(TestInput.role(table, "ID")).isEqualTo(ColumnRole.ID);
    assertThat(table.ids().orElseThrow()).startsWith("842302", "842517", "84300903");
    assertThat(table.data().featureCount()).isEqualTo(30);
  }

  @Test
  void theConstantColumnIsLeftOut() throws IOException {
    assertThat(read("ionosphere/ionosphere.csv").notes()).contains("left out: 'a02' is constant");
  }

  @ParameterizedTest
  @CsvSource({
    "mnist/t10k-images-idx3-ubyte.gz, 10000, 28, 28",
    "frey-faces/freyfaces-idx3-ubyte.gz, 1965, 28, 20",
    "olivetti/olivetti-images-idx3-ubyte.gz, 400, 64, 64"
  })
  void imagesHaveTheirShape(String file, long rows, int height, int width) throws IOException {
    Table table = read(file);

    assertThat(table.data().rowCount()).isEqualTo(rows);
    assertThat(table.data().schema().image()).contains(new ImageShape(height, width, 1));
    assertThat(table.data().schema().columns()).hasSize(height * width);
  }

  /** The mean of the training images is 33.318421; 67 of their pixels are 0 in all of them. */
  @Test
  void mnistHasItsMean() throws IOException {
    Table table = read("mnist/train-images-idx3-ubyte.gz");
    double sum = Arrays.stream(DataSummary.of(table.data()).means()).sum();

    assertThat(sum / 784).isBetween(33.3184, 33.3185);
    assertThat(table.data().featureCount()).isEqualTo(717);
  }

  @Test
  void labelsOfFashionMnistAreBalanced() throws IOException {
    Table table = read("fashion-mnist/train-labels-idx1-ubyte.gz");
    long[] counts = new long[10];
    for (double label : table.data().toMatrix().toArray()) {
      counts[(int) label]++;
    }

    assertThat(counts).containsOnly(6000);
  }

  private static Table read(String file) throws IOException {
    return Tables.read(SharedFiles.path("data/" + file), ReadOptions.defaults());
  }
}
