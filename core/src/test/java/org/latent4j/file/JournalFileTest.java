package org.latent4j.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latent4j.model.ModelFormatException;

class JournalFileTest {

  private static final String KEY = "0123456789abcdef".repeat(4);
  private static final double[] FIRST = {1, -0.0, Double.MIN_VALUE, Double.POSITIVE_INFINITY};
  private static final double[] SECOND = {3, 0.1};

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void keepPassesOneAndThree() throws IOException {
    file = folder.resolve("m.journal");
    try (JournalFile journal = JournalFile.keepingAll(file, KEY)) {
      journal.next(10, 4);
      journal.next(10, 4);
      journal.keep(10, FIRST, 0);
      journal.next(10, 4);
      journal.next(20, 4);
      journal.keep(20, SECOND, 0);
    }
  }

  @Test
  void passesComeBackAtTheirPlaces() throws IOException {
    try (JournalFile journal = JournalFile.resume(file, KEY)) {
      assertThat(journal.next(10, 4)).isEmpty();
      assertThat(journal.next(10, 4).orElseThrow()).isEqualTo(FIRST);
      assertThat(journal.next(10, 4)).isEmpty();
      assertThat(journal.next(20, 4).orElseThrow()).isEqualTo(SECOND);
      assertThat(journal.next(10, 4)).isEmpty();
      assertThat(journal.passesKnown()).isEqualTo(2);
    }
  }

  @Test
  void onePassIsLostWhereverTheFileIsCutOff() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int length = whole.length - 1; length > whole.length - 8 * (3 + 2 + 1); length--) {
      Files.write(file, Arrays.copyOf(whole, length));
      try (JournalFile journal = JournalFile.resume(file, KEY)) {
        journal.next(10, 4);
        assertThat(journal.next(10, 4)).isPresent();
        journal.next(10, 4);
        assertThat(journal.next(20, 4)).isEmpty();
        journal.keep(20, SECOND, Long.MAX_VALUE);
      }
      assertThat(Files.readAllBytes(file)).isEqualTo(whole);
    }
  }

  @Test
  void damagedPassIsMadeAgain() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 12] ^= 1;
    Files.write(file, bytes);
    try (JournalFile journal = JournalFile.resume(file, KEY)) {
      journal.next(10, 4);
      journal.next(10, 4);
      journal.next(10, 4);
      assertThat(journal.next(20, 4)).isEmpty();
    }
  }

  @Test
  void quickPassIsNotKept() throws IOException {
    Path other = folder.resolve("quick.journal");
    try (JournalFile journal = JournalFile.begin(other, KEY)) {
      journal.next(10, 4);
      journal.keep(10, FIRST, 1_000_000);
      assertThat(other).doesNotExist();
      journal.next(10, 4);
      journal.keep(10, FIRST, 100_000_000);
      assertThat(other).hasSize(8 + 32 + 8 * (3 + 4 + 1));
    }
  }

  @Test
  void journalOfAnotherFitIsRefused() {
    assertThatThrownBy(() -> JournalFile.resume(file, "f".repeat(64)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'"
                + file
                + "' is the journal of another fit; resume with the rows, options, seed and version"
                + " of the fit that was interrupted, or begin anew");
  }

  @Test
  void anotherPassThanThatOfItsNumberIsRefused() throws IOException {
    try (JournalFile journal = JournalFile.resume(file, KEY)) {
      journal.next(10, 4);
      assertThatThrownBy(() -> journal.next(11, 4))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "pass 1 of the fit visits 11 rows for at most 4 numbers, but '"
                  + file
                  + "' has pass 1 of 10 rows and 4 numbers; begin anew");
    }
  }

  @Test
  void otherFileIsRefused() throws IOException {
    Path other = Files.writeString(folder.resolve("rows.csv"), "a,b\n1,2\n".repeat(10));
    assertThatThrownBy(() -> JournalFile.resume(other, KEY))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("'" + other + "' is not the journal of a fit");
  }

  @Test
  void deletedAtTheEnd() throws IOException {
    try (JournalFile journal = JournalFile.resume(file, KEY)) {
      journal.delete();
    }
    assertThat(file).doesNotExist();
  }
}
