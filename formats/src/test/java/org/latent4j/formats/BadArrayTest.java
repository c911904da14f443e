package org.latent4j.formats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latent4j.formats.TestInput.DEFAULTS;
import static org.latent4j.formats.TestInput.resource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latent4j.data.DataFormatException;

class BadArrayTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "refused_object  # holds Python objects ('|O')",
        "refused_structure # holds structures ('[('a', '<f8'), ('b', '<i4')]')",
        "refused_string  # holds strings ('<U2')",
        "refused_bytes   # holds strings ('|S2')",
        "refused_complex # holds complex numbers ('<c16')",
        "refused_half    # holds floats of an unusual size ('<f2')",
        "refused_date    # holds dates ('<M8[D]')",
      })
  void refusesOtherThingsThanNumbersByName(String file, String what) {
    Path path = resource(file + ".npy");

    assertThatThrownBy(() -> Tables.read(path, DEFAULTS))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(
            "'%s' %s; save it as an array of integers, float32 or float64".formatted(path, what));
  }

  @ParameterizedTest
  @CsvSource({
    "empty_rows, holds an empty array (0 x 3)",
    "empty_columns, holds an empty array (3 x 0)",
    "scalar, holds a single number; rows are needed",
    "'five_axes', 'has 5 axes (1 x 1 x 1 x 1 x 1); rows of columns, of images or of images with"
        + " channels are read'"
  })
  void refusesArraysThatAreNoTable(String file, String what) {
    Path path = resource(file + ".npy");

    assertThatThrownBy(() -> Tables.read(path, DEFAULTS))
        .isInstanceOf(DataFormatException.class)
        .hasMessage("'%s' %s".formatted(path, what));
  }

  @Test
  void refusesWholeNumbersThatNoDoubleHolds() {
    assertThatThrownBy(() -> Tables.read(resource("refused_large.npy"), DEFAULTS))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(
            "'%s': row 2 of column 'x2' is 9007199254740994; whole numbers must lie within"
                    .formatted(resource("refused_large.npy"))
                + " 2^53 to be held exactly");
  }

  @Test
  void refusesInfinity() {
    assertThatThrownBy(() -> Tables.read(resource("refused_infinite.npy"), DEFAULTS))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(
            "'%s': row 2 of column 'x2' is Infinity; values must be finite, or missing"
                .formatted(resource("refused_infinite.npy")));
  }

  @Test
  void refusesTruncatedAndTrailing() throws IOException {
    byte[] whole = Files.readAllBytes(resource("version1.npy"));
    String told =
        "' is damaged: its header tells of 2 x 2 numbers of 8 bytes, 32 bytes in all, but ";

    Path shorter = file(Arrays.copyOf(whole, whole.length - 1));
    refuses(shorter, "'" + shorter + told + "31 follow it");
    Path longer = file(Arrays.copyOf(whole, whole.length + 3));
    refuses(longer, "'" + longer + told + "35 follow it");
    refusesStream(Arrays.copyOf(whole, whole.length - 1), "'f.npy" + told + "31 follow it");
    refusesStream(Arrays.copyOf(whole, whole.length + 3), "'f.npy" + told + "more follow it");
  }

  @Test
  @Timeout(5)
  void refusesHeadersThatClaimMoreThanThereIsBeforeTakingMemory() throws IOException {
    byte[] huge = npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1099511627776, 1), }", 8);
    String told =
        "' is damaged: its header tells of 1099511627776 x 1 numbers of 8 bytes, 8796093022208"
            + " bytes in all, but 8 follow it";
    Path file = file(huge);

    refuses(file, "'" + file + told);
    refusesStream(huge, "'f.npy" + told);
    refusesStream(TestInput.gzip(huge), "'f.npy" + told);
  }

  @Test
  @Timeout(5)
  void refusesShapesBeyondAnyFile() throws IOException {
    refusesStream(
        npy(
            "{'descr': '<f8', 'fortran_order': True, 'shape': (999999999999999999, 9999999999), }",
            8),
        "'f.npy' is damaged: its header tells of 999999999999999999 x 9999999999 numbers, more than"
            + " any file holds");
    refusesStream(
        npy("{'descr': '|u1', 'fortran_order': False, 'shape': (1, 2000000), }", 2_000_000),
        "'f.npy' has 2000000 columns; at most 1048576 are read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'descr': '<f8', 'fortran_order': False, }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2), 'shape': (2, 2), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (-2, 2), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2 2), }",
        "{'descr': '<f8', 'fortran_order': 0, 'shape': (2, 2), }",
        "{'descr': True, 'fortran_order': False, 'shape': (2, 2), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2)",
        "__import__('os').system('true')",
      })
  void refusesHeadersThatCannotBeRead(String header) {
    assertThatThrownBy(() -> read(npy(header, 32)))
        .isInstanceOf(DataFormatException.class)
        .hasMessageStartingWith("'f.npy' is damaged: its NPY header cannot be read: '");
  }

  @Test
  @Timeout(5)
  void refusesHeadersOfSpacesAndBracketsQuickly() {
    for (String filling : new String[] {" ", "[", "]", "] ", "(", "'", "{'descr': [", "\\"}) {
      assertThatThrownBy(() -> read(npy("{" + filling.repeat(60_000 / filling.length()), 8)))
          .isInstanceOf(DataFormatException.class);
    }
  }

  @Test
  void refusesHeadersOfAnotherVersionOrLength() throws IOException {
    byte[] bytes = Files.readAllBytes(resource("version2.npy"));
    byte[] newer = bytes.clone();
    newer[6] = 4;
    refusesStream(newer, "'f.npy' has NPY version 4.0; versions 1 to 3 are read");
    byte[] longer = bytes.clone();
    longer[11] = (byte) 0x80;
    refusesStream(
        longer, "'f.npy' is damaged: its header claims 2147483764 bytes; at most 1048576 are read");
  }

  @Test
  void refusesNpyFilesThatAreNone() throws IOException {
    Path file = Files.writeString(folder.resolve("t.npy"), "a,b\n1,2\n");

    refuses(file, "'" + file + "' is no NumPy array: it does not begin with \\x93NUMPY");
  }

  @Test
  @Timeout(5)
  void refusesDamagedIdx() throws IOException {
    byte[] claim = {0, 0, 8, 3, 127, -1, -1, -1, 0, 0, 1, 0, 0, 0, 1, 0, 5};
    refusesStream(
        claim,
        "'f.npy' is damaged: its header tells of 2147483647 x 256 x 256 numbers of 1 byte,"
            + " 140737488289792 bytes in all, but 1 follow it",
        "f.idx");
    refusesStream(
        new byte[] {0, 0, 8, 1, 0, 0},
        "'f.idx' is damaged: it ends within the idx header",
        "f.idx");
    refusesStream(
        new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 1},
        "'f.idx' is damaged: its header tells of 2 numbers of 1 byte, 2 bytes in all, but 1 follow"
            + " it",
        "f.idx");
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(Files.createTempFile(folder, "t", ".npy"), bytes);
  }

  private static void refuses(Path file, String sentence) {
    assertThatThrownBy(() -> Tables.read(file, DEFAULTS))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(sentence);
  }

  private static void refusesStream(byte[] bytes, String sentence) {
    refusesStream(bytes, sentence, "f.npy");
  }

  private static void refusesStream(byte[] bytes, String sentence, String name) {
    assertThatThrownBy(() -> Tables.read(new ByteArrayInputStream(bytes), name, DEFAULTS))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(sentence.replace("'f.npy'", "'" + name + "'"));
  }

  private static Table read(byte[] bytes) throws IOException {
    return Tables.read(new ByteArrayInputStream(bytes), "f.npy", DEFAULTS);
  }

  /** A version 1 file with a header as given. */
  private static byte[] npy(String header, int dataBytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write("\u0093NUMPY\u0001\0".getBytes(ISO_8859_1));
    String line = header + "\n";
    out.write(line.length() & 0xFF);
    out.write(line.length() >> 8);
    out.write(line.getBytes(ISO_8859_1));
    out.write(new byte[dataBytes]);
    return out.toByteArray();
  }
}
