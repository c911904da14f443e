package org.latent4j.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FittedModel;
import org.latent4j.testing.Answers;

/** Files of every released version are read for ever. */
class GoldenFilesTest {

  private static final double LOG_TWO_PI = 1.8378770664093453;

  static Set<String> names() {
    return GoldenFiles.models().keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void aFileOfTheFirstFormatGivesItsModel(String name) throws Exception {
    FittedModel expected = GoldenFiles.models().get(name);
    FittedModel actual = ModelFiles.read(path(name));
    Matrix rows = Matrix.of(3, 2, 0.0, 0, 3, 4, -1.5, 22);
    assertThat(Answers.of(actual, rows)).isEqualTo(Answers.of(expected, rows));
    assertThat(actual.schema()).isEqualTo(expected.schema());
    assertThat(actual.report()).isEqualTo(expected.report());
    assertThat(actual.provenance()).isEqualTo(expected.provenance());
    assertThat(actual.reference().sorted()).containsExactly(expected.reference().sorted());
  }

  @ParameterizedTest
  @MethodSource("names")
  void theFirstFormatIsStillWrittenByteForByte(String name) throws IOException {
    try (InputStream golden = GoldenFilesTest.class.getResourceAsStream("/golden/" + name)) {
      assertThat(golden).hasBinaryContent(Models.bytes(GoldenFiles.models().get(name)));
    }
  }

  @Test
  void theDiagonalModelHasTheDensityOfItsFormula() throws Exception {
    FittedModel model = ModelFiles.read(path("diagonal-format-1.latent"));
    // y = ((13 - 10) / 2, (-3.5 + 3) / 0.25) = (1.5, -2), the mean; deviations 0.5 and 4
    double expected = -LOG_TWO_PI - Math.log(0.5 * 4) - Math.log(2 * 0.25);
    assertThat(model.density().orElseThrow().logDensity(13, -3.5))
        .isEqualTo(expected, within(1e-14));
  }

  @Test
  void theMixtureHasTheDensityOfItsFormula() throws Exception {
    FittedModel model = ModelFiles.read(path("gmm-format-1.latent"));
    double first = Math.exp(-12.5) / (2 * Math.PI);
    double second = 1 / (2 * Math.PI * Math.sqrt(3));
    assertThat(model.density().orElseThrow().logDensity(3, 4))
        .isEqualTo(Math.log(0.5 * first + 0.5 * second), within(1e-14));
  }

  @Test
  void everyFileOfTheFolderIsRead() throws Exception {
    Path folder = path("gmm-format-1.latent").getParent();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        assertThat(ModelFiles.read(file).family()).isNotEmpty();
      }
    }
  }

  private static Path path(String name) throws URISyntaxException {
    return Path.of(GoldenFilesTest.class.getResource("/golden/" + name).toURI());
  }
}
