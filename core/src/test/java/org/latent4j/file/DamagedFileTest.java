package org.latent4j.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.Tensor;
import org.latent4j.model.ModelFormatException;

/**
 * Nothing but a whole, unchanged file is read, and nothing else is thrown, nor much memory taken.
 */
@Tag("slow")
class DamagedFileTest {

  /** Long enough that the first 4 KiB end within the tensors. */
  private static final byte[] WHOLE = Models.bytes(Models.withReference(400));

  private static final String OUR_TEXTS =
      "{\"__metadata__\":{\"format\":\"latent4j\",\"format_version\":\"1\"}";

  @Test
  void everyPrefixIsRefused() {
    assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          for (int length = 0; length < WHOLE.length; length++) {
            assertRefused(Arrays.copyOf(WHOLE, length), "prefix of length " + length);
          }
        });
  }

  @Test
  void everyChangeOfASingleByteIsRefused() {
    assertTimeout(
        Duration.ofSeconds(60),
        () -> {
          byte[] bytes = WHOLE.clone();
          SeededRandom random = new SeededRandom(1);
          for (int i = 0; i < Math.min(4096, bytes.length); i++) {
            for (int bit = 0; bit < 8; bit++) {
              bytes[i] ^= (byte) (1 << bit);
              assertRefused(bytes, "bit " + bit + " of byte " + i);
              bytes[i] = WHOLE[i];
            }
            bytes[i] += (byte) (1 + random.nextInt(255));
            assertRefused(bytes, "byte " + i);
            bytes[i] = WHOLE[i];
          }
        });
  }

  @Test
  void bytesAfterTheEndAreRefused() {
    assertSentence(
        Arrays.copyOf(WHOLE, WHOLE.length + 1),
        String.format(
            "it has %d bytes, but its header tells of %d; it is damaged, fetch or fit it again",
            WHOLE.length + 1, WHOLE.length));
  }

  @Test
  void aFileThatEndsEarlyTellsHowMuchIsMissing() {
    assertSentence(
        Arrays.copyOf(WHOLE, WHOLE.length - 1),
        String.format(
            "it has %d bytes, but its header tells of %d; it is damaged, fetch or fit it again",
            WHOLE.length - 1, WHOLE.length));
  }

  @Test
  void aChangedTensorIsSeen() {
    byte[] bytes = WHOLE.clone();
    bytes[bytes.length - 1] ^= 1;
    assertSentence(
        bytes,
        "its tensors do not have the checksum that its header tells; it is damaged, fetch or fit it"
            + " again");
  }

  @Test
  void aFileThatShrinksWhileItIsReadIsRefused() {
    byte[] shorter = Arrays.copyOf(WHOLE, WHOLE.length - 10);
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(
            () -> ModelFiles.read(new ByteArrayInputStream(shorter), WHOLE.length, "m.latent"))
        .withMessage("'m.latent' cannot be used: it ended while it was read");
  }

  static List<Arguments> headers() {
    return List.of(
        Arguments.of("{ ", "its header is not the JSON it must be"),
        Arguments.of("[]", "its header must have an object at character 0, but has something else"),
        Arguments.of(
            "{\"__metadata__\":{\"a\":1}}",
            "its header must have a string at character 21, but has something else"),
        Arguments.of(OUR_TEXTS + ",\"__metadata__\":{}}", "its header is not the JSON it must be"),
        Arguments.of(OUR_TEXTS + "} {}", "its header must have nothing more at character"),
        Arguments.of(
            tensor("F16", "[1]", "[0,2]"),
            "tensor 't' must have a dtype of F64, F32, I64, I32 or U8, got 'F16'"),
        Arguments.of(
            tensor("F64", "[1]", "[8,16]"),
            "tensor 't' must lie at bytes [0, 8], without hole or overlap, got [8, 16]"),
        Arguments.of(
            tensor("F64", "[1]", "[0,7]"),
            "tensor 't' must lie at bytes [0, 8], without hole or overlap, got [0, 7]"),
        Arguments.of(
            tensor("F64", "[1]", "[-8,0]"),
            "tensor 't' must lie at bytes [0, 8], without hole or overlap, got [-8, 0]"),
        Arguments.of(
            tensor("F64", "[1]", "[0]"),
            "tensor 't' must lie at bytes [0, 8], without hole or overlap, got [0]"),
        Arguments.of(
            tensor("F64", "[-1]", "[0,8]"),
            "its header holds a size of -1, which must be from 0 to 2147483639"),
        Arguments.of(
            tensor("F64", "[2147483648]", "[0,8]"),
            "its header holds a size of 2147483648, which must be from 0 to 2147483639"),
        Arguments.of(
            tensor("F64", "[99999999999999999999]", "[0,8]"),
            "its header is not the JSON it must be"),
        Arguments.of(
            tensor("F64", "[65536,65536,65536,65536]", "[0,0]"),
            "tensor 't' must have at most 8 dimensions and 2147483639 values, got shape [65536,"
                + " 65536, 65536, 65536]"),
        Arguments.of(
            tensor("U8", "[1,1,1,1,1,1,1,1,1]", "[0,1]"),
            "tensor 't' must have at most 8 dimensions and 2147483639 values, got shape [1, 1, 1, 1,"
                + " 1, 1, 1, 1, 1]"),
        Arguments.of(
            OUR_TEXTS + ",\"t\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0],\"x\":1}}",
            "its header must have dtype, shape or data_offsets at character"),
        Arguments.of(
            OUR_TEXTS + ",\"t\":{\"dtype\":\"U8\",\"dtype\":\"U8\"}}",
            "its header is not the JSON it must be"),
        Arguments.of(OUR_TEXTS + ",\"t\":" + "[".repeat(100_000), "its header must have an object"),
        Arguments.of(
            OUR_TEXTS + ",\"t\":{\"shape\":" + "[".repeat(100_000),
            "its header must have a whole number"),
        Arguments.of(OUR_TEXTS + ",\"\u00fc\":{}}", "its header holds a byte that is not a"));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void headersThatCannotBeAreRefused(String header, String sentence) {
    byte[] file = Forgery.file(header, new byte[8]);
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> Models.read(file))
        .withMessageStartingWith("'m.latent' cannot be used: " + sentence);
  }

  @Test
  void aTensorOfEightTebibytesTakesNoMemory() {
    String header = tensor("F64", "[1024,1048576]", "[0,8589934592]");
    byte[] file = Forgery.file(header, new byte[8]);
    assertSentence(
        file,
        String.format(
            "it has %d bytes, but its header tells of %d; it is damaged, fetch or fit it again",
            file.length, file.length - 8 + 8589934592L));
  }

  @Test
  void aHeaderLongerThanTheFileTakesNoMemory() {
    assertSentence(
        Forgery.file(1 << 24, new byte[] {'{', '}'}, new byte[0]),
        "it has 10 bytes, but its first 8 tell of a header of 16777216; it is damaged, fetch or fit"
            + " it again");
    for (long length : new long[] {(1 << 24) + 1L, Long.MAX_VALUE, -1, 0, 1}) {
      assertSentence(
          Forgery.file(length, new byte[] {'{', '}'}, new byte[] {1}),
          "its first 8 bytes must tell a header's length from 2 to 16777216, they tell "
              + Long.toUnsignedString(length));
    }
  }

  @Test
  void aLongHeaderOfNothingIsRefused() {
    byte[] spaces = new byte[1 << 24];
    Arrays.fill(spaces, (byte) ' ');
    spaces[0] = '{';
    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> assertRefused(Forgery.file(spaces.length, spaces, new byte[0]), "spaces"));
    Arrays.fill(spaces, (byte) '[');
    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> assertRefused(Forgery.file(spaces.length, spaces, new byte[0]), "brackets"));
  }

  @Test
  void aHeaderWrittenInAnotherWayIsRefused() {
    String spaced = OUR_TEXTS + " }";
    assertSentence(
        Forgery.file(spaced, new byte[0]),
        "its header does not have the checksum that it tells; it is damaged, fetch or fit it again");
  }

  static List<Arguments> forgeries() {
    return List.of(
        Arguments.of(base().withoutText("family"), "it lacks its family"),
        Arguments.of(base().withoutText("schema"), "it lacks its schema"),
        Arguments.of(base().withoutText("report"), "it lacks its report"),
        Arguments.of(base().text("seed", "x"), "its seed must be a whole number, got 'x'"),
        Arguments.of(
            base().text("format_version", "0"), "its format version is not a whole number from 1"),
        Arguments.of(base().text("schema", "{}"), "'encoding.offsets' must have shape [0]"),
        Arguments.of(
            base().text("schema", "{\"rows\":[]}"), "its schema must have columns or image at"),
        Arguments.of(
            base().text("schema", "{\"columns\":[{\"name\":\" \"}]}"),
            "column name must not be blank"),
        Arguments.of(
            base().text("schema", "{\"columns\":[],\"image\":[1]}"),
            "an image must have 3 sizes, got 1"),
        Arguments.of(
            base().text("schema", "{\"columns\":[{\"name\":\"a\",\"kind\":\"odd\"}]}"),
            "'odd' must be one of numeric, categorical, count, binary"),
        Arguments.of(
            base().text("report", "{\"iterations\":\"many\"}"),
            "its fit report must have a whole number at"),
        Arguments.of(
            base().text("report", "{\"weightTotal\":\"heavy\"}"),
            "its fit report must have a number at"),
        Arguments.of(base().text("settings", "{\"a\":{}}"), "its settings must have a string at"),
        Arguments.of(
            base().text("attributes", "{\"shape\":\"round\"}"),
            "shape must be independent, got 'round'; the file is damaged"),
        Arguments.of(
            base().withoutTensor("model.parameters"),
            "the model lacks its 'parameters'; the file is damaged"),
        Arguments.of(
            base().tensor("encoding.scales", Tensor.vector(1, 0)),
            "offset must be finite and scale finite and above 0, got -3.0 and 0.0 for feature 2"),
        Arguments.of(
            base().tensor("encoding.offsets", Tensor.vector(1, 2, 3)),
            "'encoding.offsets' must have shape [2] (-1: any), got [3]; the file is damaged"),
        Arguments.of(
            base().tensor("reference", Tensor.vector(2, 1)),
            "its reference must be in increasing order"),
        Arguments.of(
            base().text("reference", "other"), "its reference must be held_out or training"),
        Arguments.of(base().withoutTensor("reference"), "its reference must be a row of numbers"),
        Arguments.of(
            base().tensor("margins.sizes", Tensor.vector(1, 0)),
            "its margins.missing must be a row of numbers"),
        Arguments.of(
            margins(Tensor.vector(1, 2), Tensor.vector(0.5), Tensor.vector(1, 2, 3)),
            "its margins must be as many as its features, 2"),
        Arguments.of(
            margins(Tensor.vector(1, 0), Tensor.vector(0.5), Tensor.vector(1, -2, 3)),
            "its margins.counts must be whole numbers from 0, got -2.0"),
        Arguments.of(
            margins(Tensor.vector(2, 0), Tensor.vector(5, 4), Tensor.vector(1, 2, 3, 4)),
            "bounds of a margin must be finite and increasing, got 4.0"),
        Arguments.of(
            base().tensor("model.parameters", Tensor.of(Tensor.Type.F64, new double[6], 2, 3)),
            "deviations must be above 0, got 0.0; the file is damaged"));
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void filesWithRightChecksumsAndWrongPartsAreRefused(Forgery forgery, String sentence) {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> Models.read(forgery.bytes()))
        .withMessageStartingWith("'m.latent' cannot be used: " + sentence);
  }

  private static Forgery margins(Tensor sizes, Tensor bounds, Tensor counts) {
    return base()
        .tensor("margins.sizes", sizes)
        .tensor("margins.missing", Tensor.vector(0, 0))
        .tensor("margins.bounds", bounds)
        .tensor("margins.counts", counts);
  }

  private static Forgery base() {
    return Forgery.of(Models.fitted());
  }

  private static String tensor(String type, String shape, String offsets) {
    return OUR_TEXTS
        + ",\"t\":{\"dtype\":\""
        + type
        + "\",\"shape\":"
        + shape
        + ",\"data_offsets\":"
        + offsets
        + "}}";
  }

  private static void assertRefused(byte[] bytes, String what) throws IOException {
    try {
      Models.read(bytes);
    } catch (ModelFormatException e) {
      assertThat(e.getMessage()).as(what).startsWith("'m.latent' ").doesNotContain("\n");
      return;
    }
    throw new AssertionError(what + " was read");
  }

  private static void assertSentence(byte[] bytes, String sentence) {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> Models.read(bytes))
        .withMessage("'m.latent' cannot be used: " + sentence);
  }
}
