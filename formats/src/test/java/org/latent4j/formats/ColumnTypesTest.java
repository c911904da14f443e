package org.latent4j.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.latent4j.formats.TestInput.DEFAULTS;
import static org.latent4j.formats.TestInput.column;
import static org.latent4j.formats.TestInput.featureNames;
import static org.latent4j.formats.TestInput.read;
import static org.latent4j.formats.TestInput.role;
import static org.latent4j.formats.TestInput.rows;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.ImageShape;

class ColumnTypesTest {

  @ParameterizedTest
  @CsvSource({
    "1,0,1, BINARY, 1",
    "2,0,7, COUNT, 1",
    "-1,0,7, NUMERIC, 1",
    "1.5,2,3, NUMERIC, 0.1",
    "2.0,3.00,7, COUNT, 1",
    "0.25,1.125,3, NUMERIC, 0.001",
    "1e-6,3e-6,2, NUMERIC, 0.000001",
    "1e-7,3,2, NUMERIC, 0",
    "0.1234567,3,2, NUMERIC, 0",
    "1e3,2e3,5, COUNT, 1"
  })
  void tellsKindAndResolution(String a, String b, String c, ColumnKind kind, double resolution)
      throws IOException {
    Table table = read("x,y\n" + a + ",1\n" + b + ",3\n" + c + ",2\n");

    assertThat(column(table, "x").kind()).isEqualTo(kind);
    assertThat(column(table, "x").resolution()).isEqualTo(resolution);
    assertThat(role(table, "x")).isEqualTo(ColumnRole.FEATURE);
  }

  @Test
  void decidesByAllRows() throws IOException {
    String whole =
        IntStream.range(0, 300_000).mapToObj(i -> i % 5 + "\n").collect(Collectors.joining());

    assertThat(column(read("x\n" + whole), "x").kind()).isEqualTo(ColumnKind.COUNT);
    assertThat(column(read("x\n" + whole + "0.5\n"), "x").kind()).isEqualTo(ColumnKind.NUMERIC);
    assertThat(column(read("x\n" + whole + "-1\n"), "x").kind()).isEqualTo(ColumnKind.NUMERIC);
  }

  @Test
  void leavesOutWords() throws IOException {
    Table table = read("sex,x,town\nm,1,A\nf,2,B\nm,3,C\nm,4,A\n");

    assertThat(featureNames(table)).containsExactly("x");
    assertThat(column(table, "sex").kind()).isEqualTo(ColumnKind.BINARY);
    assertThat(column(table, "sex").levels()).containsExactly("f", "m");
    assertThat(column(table, "town").kind()).isEqualTo(ColumnKind.CATEGORICAL);
    assertThat(column(table, "town").levels()).containsExactly("A", "B", "C");
    assertThat(role(table, "town")).isEqualTo(ColumnRole.IGNORED);
    assertThat(table.notes())
        .containsExactly(
            "'f.csv': 4 rows of 3 columns, delimiter comma, with a header",
            "left out: 2 columns hold words; the models asked for take numbers ('sex', 'town')");
  }

  @Test
  void tellsLevelsOfOneColumnOfWords() throws IOException {
    Table table = read("town,x\nA,1\nB,2\nC,3\nA,4\n");

    assertThat(table.notes().get(1))
        .isEqualTo("left out: 'town' holds words (3 levels); the models asked for take numbers");
  }

  @Test
  void mixedColumnsAreWords() throws IOException {
    Table table = read("cabin,x\nA5,1\n17,2\n17,3\n2.50,4\nA5,7\n");

    assertThat(column(table, "cabin").levels()).containsExactly("17", "2.5", "A5");
  }

  @Test
  void columnsToldToBeTextKeepTheirSpelling() throws IOException {
    Table table = read("zip,x\n01234,1\n1234,2\n01234,3\n", DEFAULTS.withText("zip"));

    assertThat(column(table, "zip").levels()).containsExactly("01234", "1234");
    assertThat(featureNames(table)).containsExactly("x");
  }

  @Test
  void distinctWordsNameTheRows() throws IOException {
    Table table = read("x,city\n1.5,Rome\n2.5,Oslo\n3.5,Bern\n");

    assertThat(role(table, "city")).isEqualTo(ColumnRole.ID);
    assertThat(column(table, "city").levels()).isEmpty();
    assertThat(table.ids().orElseThrow()).containsExactly("Rome", "Oslo", "Bern");
    assertThat(table.notes().get(1)).isEqualTo("left out: 'city' names the rows");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "ID",
        "Id",
        "patient_id",
        "userId",
        "customerID",
        "row id",
        "rownames",
        "Index",
        "obs no",
        "Sample Number",
        "key",
        "Unnamed: 0"
      })
  void distinctWholeNumbersUnderSuchANameNameTheRows(String name) throws IOException {
    Table table = read("x," + name + "\n1.5,842302\n2.5,17\n3.5,9999\n");

    assertThat(role(table, name)).isEqualTo(ColumnRole.ID);
    assertThat(table.ids().orElseThrow()).containsExactly("842302", "17", "9999");
  }

  @ParameterizedTest
  @CsvSource({
    "id, 1.5, 2, 3",
    "id, 1, 1, 3",
    "id, 1, NA, 3",
    "width, 1, 2, 3",
    "humid, 5, 2, 3",
    "period, 1, 3, 5"
  })
  void othersAreFeatures(String name, String a, String b, String c) throws IOException {
    Table table = read("x," + name + "\n1.5," + a + "\n2.5," + b + "\n3.5," + c + "\n");

    assertThat(featureNames(table)).containsExactly("x", name);
  }

  @ParameterizedTest
  @CsvSource({"0, 10, ID", "1, 10, ID", "2, 10, FEATURE", "1, 9, FEATURE"})
  void aFirstColumnThatCountsTheRowsNamesThem(int first, int rows, ColumnRole expected)
      throws IOException {
    StringBuilder text = new StringBuilder("n,x\n");
    for (int i = 0; i < rows; i++) {
      text.append(first + i).append(',').append(i * i * 0.5).append('\n');
    }

    assertThat(role(read(text.toString()), "n")).isEqualTo(expected);
  }

  @Test
  void aCountAcrossPiecesOfALargeFileIsSeen() throws IOException {
    StringBuilder counted = new StringBuilder("n,x\n");
    for (int i = 1; i <= 200_000; i++) {
      counted.append(i).append(',').append(i % 17).append('\n');
    }
    String broken = counted.toString().replace("\n150000,", "\n150001,");

    assertThat(role(read(counted.toString()), "n")).isEqualTo(ColumnRole.ID);
    assertThat(role(read(broken), "n")).isEqualTo(ColumnRole.FEATURE);
  }

  @Test
  void leavesOutConstantColumns() throws IOException {
    Table table = read("a,b,c\n1,7,2\n2,7,NA\n3,NA,2\n");

    assertThat(featureNames(table)).containsExactly("a");
    assertThat(role(table, "b")).isEqualTo(ColumnRole.IGNORED);
    assertThat(table.notes().get(2)).isEqualTo("left out: 2 columns are constant ('b', 'c')");
  }

  @Test
  void oneRowIsNotConstant() throws IOException {
    assertThat(featureNames(read("a,b\n1,7\n"))).containsExactly("a", "b");
  }

  @Test
  void keepsConstantsAndRowNamesWhenTold() throws IOException {
    Table table = read("id,b,c\n1,7,2\n2,7,2\n3,7,1\n", DEFAULTS.withKept("id", "b"));

    assertThat(featureNames(table)).containsExactly("id", "b", "c");
  }

  @Test
  void leavesOutColumnsWhenTold() throws IOException {
    Table table = read("a,b,c,d\n1,x,2,9\n2,3,3,8\n3,5,1,4\n", DEFAULTS.withLeftOut("b", "4"));

    assertThat(featureNames(table)).containsExactly("a", "c");
    assertThat(role(table, "d")).isEqualTo(ColumnRole.IGNORED);
    assertThat(table.notes().get(1)).isEqualTo("left out as asked: 'b', 'd'");
  }

  @Test
  void readsLabelsInWords() throws IOException {
    Table table = read("x,kind\n1,b\n2,a\n3,\n4,b\n5,c\n", DEFAULTS.withLabel("kind"));

    assertThat(featureNames(table)).containsExactly("x");
    assertThat(column(table, "kind").levels()).containsExactly("a", "b", "c");
    assertThat(table.data().labels().orElseThrow()).containsExactly(1, 0, Double.NaN, 1, 2);
    assertThat(table.notes().get(2)).isEqualTo("label: 'kind' (3 levels), not used in fitting");
  }

  @Test
  void readsLabelsInNumbers() throws IOException {
    Table table = read("y,x\n7,1\n3,2\nNA,3\n", DEFAULTS.withLabel("y"));

    assertThat(column(table, "y").kind()).isEqualTo(ColumnKind.COUNT);
    assertThat(table.data().labels().orElseThrow()).containsExactly(7, 3, Double.NaN);
  }

  @Test
  void readsWeights() throws IOException {
    Table table = read("w,x\n2,1\n0,2\n0.5,3\n", DEFAULTS.withWeight("w"));
    double[] weights = new double[3];
    table.data().readWeights(0, 3, weights);

    assertThat(weights).containsExactly(2, 0, 0.5);
    assertThat(role(table, "w")).isEqualTo(ColumnRole.WEIGHT);
    assertThat(table.notes().get(1)).isEqualTo("weight: 'w'");
  }

  @Test
  void dropsIncompleteRowsWithTheirLabelsAndWeights() throws IOException {
    String text = "name,x,y,w,k\nA,1,2,1,u\nB,NA,3,2,v\nC,4,5,3,\nD,6,,4,v\nE,8,9,5,u\n";
    Table table =
        read(
            text,
            DEFAULTS.withMissingPolicy(MissingPolicy.DROP_ROWS).withLabel("k").withWeight("w"));
    double[] weights = new double[3];
    table.data().readWeights(0, 3, weights);

    assertThat(rows(table)).isDeepEqualTo(new double[][] {{1, 2}, {4, 5}, {8, 9}});
    assertThat(weights).containsExactly(1, 3, 5);
    assertThat(table.data().labels().orElseThrow()).containsExactly(0, Double.NaN, 0);
    assertThat(table.ids().orElseThrow()).containsExactly("A", "C", "E");
    assertThat(table.rowsDropped()).isEqualTo(2);
    assertThat(table.data()).isInstanceOf(HeapDataset.class);
    assertThat(table.notes()).contains("dropped 2 of 5 rows, in which a value is missing");
  }

  @Test
  void numbersTheRowsThatAreLeft() throws IOException {
    Table table =
        read("x,y\nNA,1\n2,3\n5,\n4,4\n", DEFAULTS.withMissingPolicy(MissingPolicy.DROP_ROWS));

    assertThat(table.ids().orElseThrow()).containsExactly("2", "4");
  }

  @Test
  void dropsNoRowForAColumnThatIsLeftOut() throws IOException {
    Table table =
        read("x,town\n1,A\n2,\n3,A\n", DEFAULTS.withMissingPolicy(MissingPolicy.DROP_ROWS));

    assertThat(table.rowsDropped()).isZero();
  }

  @Test
  void leavesOutAColumnThatVariesInDroppedRowsOnly() throws IOException {
    Table table =
        read("x,y,z\n1,5,1\n2,6,NA\n3,5,3\n", DEFAULTS.withMissingPolicy(MissingPolicy.DROP_ROWS));

    assertThat(featureNames(table)).containsExactly("x", "z");
    assertThat(rows(table)).isDeepEqualTo(new double[][] {{1, 1}, {3, 3}});
    assertThat(table.notes())
        .contains("left out, constant in the rows without missing values: 'y'");
  }

  @Test
  void keepsTheShapeOfImages() throws IOException {
    Table table =
        read(
            "id,p1,p2,p3,p4,note\n1,0,5,5,1,a\n2,0,6,5,1,b\n3,0,6,4,2,b\n",
            DEFAULTS.withImage(new ImageShape(2, 2, 1)).withLeftOut("note").withLabel("id"));

    assertThat(table.data().schema().image()).contains(new ImageShape(2, 2, 1));
    assertThat(featureNames(table)).containsExactly("p2", "p3", "p4");
    assertThat(
            table.data().schema().columns().stream().map(c -> entry(c.name(), c.role())).toList())
        .isEqualTo(
            List.of(
                entry("id", ColumnRole.LABEL),
                entry("p1", ColumnRole.IGNORED),
                entry("p2", ColumnRole.FEATURE),
                entry("p3", ColumnRole.FEATURE),
                entry("p4", ColumnRole.FEATURE)));
  }
}
