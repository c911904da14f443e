package org.latent4j.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ModelFormatException;
import org.latent4j.testing.Answers;

/**
 * Files whose bytes were changed by somebody who then made the checksums fit: each is read, or
 * refused in one sentence, and nothing else happens.
 */
class ForgedFileTest {

  private static final int TRIALS = 4000;
  private static final String LETTERS = "0123456789-+.eE\"\\{}[]:, aFuN";

  static Iterable<String> names() {
    return GoldenFiles.models().keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void changedFilesAreReadOrRefused(String name) throws IOException {
    byte[] whole = Models.bytes(GoldenFiles.models().get(name));
    int headerLength = whole.length - new SafetensorsReader(whole).blockSize() - 8;
    SeededRandom random = new SeededRandom(name.length());
    int read = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      byte[] changed = whole.clone();
      for (int change = 0; change <= random.nextInt(3); change++) {
        if (random.nextInt(2) == 0) {
          changed[8 + random.nextInt(headerLength)] =
              (byte) LETTERS.charAt(random.nextInt(LETTERS.length()));
        } else {
          int at = 8 + headerLength + random.nextInt(whole.length - 8 - headerLength);
          changed[at] = (byte) random.nextLong();
        }
      }
      read +=
          isRead(Forgery.sealed(changed), String.format(Locale.ROOT, "trial %d", trial)) ? 1 : 0;
    }
    assertThat(read).as("changes that leave a model").isBetween(TRIALS / 100, TRIALS - 1);
  }

  private static boolean isRead(byte[] file, String what) throws IOException {
    FittedModel model;
    try {
      model = Models.read(file);
    } catch (ModelFormatException e) {
      assertThat(e.getMessage()).as(what).startsWith("'m.latent' ").doesNotContain("\n");
      return false;
    }
    Answers.ofRows(model, Matrix.zeros(1, model.schema().featureCount()));
    return true;
  }
}
