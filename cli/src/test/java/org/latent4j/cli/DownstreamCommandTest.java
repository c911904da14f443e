package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latent4j.cli.Launched.latent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownstreamCommandTest {

  @TempDir private Path folder;
  private Path iris = Path.of("");

  @BeforeEach
  void fit() {
    iris = folder.resolve("iris.latent");
    latent("fit", "example:iris", "--model", "gmm", "-k", "3", "--starts", "2", "--out", iris);
  }

  @Test
  void featuresAreHeldAgainstRawColumnsAndNothing() {
    Launched run = latent("downstream", iris, "example:iris");

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.lines().get(0))
        .isEqualTo(
            "Gaussian mixture, k 3, starts 2 on 150 labelled rows: accuracy of logistic"
                + " regression");
    assertThat(run.lines().get(1)).containsSubsequence("all labels", "10 labels", "100 labels");
    // three classes of 50: looking at nothing is right for a third
    assertThat(run.out()).containsPattern("  none +0  0\\.333 ± ");
    assertThat(run.lines()).last().asString().startsWith("clusters against classes");
  }

  @Test
  void jsonHoldsAllScores() {
    assertThat(latent("downstream", iris, "example:iris", "--json").out())
        .contains("\"measure\" : \"accuracy\"", "\"features\" : \"raw columns\"")
        .contains("\"labels\" : \"10\"", "\"adjustedRandIndex\"");
  }

  @Test
  void aColumnOfTheModelIsNoLabel() {
    assertThat(latent("downstream", iris, "example:iris", "--label", "Petal.Width").err())
        .startsWith(
            "latent: --label must not be a column that the model knows, got 'Petal.Width'; fit the"
                + " model with --label Petal.Width\n");
  }

  @Test
  void featuresAreWritten() throws IOException {
    Path out = folder.resolve("features.csv");

    Launched run = latent("features", iris, "example:iris", "-o", out);

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(Files.readAllLines(out)).hasSize(151).first().isEqualTo("p1,p2,p3,logDensity");
    assertThat(latent("features", iris, "example:iris", "--kind", "density").lines())
        .first()
        .isEqualTo("logDensity");
    assertThat(latent("features", iris, "example:iris", "--kind", "all of it").err())
        .startsWith(
            "latent: --kind must be one of all, codes, density, responsibilities, got 'all of"
                + " it'\n");
  }
}
