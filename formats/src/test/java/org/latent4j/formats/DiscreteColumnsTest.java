package org.latent4j.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.latent4j.formats.TestInput.column;
import static org.latent4j.formats.TestInput.featureNames;
import static org.latent4j.formats.TestInput.role;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.DataFormatException;
import org.latent4j.data.ImageShape;

class DiscreteColumnsTest {

  private static final ReadOptions ALL = ReadOptions.defaults().withModelled(ModelledColumns.ALL);
  private static final ReadOptions ALL_IF_DISCRETE =
      ReadOptions.defaults().withModelled(ModelledColumns.ALL_IF_DISCRETE);

  private static Table read(String text, ReadOptions options) throws IOException {
    return Tables.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "f.csv", options);
  }

  /** A header and 60 lines. */
  private static String table(String header, IntFunction<String> line) {
    return header
        + "\n"
        + IntStream.range(0, 60).mapToObj(line).collect(Collectors.joining("\n"))
        + "\n";
  }

  @Test
  void wordsBecomeIndicesOfTheirLevels() throws IOException {
    Table table =
        read(
            table("town,y", i -> (i % 3 == 0 ? "" : i % 3 == 1 ? "Ulm" : "Bonn") + "," + i * 0.5),
            ALL);

    assertThat(featureNames(table)).containsExactly("town", "y");
    assertThat(column(table, "town").kind()).isEqualTo(ColumnKind.BINARY);
    assertThat(column(table, "town").levels()).containsExactly("Bonn", "Ulm");
    assertThat(TestInput.rows(table)[0][0]).isNaN();
    assertThat(TestInput.rows(table)[1]).containsExactly(1, 0.5);
    assertThat(TestInput.rows(table)[2]).containsExactly(0, 1);
    assertThat(table.notes()).contains("words: 'town' (2 levels)");
  }

  @Test
  void codesAreToldFromCountsAndMeasurements() throws IOException {
    int[] counts = {0, 0, 0, 1, 0, 4, 0, 0, 9, 1};
    int[] grades = {1, 1, 0, 1, 2};
    Table table =
        read(
            table(
                "code,grade,count,flag,age",
                i ->
                    (1 + i % 3)
                        + ","
                        + grades[i % 5]
                        + ","
                        + counts[i % 10]
                        + ","
                        + i % 2
                        + ","
                        + (20 + i)),
            ALL);

    assertThat(column(table, "code").kind()).isEqualTo(ColumnKind.CATEGORICAL);
    assertThat(column(table, "code").levels()).containsExactly("1", "2", "3");
    assertThat(column(table, "grade").kind()).isEqualTo(ColumnKind.CATEGORICAL);
    assertThat(column(table, "count").kind()).isEqualTo(ColumnKind.COUNT);
    assertThat(column(table, "flag").kind()).isEqualTo(ColumnKind.BINARY);
    assertThat(column(table, "flag").levels()).isEmpty();
    assertThat(column(table, "age").kind()).isEqualTo(ColumnKind.COUNT);
    assertThat(table.notes())
        .contains(
            "whole numbers taken for codes: 'code' (3 values), 'grade' (3 values); --number COLUMN"
                + " says that one counts or measures");
  }

  @Test
  void codesOfTwoDigitsAreInTheOrderOfNumbers() throws IOException {
    Table table = read(table("month,y", i -> (8 + i % 4) + "," + i * 0.1), ALL);

    assertThat(column(table, "month").levels()).containsExactly("8", "9", "10", "11");
  }

  @Test
  void aColumnOfNumbersIsNoneOfCodes() throws IOException {
    Table table = read(table("code,y", i -> (1 + i % 3) + "," + i * 0.1), ALL.withNumbers("code"));

    assertThat(column(table, "code").kind()).isEqualTo(ColumnKind.COUNT);
  }

  @Test
  void tooManyLevelsAreLeftOut() throws IOException {
    String text = table("ticket,y", i -> "t" + i % 20 + "," + i * 0.1);
    Table table = read(text, ALL);

    assertThat(role(table, "ticket")).isEqualTo(ColumnRole.IGNORED);
    assertThat(table.notes())
        .contains(
            "left out: 'ticket' has too many levels to model (more than 100, or fewer than 5 rows"
                + " for each); join rare ones, or keep it by name");
    assertThat(featureNames(read(text, ALL.withKept("ticket")))).containsExactly("ticket", "y");
  }

  @Test
  void oneWordIsConstant() throws IOException {
    Table table = read(table("unit,y", i -> "cm," + i * 0.1), ALL);

    assertThat(role(table, "unit")).isEqualTo(ColumnRole.IGNORED);
    assertThat(table.notes()).contains("left out: 'unit' is constant");
  }

  @Test
  void numbersAloneStayNumbersUnlessAskedFor() throws IOException {
    String text = table("code,y", i -> (1 + i % 3) + "," + i * 0.1);

    assertThat(column(read(text, ALL_IF_DISCRETE), "code").kind()).isEqualTo(ColumnKind.COUNT);
    assertThat(column(read(text, ALL), "code").kind()).isEqualTo(ColumnKind.CATEGORICAL);
  }

  @Test
  void aColumnOfYesAndNoMakesATableDiscrete() throws IOException {
    String text = table("code,flag", i -> (1 + i % 3) + "," + i % 2);

    assertThat(column(read(text, ALL_IF_DISCRETE), "code").kind())
        .isEqualTo(ColumnKind.CATEGORICAL);
    assertThat(column(read(text, ALL_IF_DISCRETE.withLabel("flag")), "code").kind())
        .isEqualTo(ColumnKind.COUNT);
  }

  @Test
  void pixelsStayNumbers() throws IOException {
    Table table =
        read(table("a,b", i -> i % 2 + "," + (1 + i % 3)), ALL.withImage(new ImageShape(1, 2, 1)));

    assertThat(column(table, "b").kind()).isEqualTo(ColumnKind.COUNT);
  }

  @Test
  void aPartialLabelNamesComponents() throws IOException {
    Table table =
        read(
            table("kind,y", i -> (i % 3 == 0 ? "" : i % 3 == 1 ? "b" : "a") + "," + i * 0.1),
            ReadOptions.defaults().withPartialLabel("kind"));

    assertThat(featureNames(table)).containsExactly("y");
    assertThat(table.data().schema().componentNames(3)).containsExactly("a", "b", "3");
    int[] known = new int[4];
    table.data().readKnownComponents(0, 4, known);
    assertThat(known).containsExactly(-1, 1, 0, -1);
    assertThat(table.notes())
        .contains("components: 'kind' (2 levels) names those of 40 of 60 rows");
  }

  @Test
  void aPartialLabelWithoutValuesIsRefused() {
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> read("kind,y\n,1\n,2\n", ReadOptions.defaults().withPartialLabel("kind")))
        .withMessage(
            "'f.csv': column 'kind' has no value in any row; a partial label must name the"
                + " component of some");
  }

  @Test
  void aFittedModelFindsItsWords() throws IOException {
    Table table = read(table("town,y", i -> (i % 2 == 0 ? "Ulm" : "Bonn") + "," + i * 0.5), ALL);
    Table other =
        Tables.readFor(
            table.data().schema(),
            new ByteArrayInputStream("y,town\n1,Ulm\n2,Aalen\n".getBytes(StandardCharsets.UTF_8)),
            "g.csv",
            ReadOptions.defaults());

    assertThat(column(other, "town").levels()).containsExactly("Bonn", "Ulm", "Aalen");
    assertThat(TestInput.rows(other)[0]).containsExactly(1, 1);
    assertThat(TestInput.rows(other)[1]).containsExactly(2, 2);
  }
}
