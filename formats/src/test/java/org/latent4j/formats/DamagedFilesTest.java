package org.latent4j.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latent4j.formats.TestInput.DEFAULTS;
import static org.latent4j.formats.TestInput.STORAGE;
import static org.latent4j.formats.TestInput.resource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latent4j.data.DataException;
import org.latent4j.data.DataFormatException;
import org.latent4j.data.Schema;

/**
 * Every prefix of a good file, and every flip of a bit in it, is read or refused with a sentence.
 */
class DamagedFilesTest {

  private static final String TEXT =
      """
      \uFEFFid,"long, name",x;y,word,z\r
      1,0.25,3,"a ""b"" c",NA\r
      2,-1e-3,4,"line
      end",7

      3,.5,5,ä,?
      4,5.,6,,-8
      """;

  private static final byte[] IDX = {
    0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 1, 2, (byte) 255, 0, 4, (byte) 128, 7
  };

  static List<Named<byte[]>> samples() throws IOException {
    byte[] text = TEXT.getBytes(StandardCharsets.UTF_8);
    return List.of(
        Named.of("text", text),
        Named.of("semicolons", "a;b\n1,5;2\n\"2,5\";NA\n3;4\n".getBytes(StandardCharsets.UTF_8)),
        Named.of("spaces", " a  b\n 1   2\n\"3 4\"  5\n".getBytes(StandardCharsets.UTF_8)),
        Named.of("text.gz", TestInput.gzip(text)),
        Named.of("npy1", Files.readAllBytes(resource("f8le_c.npy"))),
        Named.of("npy3", Files.readAllBytes(resource("version3.npy"))),
        Named.of("images", Files.readAllBytes(resource("colour_f.npy"))),
        Named.of("idx", IDX),
        Named.of("idx.gz", TestInput.gzip(IDX)));
  }

  @ParameterizedTest
  @MethodSource("samples")
  @Timeout(60)
  void everyPrefixIsReadOrRefused(byte[] sample, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("f.bin");
    for (int length = 0; length <= sample.length; length++) {
      byte[] prefix = Arrays.copyOf(sample, length);
      readOrRefuse(prefix);
      Files.write(file, prefix);
      readOrRefuse(file);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  @Timeout(120)
  void everyFlippedBitIsReadOrRefused(byte[] sample) throws IOException {
    for (int bit = 0; bit < 8 * sample.length; bit++) {
      byte[] flipped = sample.clone();
      flipped[bit >> 3] ^= (byte) (1 << (bit & 7));
      readOrRefuse(flipped);
    }
  }

  private static void readOrRefuse(byte[] bytes) throws IOException {
    check(() -> Tables.read(new ByteArrayInputStream(bytes), "f", DEFAULTS));
    check(() -> Tables.readFor(Schema.numeric(3), new ByteArrayInputStream(bytes), "f", DEFAULTS));
  }

  private static void readOrRefuse(Path file) throws IOException {
    check(() -> Tables.read(file, DEFAULTS.withStorage(STORAGE.withMappingThreshold(0))));
  }

  private interface Reading {
    Table table() throws IOException;
  }

  private static void check(Reading reading) throws IOException {
    try {
      Table table = reading.table();
      assertThat(table.data().rowCount()).isPositive();
      assertThat(table.data().toMatrix().columns()).isPositive();
    } catch (DataFormatException | DataException e) {
      assertThat(e).hasMessageMatching("'.*f(.bin)?'.*|.*f(.bin)?:[0-9]+: .*");
    }
  }
}
