package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latent4j.cli.Launched.latent;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {

  @TempDir private Path folder;

  @Test
  void writesAPageAboutTheRows() throws IOException {
    Path model = ModelFixture.write(ModelFixture.mixture(), folder);
    Path rows = ModelFixture.write(ModelFixture.ROWS, folder, "rows.csv");
    Path page = folder.resolve("page.html");

    Launched run = latent("report", model, rows, "-o", page, "--quiet");

    assertThat(run).isEqualTo(new Launched(ExitCode.OK, "", ""));
    assertThat(page).content().startsWith("<!DOCTYPE html>").contains("rows.csv", "width");
  }

  @Test
  void asksForAPlace() throws IOException {
    Path model = ModelFixture.write(ModelFixture.mixture(), folder);

    Launched run = latent("report", model, "example:faithful");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .isEqualTo("latent: Missing required option: '--out=FILE.html'\nTry: latent help report\n");
  }
}
