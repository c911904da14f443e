package org.latent4j.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.Encoding;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FittedModel;
import org.latent4j.model.Margin;
import org.latent4j.model.ModelFormatException;
import org.latent4j.model.ReferenceRows;
import org.latent4j.testing.Answers;

class ModelFilesTest {

  @TempDir Path folder;

  @Test
  void everyPartComesBack() throws IOException {
    FittedModel expected = Models.fitted();
    FittedModel actual = Models.read(Models.bytes(expected));
    assertThat(actual.family()).isEqualTo("diagonal");
    assertThat(actual.schema()).isEqualTo(Models.SCHEMA);
    assertThat(actual.report()).isEqualTo(Models.REPORT);
    assertThat(actual.provenance()).isEqualTo(expected.provenance());
    assertThat(actual.provenance().settings().keySet())
        .containsExactly("deviation-floor", "another");
    assertThat(actual.encoding().offsets()).containsExactly(10, -3);
    assertThat(actual.encoding().scales()).containsExactly(2, 0.25);
    assertThat(actual.reference().heldOut()).isTrue();
    assertThat(actual.reference().sorted()).containsExactly(-7, -3.5, -1e-300);
  }

  @Test
  void marginsComeBack() throws IOException {
    FittedModel model = Models.fitted();
    List<Margin> margins =
        List.of(
            Margin.of(new double[] {0.5, 2}, new long[] {3, 0, 1L << 40}, 7),
            Margin.of(new double[0], new long[] {5}, 0));
    Margin own = Margin.of(new double[] {-3.5}, new long[] {2, 9}, 0);
    FittedModel kept =
        model.withReference(model.reference().withMargins(margins).withOwnDensities(own));

    List<Margin> actual = Models.read(Models.bytes(kept)).reference().margins();

    assertThat(actual).hasSize(2);
    assertThat(actual.get(0).bounds()).containsExactly(0.5, 2);
    assertThat(actual.get(0).counts()).containsExactly(3, 0, 1L << 40);
    assertThat(actual.get(0).missing()).isEqualTo(7);
    assertThat(actual.get(1).counts()).containsExactly(5);
    Margin densities = Models.read(Models.bytes(kept)).reference().ownDensities().orElseThrow();
    assertThat(densities.bounds()).containsExactly(-3.5);
    assertThat(densities.counts()).containsExactly(2, 9);
    assertThat(Models.read(Models.bytes(model)).reference().margins()).isEmpty();
  }

  @Test
  void everyAnswerComesBackWithTheSameBits() throws IOException {
    Matrix rows = Matrix.of(3, 2, 1.1, 2.2, -3.3, 1e6, 0.1, -5);
    assertThat(Answers.of(Models.read(Models.bytes(Models.fitted())), rows))
        .isEqualTo(Answers.of(Models.fitted(), rows));
  }

  @Test
  void aModelWithoutReferenceComesBack() throws IOException {
    FittedModel model = Models.fitted();
    FittedModel bare =
        new FittedModel(
            "diagonal",
            Models.MODEL,
            Schema.numeric(2),
            Encoding.identity(2),
            Models.REPORT,
            new FittedModel.Provenance(Map.of(), 0, "", model.provenance().libraryVersion()),
            ReferenceRows.NONE);
    FittedModel actual = Models.read(Models.bytes(bare));
    assertThat(actual.reference().size()).isZero();
    assertThat(actual.encoding().isIdentity()).isTrue();
    assertThat(actual.schema()).isEqualTo(Schema.numeric(2));
  }

  @Test
  void theSameModelGivesTheSameBytes() throws IOException {
    byte[] bytes = Models.bytes(Models.fitted());
    assertThat(Models.bytes(Models.fitted())).isEqualTo(bytes);
    assertThat(Models.bytes(Models.read(bytes))).isEqualTo(bytes);
  }

  @Test
  void aFileHoldsTheBytesOfTheStream() throws IOException {
    Path file = folder.resolve("m.latent");
    Files.writeString(file, "older content");
    ModelFiles.write(Models.fitted(), file);
    assertThat(file).hasBinaryContent(Models.bytes(Models.fitted()));
    assertThat(ModelFiles.read(file).schema()).isEqualTo(Models.SCHEMA);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void theLayoutIsThatOfSafetensors() {
    SafetensorsReader file = new SafetensorsReader(Models.bytes(Models.fitted()));
    assertThat(file.names())
        .containsExactly(
            "__metadata__", "encoding.offsets", "encoding.scales", "model.parameters", "reference");
    assertThat(file.object("__metadata__").values()).allMatch(String.class::isInstance);
    assertThat(file.object("model.parameters").keySet())
        .containsExactly("dtype", "shape", "data_offsets");
    assertThat(file.object("model.parameters")).containsEntry("dtype", "F64");
    assertThat(file.numbers("model.parameters", "shape")).containsExactly(2L, 2L);
    assertThat(file.float64("model.parameters")).containsExactly(1.5, -2, 0.5, 4);
    assertThat(file.float64("encoding.offsets")).containsExactly(10, -3);
    assertThat(file.float64("encoding.scales")).containsExactly(2, 0.25);
    assertThat(file.float64("reference")).containsExactly(-7, -3.5, -1e-300);
    assertThat(file.blockSize()).isEqualTo(8 * (2 + 2 + 4 + 3));
  }

  @Test
  void theTextsAreThere() {
    Map<String, Object> texts =
        new SafetensorsReader(Models.bytes(Models.fitted())).object("__metadata__");
    assertThat(texts)
        .containsEntry("format", "latent4j")
        .containsEntry("format_version", "1")
        .containsEntry("library_version", "0.1.0")
        .containsEntry("family", "diagonal")
        .containsEntry("attributes", "{\"shape\":\"independent\"}")
        .containsEntry("settings", "{\"deviation-floor\":\"0.25\",\"another\":\"\\u00fc\"}")
        .containsEntry("seed", "-9")
        .containsEntry("fingerprint", "00ff".repeat(16))
        .containsEntry("reference", "held_out")
        .containsEntry(
            "report",
            "{\"status\":\"iteration_limit\",\"iterations\":3,\"logLikelihood\":-123.456,"
                + "\"weightTotal\":40.0,\"trace\":[-200.1,\"-Infinity\",-0.0],"
                + "\"starts\":[-123.456,\"NaN\"],"
                + "\"notes\":[\"one \\\"note\\\"\",\"zwei\\u0009N\\u00f6ten\"]}");
  }

  @Test
  void tensorsBeginAtAMultipleOfEightBytes() {
    for (int length = 0; length < 8; length++) {
      byte[] bytes = Models.bytes(withFingerprint("f".repeat(length)));
      assertThat((bytes.length - new SafetensorsReader(bytes).blockSize()) % 8).isZero();
    }
  }

  static List<Arguments> foreignFiles() {
    byte[] pickle = {(byte) 0x80, 4, (byte) 0x95, 0, 0, 0, 0, 0, 0, 0, 0};
    return List.of(
        Arguments.of(new byte[0], "it is empty"),
        Arguments.of(bytes("PK\3\4\24\0\0\0\10\0{"), "it is a ZIP archive"),
        Arguments.of(bytes("\u001f\u008b\10\0\0\0\0\0\0\3"), "it is compressed by gzip"),
        Arguments.of(
            bytes("\u0093NUMPY\1\0v\0{'descr'"),
            "it is an array in NPY format, which holds rows and no model"),
        Arguments.of(bytes("PAR1\25\4\25"), "it is a Parquet table, which holds rows and no model"),
        Arguments.of(bytes("\u0089HDF\r\n\u001a\n"), "it is an HDF5 file"),
        Arguments.of(
            pickle, "it is a Python pickle, which is never read because reading it runs code"),
        Arguments.of(bytes("\n<!DOCTYPE html><html>"), "it is a page in HTML"),
        Arguments.of(bytes("<html><head>"), "it is a page in HTML"),
        Arguments.of(bytes("a,b,c\n1,2,3\n"), "it is text"),
        Arguments.of(bytes("{\"model\": [1, 2, 3]}"), "it is text"));
  }

  @ParameterizedTest
  @MethodSource("foreignFiles")
  void foreignFilesAreNamed(byte[] content, String reason) throws IOException {
    Path file = Files.write(folder.resolve("other.bin"), content);
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> ModelFiles.read(file))
        .withMessage("'" + file + "' is not a model file: " + reason);
  }

  @Test
  void aFolderIsRefused() {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> ModelFiles.read(folder))
        .withMessage("'" + folder + "' is not a model file: it is a folder");
  }

  @Test
  void aDeviceIsRefused() {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device), "this platform has no /dev/null");
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> ModelFiles.read(device))
        .withMessage("'/dev/null' is not a model file: it is a pipe or device");
  }

  @Test
  void aMissingFileIsTold() {
    Path file = folder.resolve("none.latent");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> ModelFiles.read(file))
        .withMessage("cannot read '" + file + "': there is no such file");
  }

  @Test
  void aFamilyThatIsNotThereIsNamed() {
    byte[] bytes = Forgery.of(Models.fitted()).text("family", "unheard").bytes();
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> Models.read(bytes))
        .withMessageMatching(
            "'m\\.latent' cannot be used: its model is of the family 'unheard', which is not on the"
                + " class path \\(.*diagonal.* are\\); add the module that holds it");
  }

  @Test
  void aModelOfAFamilyThatIsNotThereIsNotWritten() {
    FittedModel model = Models.fitted();
    FittedModel orphan =
        new FittedModel(
            "unheard",
            model.model(),
            model.schema(),
            model.encoding(),
            model.report(),
            model.provenance(),
            model.reference());
    Path file = folder.resolve("m.latent");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelFiles.write(orphan, file))
        .withMessageStartingWith("model must be one of ")
        .withMessageEndingWith(", got 'unheard'");
    assertThat(file).doesNotExist();
  }

  @Test
  void aLaterVersionIsTold() {
    byte[] bytes =
        Forgery.of(Models.fitted())
            .text("format_version", "12")
            .text("library_version", "3.1.0")
            .bytes();
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> Models.read(bytes))
        .withMessage(
            "'m.latent' cannot be used: it has model format 12, written by Latent4J 3.1.0, but this"
                + " Latent4J reads formats up to 1; use a newer Latent4J");
  }

  @Test
  void aTensorFileOfAnotherProgramIsTold() {
    String[] headers = {
      "{\"__metadata__\":{\"format\":\"pt\"},"
          + "\"w\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]}}",
      "{\"w\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]}}"
    };
    for (String header : headers) {
      assertThatExceptionOfType(ModelFormatException.class)
          .isThrownBy(() -> Models.read(Forgery.file(header, new byte[4])))
          .withMessage(
              "'m.latent' cannot be used: it is a safetensors file, but of another program");
    }
  }

  @Test
  void aModelOfManyColumnsComesBack() throws IOException {
    int d = 50_000;
    Column[] columns = new Column[d + 2];
    Arrays.setAll(
        columns,
        i ->
            new Column(
                "gene-" + i,
                ColumnKind.COUNT,
                i < 2 ? ColumnRole.FEATURE : ColumnRole.IGNORED,
                List.of(),
                1));
    FittedModel model = withSchema(Schema.of(List.of(columns)));
    assertThat(Models.read(Models.bytes(model)).schema()).isEqualTo(model.schema());
  }

  @Test
  void textsBeyondTheLimitAreNotWritten() {
    Path file = folder.resolve("m.latent");
    FittedModel model = withFingerprint("f".repeat(1 << 24));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelFiles.write(model, file))
        .withMessageMatching(
            "the texts of a model file must take at most 16777216 bytes, got 1677\\d{4}; leave"
                + " columns out");
    assertThat(folder).isEmptyDirectory();
  }

  private static FittedModel withFingerprint(String fingerprint) {
    FittedModel m = Models.fitted();
    FittedModel.Provenance p = m.provenance();
    return new FittedModel(
        m.family(),
        m.model(),
        m.schema(),
        m.encoding(),
        m.report(),
        new FittedModel.Provenance(p.settings(), p.seed(), fingerprint, p.libraryVersion()),
        m.reference());
  }

  private static FittedModel withSchema(Schema schema) {
    FittedModel m = Models.fitted();
    return new FittedModel(
        m.family(), m.model(), schema, m.encoding(), m.report(), m.provenance(), m.reference());
  }

  private static byte[] bytes(String latin) {
    return latin.getBytes(StandardCharsets.ISO_8859_1);
  }
}
