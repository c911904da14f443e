package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latent4j.cli.Launched.latent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {

  @TempDir private Path folder;

  @Test
  void familiesAreToldWithPairedErrors() {
    Launched run = latent("compare", "example:iris", "--only", "fa,ppca", "--folds", "3");

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.lines()).hasSize(4);
    assertThat(run.lines().get(0))
        .containsSubsequence("best size", "held-out log p", "behind", "BIC", "ICL", "search");
    assertThat(run.lines().get(1)).startsWith("  1  ppca ");
    assertThat(run.lines().get(2)).startsWith("  2  fa ");
    assertThat(run.lines().get(3))
        .isEqualTo(
            "  log p(x) per row in nats, each row held out once in 3 folds; behind the best in"
                + " pairs of rows; sizes were chosen by the same rows");
  }

  @Test
  void jsonHoldsDifferences() {
    Launched run = latent("compare", "example:iris", "--only", "ppca", "--json");

    assertThat(run.out())
        .contains("\"model\" : \"ppca\"", "\"difference\" : 0.0", "\"searchSeconds\"", "\"icl\"");
  }

  @Test
  void filesAreComparedOnTheSameRows() throws IOException {
    Path gaussian = folder.resolve("one.latent");
    Files.move(ModelFixture.write(ModelFixture.gaussian(), folder), gaussian);
    Path mixture = ModelFixture.write(ModelFixture.mixture(), folder);
    Path rows = ModelFixture.write(ModelFixture.ROWS, folder, "rows.csv");

    Launched run = latent("compare", rows, "--models", gaussian, mixture);

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.lines().get(1)).startsWith("  1  " + mixture + " ");
    assertThat(run.lines().get(2)).startsWith("  2  " + gaussian + " ");
    assertThat(run.lines().get(3))
        .isEqualTo("  log p(x) per row in nats, on 3 rows; behind the best in pairs of rows");
    assertThat(latent("compare", rows, "--models", gaussian, mixture, "--json").out())
        .contains("\"file\" : \"" + mixture + "\"", "\"fittedToTheseRows\" : false");
  }

  @Test
  void optionsThatContradictEachOtherAreRefused() {
    assertThat(latent("compare", "example:iris", "--only", "fa", "--models", "m.latent").err())
        .startsWith("latent: --models compares files as they are; leave out --only\n");
    assertThat(latent("compare", "example:iris", "--select", "bic").err())
        .startsWith("latent: held-out rows are what is compared by; leave out --select\n");
    assertThat(latent("compare", "example:iris", "--only", "nothing").err())
        .startsWith("latent: model must be one of ");
  }
}
