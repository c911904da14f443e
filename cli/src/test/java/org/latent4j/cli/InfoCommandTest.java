package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latent4j.cli.Launched.latent;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfoCommandTest {

  @TempDir private Path folder;

  @Test
  void tellsAMixture() throws IOException {
    Launched run = latent("info", ModelFixture.write(ModelFixture.mixture(), folder));

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.err()).isEmpty();
    // 9 parameters, log likelihood -500 over 100 rows: BIC = 1000 + 9 ln 100, AIC = 1000 + 18
    assertThat(run.lines())
        .contains(
            "  columns             2: length, width",
            "  rows                100",
            "  log likelihood      -500.000 (-5.00000 per row)",
            "  BIC, AIC            1041.45, 1018.00",
            "  held-out log p(x)   -13.0000 per row, 9.378 bits per column",
            "  tail ranks against  3 rows kept from the fit",
            "  note                a note of the fit",
            "  seed                42",
            "  weights             0.250000, 0.750000",
            "Mean of each component:",
            "  length  0  10.0000",
            "  width   0        0");
  }

  @Test
  void tellsNoiseByItsName() throws IOException {
    Path noisy = ModelFixture.write(ModelFixture.noisy(), folder);

    assertThat(latent("info", noisy).lines())
        .contains(
            "  weights             0.200000, 0.600000, 0.200000",
            "  noise-centre        5.00000, 0",
            "  noise-half-widths   10.0000, 5.00000",
            "  column  1        2    noise",
            "  length  0  10.0000  5.00000");
    assertThat(latent("info", noisy, "--json").out())
        .contains("\"k\" : 2,")
        .contains("\"noise-box\" : \"features\"");
  }

  @Test
  void tellsWhatCodesMean() throws IOException {
    Launched run = latent("info", ModelFixture.write(ModelFixture.ppca(), folder));

    assertThat(run.lines())
        .contains("The row of code 0, and what one unit of each code adds to it:")
        .contains("  length  1.00000  2.00000")
        .contains("  width   2.00000        0");
  }

  @Test
  void jsonNamesThingsAsTheSummaryOfAFitDoes() throws IOException {
    Launched run = latent("info", ModelFixture.write(ModelFixture.mixture(), folder), "--json");

    assertThat(run.out().replaceAll("\\s", ""))
        .startsWith(
            "{\"model\":\"gmm\",\"title\":\"Gaussianmixture\",\"columns\":2,\"rows\":100,"
                + "\"k\":2,\"covariance\":\"diagonal\"")
        .contains("\"logLikelihood\":-500.0,\"meanLogLikelihood\":-5.0")
        .contains("\"heldOutMeanLogLikelihood\":-13.0")
        .contains("\"aic\":1018.0,\"parameterCount\":9,")
        .contains("\"weights\":{\"shape\":[2],\"values\":[0.25,0.75]}")
        .endsWith("}");
  }
}
