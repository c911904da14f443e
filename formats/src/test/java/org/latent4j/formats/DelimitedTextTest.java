package org.latent4j.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latent4j.formats.TestInput.DEFAULTS;
import static org.latent4j.formats.TestInput.DIALECT;
import static org.latent4j.formats.TestInput.featureNames;
import static org.latent4j.formats.TestInput.read;
import static org.latent4j.formats.TestInput.rows;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelimitedTextTest {

  private static final double[][] TWO_ROWS = {{1.5, -2}, {3, 4e10}};

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|", " "})
  void findsDelimiter(String delimiter) throws IOException {
    Table table = read("a,b\n1.5,-2\n3,4e10\n".replace(",", delimiter));

    assertThat(featureNames(table)).containsExactly("a", "b");
    assertThat(rows(table)).isDeepEqualTo(TWO_ROWS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b\r\n1.5,-2\r\n3,4e10\r\n",
        "a,b\r1.5,-2\r3,4e10\r",
        "a,b\n1.5,-2\n3,4e10",
        "\uFEFFa,b\n1.5,-2\n3,4e10\n",
        "\n\na,b\n\n1.5,-2\n   \n3,4e10\n\n\n",
        " a , b \n 1.5 ,\t-2\n3, 4e10 \n",
        "\"a\",\"b\"\n\"1.5\",\"-2\"\n\"3\",\"4e10\"\n",
        "a, \"b\"\n 1.5, \"-2\" \n3 ,\"4e10\"\r\n",
        "a,b,\n1.5,-2,\n3,4e10,\n",
        "a,b\n1.5,-2,\n3,4e10,\n",
        "\"a\",b,\n1.5,-2,\n3,4e10,\n",
        "a  b\n  1.5   -2\n3 4e10  \n",
        "a b\n\"1.5\"   -2\n  3 \"4e10\"  \n",
      })
  void readsTheSameTable(String text) throws IOException {
    Table table = read(text);

    assertThat(featureNames(table)).containsExactly("a", "b");
    assertThat(rows(table)).isDeepEqualTo(TWO_ROWS);
  }

  @Test
  void namesColumnsByPlaceWhereThereIsNoHeader() throws IOException {
    Table table = read("1.5,-2\n3,4e10\n");

    assertThat(featureNames(table)).containsExactly("x1", "x2");
    assertThat(rows(table)).isDeepEqualTo(TWO_ROWS);
    assertThat(table.notes())
        .containsExactly("'f.csv': 2 rows of 2 columns, delimiter comma, no header");
  }

  @Test
  void takesFirstLineAsRowWhenToldSo() throws IOException {
    Table table =
        read(
            "NA,b\n1,2\n3,4\n",
            DEFAULTS.withDialect(DIALECT.withHeader(Header.ABSENT).withMissingTokens("b")));

    assertThat(table.data().rowCount()).isEqualTo(3);
    assertThat(rows(table)[0]).containsExactly(Double.NaN, Double.NaN);
  }

  @Test
  void takesNumbersAsHeaderWhenToldSo() throws IOException {
    Table table = read("1,2\n3,5\n4,4\n", DEFAULTS.withDialect(DIALECT.withHeader(Header.PRESENT)));

    assertThat(featureNames(table)).containsExactly("1", "2");
    assertThat(table.data().rowCount()).isEqualTo(2);
  }

  @Test
  void yearsAfterAWordAreAHeader() throws IOException {
    Table table = read("land,1990,1995,2000\nA,1,2,3.5\nB,2,4,1\n");

    assertThat(featureNames(table)).containsExactly("1990", "1995", "2000");
    assertThat(table.data().rowCount()).isEqualTo(2);
  }

  @Test
  void numbersInEqualStepsAreARowWhereTheNextLineHasThemToo() throws IOException {
    assertThat(read("a,1,2,3\nb,4,5,6\nc,1,3,3\n").data().rowCount()).isEqualTo(3);
    assertThat(read("1,2,3\n4,5,7\n").data().rowCount()).isEqualTo(2);
  }

  @Test
  void aRowOfMissingValuesIsNoHeader() throws IOException {
    assertThat(read("NA,?\n1,2\n3,4\n").data().rowCount()).isEqualTo(3);
  }

  @Test
  void aFirstLineThatRecursIsNoHeader() throws IOException {
    Dialect dialect =
        new DialectSniffer(
                "f.csv", "red,s\nblue,t\nred,t\n".getBytes(StandardCharsets.UTF_8), true, DEFAULTS)
            .sniff();

    assertThat(dialect.header()).isFalse();
  }

  @Test
  void namesUnnamedColumnsByPlace() throws IOException {
    Table table = read("x2,,c\n1.5,1,2\n2.5,3,5\n");

    assertThat(featureNames(table)).containsExactly("x2", "x2_", "c");
  }

  @Test
  void readsTablesWithRowNamesWithoutAName() throws IOException {
    Table table = read("\"a\",\"b\"\n\"r1\",1.5,-2\n\"r2\",3,4e10\n");

    assertThat(featureNames(table)).containsExactly("a", "b");
    assertThat(rows(table)).isDeepEqualTo(TWO_ROWS);
    assertThat(table.ids()).hasValueSatisfying(ids -> assertThat(ids).containsExactly("r1", "r2"));
  }

  @Test
  void readsQuotedFieldsWithDelimitersQuotesAndLineEnds() throws IOException {
    Table table =
        read(
            "name,\"long, \"\"odd\"\" name\"\n\"a, \"\"b\"\"\nc\",1\nplain 5\" disk,2\n\"\",3\n",
            DEFAULTS.withLabel("name"));

    assertThat(featureNames(table)).containsExactly("long, \"odd\" name");
    assertThat(rows(table)).isDeepEqualTo(new double[][] {{1}, {2}, {3}});
    assertThat(table.data().schema().column("name").levels())
        .containsExactly("a, \"b\"\nc", "plain 5\" disk");
    assertThat(table.data().labels().orElseThrow()).containsExactly(0, 1, Double.NaN);
  }

  @Test
  void findsDecimalCommas() throws IOException {
    Table table = read("a;b\n1,5;-2\n3;4e10\n");

    assertThat(rows(table)).isDeepEqualTo(TWO_ROWS);
    assertThat(table.notes())
        .containsExactly(
            "'f.csv': 2 rows of 2 columns, delimiter semicolon, with a header, decimal comma");
  }

  @Test
  void findsDecimalCommasInQuotes() throws IOException {
    assertThat(rows(read("a,b\n\"1,5\",-2\n3,4e10\n"))).isDeepEqualTo(TWO_ROWS);
  }

  @Test
  void findsDecimalCommasThatComeLate() throws IOException {
    StringBuilder text = new StringBuilder("a;b\n");
    for (int i = 0; i < 400_000; i++) {
      text.append(i % 7).append(";2\n");
    }
    Table table = read(text.append("1,25;3\n").toString());

    assertThat(rows(table)[400_000]).containsExactly(1.25, 3);
    assertThat(TestInput.column(table, "a").resolution()).isEqualTo(0.01);
    assertThat(TestInput.column(table, "b").resolution()).isEqualTo(1);
  }

  @Test
  void readsDecimalCommasWhenTold() throws IOException {
    Table table =
        read(
            "a;b\n1,234;1\n5,678;2\n",
            DEFAULTS.withDialect(DIALECT.withDecimalMark(DecimalMark.COMMA)));

    assertThat(rows(table)).isDeepEqualTo(new double[][] {{1.234, 1}, {5.678, 2}});
  }

  @Test
  void readsAllSpellingsOfMissing() throws IOException {
    Table table =
        read("a,b\nNA,1\nN/A,2\nNaN,3\nnan,4\nnull,5\nNULL,6\n?,7\n,8\n\"\",9\n1,10\n2,1\n");

    double[][] rows = rows(table);
    for (int i = 0; i < 9; i++) {
      assertThat(rows[i][0]).isNaN();
    }
    assertThat(table.notes().get(1))
        .isEqualTo(
            "missing: 9 values (empty fields, '?', 'N/A', 'NA', 'NULL', 'NaN', 'nan', 'null')");
  }

  @Test
  void readsAddedSpellingsOfMissing() throws IOException {
    Table table =
        read(
            "a,b\n-999,1\n--,2\n4,NA\n5,6\n",
            DEFAULTS.withDialect(DIALECT.withMissingTokens("--", "-999")));

    assertThat(table.data().toMatrix().toArray())
        .containsExactly(Double.NaN, 1, Double.NaN, 2, 4, Double.NaN, 5, 6);
  }

  @Test
  void aBlankLineIsNoRowButAnEmptyQuotedFieldIsOne() throws IOException {
    assertThat(read("a\n1\n\n\"\"\n2\n").data().toMatrix().toArray())
        .containsExactly(1, Double.NaN, 2);
  }

  @Test
  void unpacksGzip() throws IOException {
    byte[] packed = TestInput.gzip("a,b\n1.5,-2\n3,4e10\n".getBytes(StandardCharsets.UTF_8));

    assertThat(rows(read(packed, DEFAULTS))).isDeepEqualTo(TWO_ROWS);
  }

  @Test
  void readsFilesByPath(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("t.tsv"), "a\tb\n1.5\t-2\n3\t4e10\n");

    assertThat(rows(Tables.read(file, DEFAULTS))).isDeepEqualTo(TWO_ROWS);
    assertThat(rows(Tables.open(file.toString(), DEFAULTS))).isDeepEqualTo(TWO_ROWS);
  }

  @Test
  void readsOtherEncodingsWhenTold() throws IOException {
    byte[] bytes = "größe,ort\n1,Köln\n2,Bonn\n3,Köln\n".getBytes(Charset.forName("windows-1252"));
    Table table =
        read(
            bytes,
            DEFAULTS
                .withDialect(DIALECT.withCharset(Charset.forName("windows-1252")))
                .withLabel("ort"));

    assertThat(featureNames(table)).containsExactly("größe");
    assertThat(table.data().schema().column("ort").levels()).containsExactly("Bonn", "Köln");
  }

  @Test
  void keepsUtf8() throws IOException {
    Table table = read("µ,种\n1,\"中\"\n2,文\n3,文\n", DEFAULTS.withLabel("种"));

    assertThat(table.data().schema().column("种").levels()).containsExactly("中", "文");
  }
}
