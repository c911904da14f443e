package org.latent4j.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latent4j.formats.TestInput.DEFAULTS;
import static org.latent4j.formats.TestInput.DIALECT;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latent4j.data.DataFormatException;
import org.latent4j.data.ImageShape;

class BadTextTest {

  private static final String TEN = "x,y\n" + "1,2\n3,4\n".repeat(5);

  @Test
  void refusesMissingFile(@TempDir Path folder) {
    Path file = folder.resolve("nowhere.csv");

    assertThatThrownBy(() -> Tables.read(file, DEFAULTS))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage("there is no file '" + file + "'");
  }

  @Test
  void refusesFolder(@TempDir Path folder) {
    assertThatThrownBy(() -> Tables.read(folder, DEFAULTS))
        .isInstanceOf(DataFormatException.class)
        .hasMessage("'" + folder + "' has no file in it; PNG or JPEG images are needed");
  }

  @Test
  void refusesImpossiblePath() {
    assertThatThrownBy(() -> Tables.open("a\0b", DEFAULTS))
        .isInstanceOf(DataFormatException.class)
        .hasMessage("'a\\u0000b' is no path: Nul character not allowed");
  }

  @Test
  void refusesEmptyFile() {
    refuses("", "'f.csv' is empty");
    refuses("\uFEFF", "'f.csv' holds blank lines only");
    refuses(" \n\r\n  \n", "'f.csv' holds blank lines only");
  }

  @Test
  void refusesHeaderOnly() {
    refuses("a,b\n", "'f.csv' holds a header and no rows");
    refuses("a,b\n\n", "'f.csv' holds a header and no rows");
  }

  @Test
  void refusesRaggedRows() {
    refuses(
        TEN + "5,6,7\n",
        "f.csv:12: 3 fields, expected 2 (delimiter: comma); put fields that hold the delimiter in"
            + " quotes, or name another");
    refuses(
        "a b\n" + "1 2\n".repeat(4) + "\n3\n",
        "f.csv:7: 1 field, expected 2 (delimiter: space); put fields that hold the delimiter in"
            + " quotes, or name another");
    refuses(
        "a,\"b\nc\"\n" + "1,2\n".repeat(4) + "1,\"2\",,\n",
        "f.csv:7: 4 fields, expected 2 (delimiter: comma); put fields that hold the delimiter in"
            + " quotes, or name another");
  }

  @Test
  void refusesRaggedRowsDeepInAFile() {
    refuses(
        "a,b\n" + "1,2\n".repeat(900_000) + "3\n",
        "f.csv:900002: 1 field, expected 2 (delimiter: comma); put fields that hold the delimiter"
            + " in quotes, or name another");
  }

  @Test
  void refusesOpenQuotes() {
    refuses("a,b\n1,\"2\n3,4\n", "f.csv:2: a quoted field begins here and is not closed");
    refuses("\"a,b\n1,2\n", "f.csv:1: a quoted field begins here and is not closed");
    refuses(
        TEN.repeat(1) + "\"a \"\"b\"\" c,4\n",
        "f.csv:12: a quoted field begins here and is not closed");
    refuses(
        "a,b\n" + "1,2\n".repeat(900_000) + "3,\"4\n" + "1,2\n".repeat(600_000),
        "f.csv:900002: a quoted field begins here and is not closed");
  }

  @Test
  void refusesTextAfterQuotes() {
    refuses(
        TEN + "\"1\"2,3\n",
        "f.csv:12: a quoted field is followed by text; write a quote within quotes twice");
    refuses(
        "\"a\"b,c\n1,2\n",
        "f.csv:1: a quoted field is followed by text; write a quote within quotes twice");
  }

  @Test
  void refusesTextWhereANumberBelongs() {
    refuses(
        TEN + "17,abc\n",
        "f.csv:12: column 'y' holds 'abc' where 10 values are numbers; correct it, name it as a"
            + " missing value, or declare the column as text");
    refuses(
        TEN + "17,\"a\u0007" + "b".repeat(50) + "\"\n",
        "f.csv:12: column 'y' holds 'a\\u0007"
            + "b".repeat(38)
            + "…' where 10 values are numbers;"
            + " correct it, name it as a missing value, or declare the column as text");
  }

  @Test
  void refusesInfinity() {
    for (String infinite : new String[] {"inf", "-Inf", "+Infinity", "∞"}) {
      refuses(
          TEN + infinite + ",1\n",
          "f.csv:12: column 'x' holds '" + infinite + "'; values must be finite, or missing");
    }
    refuses("x\ninf\n-inf\n", "f.csv:2: column 'x' holds 'inf'; values must be finite, or missing");
  }

  @Test
  void refusesNumbersBeyondTheRangeOfDouble() {
    refuses(
        TEN + "1e999,1\n",
        "f.csv:12: column 'x' holds '1e999', which is beyond the range of numbers (1.8e308)");
  }

  @Test
  void refusesThousandsSeparators() {
    for (String grouped :
        new String[] {"1,234", "1,234,567.8", "1 234", "1'234.5", "12.345.678,9"}) {
      refuses(
          TEN + "\"" + grouped + "\",1\n",
          "f.csv:12: column 'x' holds '"
              + grouped
              + "'; write numbers without thousands"
              + " separators, or name the decimal mark");
    }
    refuses(
        "x;y\n1,234;1\n2,345;2\n",
        "f.csv:2: column 'x' holds '1,234'; write numbers without thousands separators, or name"
            + " the decimal mark");
  }

  @Test
  void refusesMixedDecimalMarks() {
    refuses(
        "x;y\n" + "1.5;2\n".repeat(10) + "1,5;2\n",
        "f.csv:12: column 'x' holds '1,5' in a file with decimal points; write all numbers alike,"
            + " or name the decimal mark");
    assertRefused(
        "x;y\n" + "1,5;2\n".repeat(10) + "1.5;2\n",
        DEFAULTS.withDialect(DIALECT.withDecimalMark(DecimalMark.COMMA)),
        "f.csv:12: column 'x' holds '1.5' in a file with decimal commas; write all numbers alike,"
            + " or name the decimal mark");
  }

  @Test
  void refusesColumnsWithoutAnyValue() {
    refuses(
        "x,y,z\n1,,2\n2,NA,3\n",
        "'f.csv': column 'y' has no value in any row; leave the column out");
  }

  @Test
  void acceptsThemWhenLeftOut() throws IOException {
    assertThat(
            TestInput.featureNames(
                TestInput.read("x,y,z\n1,,2\n2,NA,3\n", DEFAULTS.withLeftOut("y"))))
        .containsExactly("x", "z");
  }

  @Test
  void refusesNamesThatAreNotUnique() {
    refuses("a,b,a\n1,2,3\n", "'f.csv': columns 1 and 3 are both named 'a'; names must be unique");
  }

  @Test
  void refusesTablesWithNothingToModel() {
    refuses(
        "a,b\nu,7\nu,7\nv,7\n",
        "'f.csv' has no column to model: left out: 'b' is constant; left out: 'a' holds words (2"
            + " levels); the models asked for take numbers");
  }

  @Test
  void refusesUnknownColumns() {
    assertRefused(
        "a,b\n1,2\n",
        DEFAULTS.withLabel("c"),
        "'f.csv' has no column 'c'; its columns are 'a', 'b'");
    assertRefused(
        "a,b\n1,2\n",
        DEFAULTS.withWeight("3"),
        "'f.csv' has no column '3'; its columns are 'a', 'b'");
    assertRefused(
        "a,b,c,d,e,f,g,h\n1,2,3,4,5,6,7,8\n",
        DEFAULTS.withText("z"),
        "'f.csv' has no column 'z'; its columns are 'a', 'b', 'c', 'd', 'e', 'f', … (8 in all)");
  }

  @Test
  void refusesBadWeights() {
    assertRefused(
        "w,x\n1,1\n-2,2\n3,3\n",
        DEFAULTS.withWeight("w"),
        "'f.csv': row 2 of weight column 'w' is -2; weights must be finite and at least 0");
    assertRefused(
        "w,x\n1,1\n,2\n3,3\n",
        DEFAULTS.withWeight("w"),
        "'f.csv': row 2 of weight column 'w' is missing; weights must be finite and at least 0");
    assertRefused(
        "w,x\n0,1\n0,2\n",
        DEFAULTS.withWeight("w"),
        "'f.csv': weight column 'w' is 0 in every row; one weight at least must be above 0");
    assertRefused(
        "w,x\nheavy,1\nlight,2\n",
        DEFAULTS.withWeight("w"),
        "f.csv:2: column 'w' holds 'heavy'; weights must be numbers");
  }

  @Test
  void refusesWordsInAColumnThatShallBeKept() {
    assertRefused(
        "a,b\nu,1\nv,2\nv,3\n",
        DEFAULTS.withKept("a"),
        "f.csv:2: column 'a' holds 'u'; a column that is modelled must hold numbers");
  }

  @Test
  void refusesImagesOfAnotherSize() {
    assertRefused(
        "a,b,c\n1,2,3\n2,3,1\n",
        DEFAULTS.withImage(new ImageShape(2, 2, 1)),
        "'f.csv' has 3 pixel columns; an image of 2 x 2 x 1 needs 4");
  }

  @Test
  void refusesToDropAllRows() {
    assertRefused(
        "a,b\n1,\n,2\n3,\n,4\n",
        DEFAULTS.withMissingPolicy(MissingPolicy.DROP_ROWS),
        "'f.csv': a value is missing in every row; impute, or leave a column out");
  }

  @Test
  void refusesWhatIsNoText() {
    refuses(
        "a,b\n1,2\0\n",
        "'f.csv' is no text, nor an array file of a known format (NPY, idx): it holds bytes that"
            + " are 0");
    refuses(
        "a,b\n" + "1,2\n".repeat(900_000) + "1,\0\n",
        "f.csv:900002: a byte is 0; this is no text, nor an array file of a known format");
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    assertRefused(
        "x,town\n1,Bonn\n2,Köln\n".getBytes(StandardCharsets.ISO_8859_1),
        DEFAULTS,
        "f.csv:3: column 'town' holds bytes that are not UTF-8 text; convert the file, or name its"
            + " encoding");
    assertRefused(
        "größe\n1\n2\n".getBytes(StandardCharsets.ISO_8859_1),
        DEFAULTS,
        "'f.csv': the header is not UTF-8 text; convert the file, or name its encoding");
    assertRefused(
        "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16),
        DEFAULTS,
        "'f.csv' is UTF-16 text; save it as UTF-8");
  }

  @Test
  void refusesOtherFilesByTheirNames() {
    refuses(
        "PK\3\4....",
        "'f.csv' is a ZIP archive (.zip, .npz, .xlsx); unpack it or save it as CSV or .npy");
    refuses("PAR1\u0015..", "'f.csv' is a Parquet file; save it as CSV or .npy");
    refuses("%%MatrixMarket matrix", "'f.csv' is a MatrixMarket file; save it as CSV or .npy");
    refuses("@relation x", "'f.csv' is an ARFF file; save it as CSV or .npy");
  }

  @Test
  void refusesDamagedGzip() throws IOException {
    byte[] packed = TestInput.gzip("a,b\n1,2\n3,4\n".repeat(100).getBytes(StandardCharsets.UTF_8));
    assertRefused(
        Arrays.copyOf(packed, packed.length - 9),
        DEFAULTS,
        "'f.csv' is a damaged gzip file: it ends too early");
    assertRefused(
        Arrays.copyOf(packed, 5), DEFAULTS, "'f.csv' is a damaged gzip file: it ends too early");
    packed[packed.length - 6] ^= 1;
    assertRefused(packed, DEFAULTS, "'f.csv' is a damaged gzip file: Corrupt GZIP trailer");
  }

  @Test
  void refusesUnreadableFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("secret.csv"), "a\n1\n");
    org.junit.jupiter.api.Assumptions.assumeTrue(
        file.toFile().setReadable(false) && !Files.isReadable(file),
        "needs a user whom permissions bind");

    assertThatThrownBy(() -> Tables.read(file, DEFAULTS))
        .isInstanceOf(IOException.class)
        .hasMessage("'" + file + "' cannot be read: permission denied");
  }

  @Test
  void refusesImpossibleOptions() {
    assertThatThrownBy(() -> DIALECT.withDelimiter('x'))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "delimiter must be one ASCII character that is no quote, line end, letter or digit,"
                + " got 'x'");
    assertThatThrownBy(() -> DIALECT.withCharset(StandardCharsets.UTF_16))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("charset must write an ASCII character as one byte, got UTF-16");
  }

  private static void refuses(String text, String sentence) {
    assertRefused(text, DEFAULTS, sentence);
  }

  private static void assertRefused(String text, ReadOptions options, String sentence) {
    assertRefused(text.getBytes(StandardCharsets.UTF_8), options, sentence);
  }

  private static void assertRefused(byte[] bytes, ReadOptions options, String sentence) {
    assertThatThrownBy(() -> TestInput.read(bytes, options))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(sentence);
  }
}
