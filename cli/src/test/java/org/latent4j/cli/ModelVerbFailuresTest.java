package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latent4j.cli.Launched.latent;
import static org.latent4j.cli.Launched.latentIntoClosedPipe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the verbs that ask a model end when they cannot answer. */
class ModelVerbFailuresTest {

  @TempDir private Path folder;
  private Path rows = Path.of("");
  private Path mixture = Path.of("");

  @BeforeEach
  void writeFiles() throws IOException {
    rows = ModelFixture.write(ModelFixture.ROWS, folder, "rows.csv");
    mixture = ModelFixture.write(ModelFixture.mixture(), folder);
  }

  private static void assertFailed(Launched run, ExitCode code, String sentence) {
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines().filter(line -> line.startsWith("latent: ")))
        .containsExactly("latent: " + sentence);
    assertThat(run.code()).isEqualTo(code);
    assertThat(run.err().contains("Try: latent help ")).isEqualTo(code == ExitCode.USAGE);
  }

  @Test
  void modelFileIsMissing() {
    Path missing = folder.resolve("missing.latent");

    assertFailed(
        latent("score", missing, rows),
        ExitCode.DATA,
        "cannot read '" + missing + "': there is no such file");
  }

  @Test
  void modelFileIsATable() {
    assertFailed(
        latent("score", rows, rows),
        ExitCode.MODEL_FILE,
        "'" + rows + "' is not a model file: it is text");
  }

  @Test
  void modelFileIsCut() throws IOException {
    byte[] bytes = Files.readAllBytes(mixture);
    Files.write(mixture, Arrays.copyOf(bytes, bytes.length - 8));

    Launched run = latent("info", mixture);

    assertThat(run.code()).isEqualTo(ExitCode.MODEL_FILE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("latent: ").endsWith("\n").hasLineCount(1);
  }

  @Test
  void modelFileIsOfALaterVersion() throws IOException {
    String text = Files.readString(mixture, StandardCharsets.ISO_8859_1);
    String later = text.replace("\"format_version\":\"1\"", "\"format_version\":\"9\"");
    Files.writeString(mixture, later, StandardCharsets.ISO_8859_1);

    Launched run = latent("info", mixture);

    assertThat(run.code()).isEqualTo(ExitCode.MODEL_FILE);
    assertThat(run.err())
        .startsWith("latent: ")
        .endsWith(
            "it has model format 9, written by Latent4J 0.1.0, but this Latent4J reads formats up"
                + " to 1; use a newer Latent4J\n");
  }

  @Test
  void modelFileHasAFlippedBit() throws IOException {
    byte[] bytes = Files.readAllBytes(mixture);
    bytes[bytes.length - 3] ^= 1;
    Files.write(mixture, bytes);

    Launched run = latent("sample", mixture, "-n", 1);

    assertThat(run.code()).isEqualTo(ExitCode.MODEL_FILE);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void dataAreMissing() {
    Path missing = folder.resolve("missing.csv");

    assertFailed(
        latent("score", mixture, missing), ExitCode.DATA, "there is no file '" + missing + "'");
  }

  @Test
  void dataAreNotNamed() {
    assertFailed(latent("score", mixture), ExitCode.USAGE, "Missing required parameter: 'DATA'");
  }

  @Test
  void columnIsMissing() throws IOException {
    Path other = ModelFixture.write("length,height\n0,0\n10,1\n", folder, "other.csv");

    assertFailed(
        latent("encode", mixture, other),
        ExitCode.DATA,
        "'"
            + other
            + "' has no column 'width', which the model needs; its columns are 'length', 'height'");
  }

  @Test
  void textStandsWhereANumberBelongs() throws IOException {
    Path other = ModelFixture.write("length,width\n0,0\n10,wide\n", folder, "other.csv");

    Launched run = latent("reconstruct", mixture, other);

    assertThat(run.code()).isEqualTo(ExitCode.DATA);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            "latent: "
                + other
                + ":3: column 'width' holds 'wide'; the model needs a number there\n");
  }

  @Test
  void valueIsMissing() throws IOException {
    Path holed = ModelFixture.write("length,width\n0,0\n,1\n", folder, "holed.csv");
    Path heavyTailed = ModelFixture.write(ModelFixture.heavyTailed(), folder);

    assertFailed(
        latent("score", heavyTailed, holed),
        ExitCode.DATA,
        "row 2 of column 'length' is missing; anomaly detection needs complete rows, drop or impute"
            + " it");
  }

  @Test
  void codesHaveTooFewColumns() throws IOException {
    Path codes = ModelFixture.write("p1\n1\n0.5\n", folder, "codes.csv");

    assertFailed(
        latent("decode", mixture, codes),
        ExitCode.DATA,
        "'" + codes + "' has no column 'p2', which the model needs; its columns are 'p1'");
  }

  @Test
  void codesWithoutNamesHaveTooManyColumns() throws IOException {
    Path codes = ModelFixture.write("1,0,0\n0,1,0\n", folder, "codes.csv");

    assertFailed(
        latent("decode", mixture, codes),
        ExitCode.DATA,
        "'"
            + codes
            + "' has 3 columns and no header to tell them by; the model takes 2 ('p1', 'p2'): give these"
            + " alone, or name the columns in a first line");
  }

  @Test
  void modelHasNoComponents() throws IOException {
    Path ppca = ModelFixture.write(ModelFixture.ppca(), folder);

    assertFailed(
        latent("cluster", ppca, rows),
        ExitCode.USAGE,
        "the ppca model has no components to cluster by; cluster needs one of"
            + " ae, diagonal, gmm, mfa, mixed, tmm, vbgmm");
  }

  @ParameterizedTest
  @ValueSource(strings = {"score", "cluster", "encode", "reconstruct"})
  void outputIsTheData(String verb) {
    assertFailed(
        latent(verb, mixture, rows, "-o", folder.resolve(".").resolve("rows.csv")),
        ExitCode.USAGE,
        "--out would replace an input: " + folder.resolve(".").resolve("rows.csv"));
    assertThat(rows).hasContent(ModelFixture.ROWS);
  }

  @Test
  void outputIsTheModelThroughALink() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), mixture);
    byte[] before = Files.readAllBytes(mixture);

    assertFailed(
        latent("sample", mixture, "-n", 1, "-o", link),
        ExitCode.USAGE,
        "--out would replace an input: " + link);
    assertThat(mixture).hasBinaryContent(before);
  }

  @Test
  void outputHasNoFolder() {
    Path out = folder.resolve("nowhere").resolve("scores.csv");

    assertFailed(
        latent("score", mixture, rows, "-o", out),
        ExitCode.DATA,
        "--out names a file in a folder that is not there: " + out);
  }

  @Test
  void outputIsAFolder() {
    assertFailed(
        latent("report", mixture, rows, "-o", folder),
        ExitCode.DATA,
        "--out names a folder: " + folder);
  }

  @Test
  void failureLeavesAnOlderOutputAsItWas() throws IOException {
    Path holed = ModelFixture.write("length,width\n0,0\n,1\n", folder, "holed.csv");
    Path out = ModelFixture.write("older", folder, "out.csv");
    Path heavyTailed = ModelFixture.write(ModelFixture.heavyTailed(), folder);

    Launched run = latent("score", heavyTailed, holed, "-o", out);

    assertThat(run.code()).isEqualTo(ExitCode.DATA);
    assertThat(out).hasContent("older");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(5); // rows, two models, holed, out: no temporary file
    }
  }

  @Test
  void brokenJsonIsNotEnded() throws IOException {
    Path holed = ModelFixture.write("length,width\n0,0\n,1\n", folder, "holed.csv");
    Path heavyTailed = ModelFixture.write(ModelFixture.heavyTailed(), folder);

    Launched run = latent("score", heavyTailed, holed, "--json");

    assertThat(run.code()).isEqualTo(ExitCode.DATA);
    assertThat(run.out()).doesNotContain("}");
  }

  @Test
  void jsonIsNoArray() {
    Path out = folder.resolve("scores.npy");

    assertFailed(
        latent("score", mixture, rows, "--json", "-o", out),
        ExitCode.USAGE,
        "--json writes text, but '" + out + "' is named as a NumPy array; leave out one of them");
  }

  @Test
  void threadsAreNone() {
    assertFailed(
        latent("score", mixture, rows, "--threads", 0),
        ExitCode.USAGE,
        "--threads must be at least 1, got 0");
  }

  @Test
  void rowsToDrawAreNegative() {
    assertFailed(
        latent("sample", mixture, "-n", -1), ExitCode.USAGE, "-n must be at least 0, got -1");
  }

  @Test
  void rowsToDrawAreNotNamed() {
    assertFailed(latent("sample", mixture), ExitCode.USAGE, "Missing required option: '--rows=N'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"score", "cluster", "encode", "reconstruct"})
  void closedPipeEndsQuietly(String verb) {
    Launched run = latentIntoClosedPipe(verb, mixture, rows, "--quiet");

    assertThat(run).isEqualTo(new Launched(ExitCode.OK, "", ""));
  }

  @Test
  void closedPipeEndsInfoAndSampleQuietly() {
    assertThat(latentIntoClosedPipe("info", mixture)).isEqualTo(new Launched(ExitCode.OK, "", ""));
    assertThat(latentIntoClosedPipe("info", mixture, "--json"))
        .isEqualTo(new Launched(ExitCode.OK, "", ""));
    assertThat(latentIntoClosedPipe("sample", mixture, "-n", 100_000))
        .isEqualTo(new Launched(ExitCode.OK, "", ""));
  }
}
