package org.latent4j.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latent4j.linalg.Matrix;

class CsvWriterTest {

  @TempDir Path folder;

  @Test
  void writesHeaderAndRows() throws IOException {
    assertThat(
            text(
                List.of("id", "x, y", "n"),
                csv -> {
                  csv.add("r1").add(0.1).add(7).endRow();
                  csv.add("say \"hi\"").add(-2.0).add(Long.MIN_VALUE).endRow();
                  csv.add("two\nlines").add(Double.NaN).add(0).endRow();
                  csv.add(" padded").add(Double.NEGATIVE_INFINITY).add(0).endRow();
                  csv.add("").add(Double.POSITIVE_INFINITY).add(0).endRow();
                  csv.add("größe").add(1e300).add(0).endRow();
                }))
        .isEqualTo(
            "id,\"x, y\",n\nr1,0.1,7\n\"say \"\"hi\"\"\",-2,-9223372036854775808\n"
                + "\"two\nlines\",,0\n\" padded\",-inf,0\n,inf,0\ngröße,1e300,0\n");
  }

  @Test
  void writesMissingValuesOfOneColumnSoThatTheyAreNoBlankLine() throws IOException {
    assertThat(text(List.of("x"), csv -> csv.addRows(Matrix.of(2, 1, Double.NaN, 1))))
        .isEqualTo("x\n\"\"\n1\n");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, -0",
    "1, 1",
    "123456789012345, 123456789012345",
    "1e15, 1e15",
    "0.001, 0.001",
    "0.0001, 1e-4",
    "2e-3, 0.002",
    "1.5e20, 1.5e20",
    "2.2250738585072014E-308, 2.2250738585072014e-308",
    "4.9e-324, 4.9e-324",
    "2.0000000000000004, 2.0000000000000004",
    "1.7976931348623157e308, 1.7976931348623157e308"
  })
  void writesNumbersShort(double value, String text) {
    assertThat(CsvWriter.text(value)).isEqualTo(text);
  }

  @Test
  void writesTheFewestDigitsThatReadBack() {
    Random random = new Random(3);
    for (int i = 0; i < 100_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        String text = CsvWriter.text(value);
        int digits = new BigDecimal(text).stripTrailingZeros().precision();
        assertThat(Double.parseDouble(text)).isEqualTo(value);
        if (digits > 2 && Math.abs(value) > Double.MIN_NORMAL) {
          String shorter = new BigDecimal(value).round(new java.math.MathContext(digits - 1)) + "";
          assertThat(Double.parseDouble(shorter)).as(text).isNotEqualTo(value);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "=1+1, '''=1+1'",
    "+x, '''+x'",
    "-x, '''-x'",
    "@x, '''@x'",
    "-5, -5",
    "+5.5e3, +5.5e3",
    "a=b, a=b"
  })
  void keepsSpreadsheetsFromRunningWords(String word, String written) throws IOException {
    assertThat(text(List.of("w"), csv -> csv.add(word).endRow()))
        .isEqualTo("w\n" + written.replace("''", "'") + "\n");
  }

  @Test
  void readsBack() throws IOException {
    Random random = new Random(5);
    double[] values =
        random.doubles(3000).map(x -> x < 0.1 ? Double.NaN : Math.exp(80 * x)).toArray();
    Path file = folder.resolve("t.csv");
    CsvWriter.write(file, List.of("a", "b, \"c\"", "d"), Matrix.of(1000, 3, values));
    Table table = Tables.read(file, ReadOptions.defaults());

    assertThat(table.data().toMatrix().toArray()).containsExactly(values);
    assertThat(TestInput.featureNames(table)).containsExactly("a", "b, \"c\"", "d");
  }

  @Test
  void refusesRowsOfAnotherLength() {
    assertThatThrownBy(() -> text(List.of("a", "b"), csv -> csv.add(1.0).endRow()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a row must have 2 cells, got 1");
    assertThatThrownBy(() -> text(List.of("a"), csv -> csv.add(1.0).add(2.0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a row must have 1 cells, got more");
    assertThatThrownBy(() -> text(List.of("a", "b"), csv -> csv.add(1.0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the last row must be ended, it has 1 cells");
    assertThatThrownBy(() -> text(List.of(), csv -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("names must not be empty");
  }

  @Test
  void tellsFullDisk() {
    assumeTrue(Files.exists(Path.of("/dev/full")), "needs /dev/full, a device without room");

    assertThatThrownBy(
            () -> CsvWriter.write(Path.of("/dev/full"), List.of("a"), Matrix.zeros(100_000, 1)))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot write '/dev/full': No space left on device");
  }

  @Test
  void leavesNothingBehindWhenItFails() throws IOException {
    Path file = folder.resolve("t.csv");

    assertThatThrownBy(
            () ->
                CsvWriter.write(
                    file,
                    List.of("a"),
                    csv -> {
                      csv.addRows(Matrix.zeros(100_000, 1));
                      throw new IOException("no more");
                    }))
        .hasMessage("no more");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  private static String text(List<String> names, CsvWriter.Rows rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CsvWriter.write(out, names, rows);
    return out.toString(UTF_8);
  }
}
