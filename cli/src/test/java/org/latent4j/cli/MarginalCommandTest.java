package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latent4j.cli.Launched.latent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latent4j.file.ModelFiles;
import org.latent4j.model.FittedModel;

class MarginalCommandTest {

  @TempDir private Path folder;
  private Path mixed = Path.of("");
  private Path rows = Path.of("");

  /** Words and numbers, of which half are a: the model of one component is exact. */
  @BeforeEach
  void fit() throws IOException {
    StringBuilder text = new StringBuilder("colour,size\n");
    for (int i = 0; i < 200; i++) {
      text.append(i % 4 == 0 ? "red" : "blue").append(',').append(i % 10 + 0.25).append('\n');
    }
    rows = ModelFixture.write(text.toString(), folder, "rows.csv");
    mixed = folder.resolve("m.latent");
    Launched run =
        latent("fit", rows, "--model", "mixed", "-k", "1", "--smoothing", "0", "--out", mixed);
    assertThat(run.code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void quantilesAndProbabilitiesAreTold() {
    Launched run = latent("marginal", mixed);

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    // mean 4.75, variance 8.25: the 95 % quantile is 4.75 + 1.644854·2.872281
    assertThat(run.out())
        .startsWith("Quantiles by the model:\n")
        .containsPattern(" size .* 4\\.75000 .* 9\\.47448 ")
        .contains("colour  blue 0.750, red 0.250");
  }

  @Test
  void theModelOfSomeColumnsIsWritten() throws IOException {
    Path out = folder.resolve("size.latent");

    Launched run = latent("marginal", mixed, "--columns", "size", "-o", out, "--reference", rows);

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    FittedModel model = ModelFiles.read(out);
    assertThat(model.schema().featureNames()).containsExactly("size");
    assertThat(model.reference().size()).isEqualTo(200);
    assertThat(model.reference().margins()).hasSize(1);
    assertThat(latent("score", out, rows).lines()).hasSize(201);
  }

  @Test
  void jsonHoldsQuantiles() {
    Launched run = latent("marginal", mixed, "--columns", "size", "--json");

    assertThat(run.out()).contains("\"quantiles\" : [", "\"exact\" : true", "\"name\" : \"size\"");
  }

  @Test
  void badOptionsAreRefused() throws IOException {
    assertThat(latent("marginal", mixed, "--reference", rows).err())
        .startsWith("latent: --reference is for the model that is written; add -o FILE\n");
    Launched run = latent("marginal", mixed, "--columns", "weight");
    assertThat(run.err())
        .startsWith(
            "latent: columns must be among those of the model (colour, size), got 'weight'");
    assertThat(Files.exists(folder.resolve("weight.latent"))).isFalse();
  }

  @Test
  void infoTellsTheLevelsThatRowsReach() throws IOException {
    Path mixture = ModelFixture.write(ModelFixture.mixture(), folder);

    // log densities −30, −5, −4: below the second of them with probability 2/4
    assertThat(latent("info", mixture).out())
        .contains("\n  log p(x)            50 % of rows from -5.00000\n");
  }
}
