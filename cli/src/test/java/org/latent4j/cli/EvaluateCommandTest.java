package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latent4j.cli.Launched.latent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {

  /** N((1, 2), diag(4, 0.25)) at its mean: −log 2π − log 1. */
  private static final double AT_MEAN = -Math.log(2 * Math.PI);

  @TempDir private Path folder;
  private Path model = Path.of("");
  private Path rows = Path.of("");

  @BeforeEach
  void write() throws IOException {
    model = ModelFixture.write(ModelFixture.gaussian(), folder);
    // One, four and nine units of half a squared distance: 0, −1/2 and −2 below the mean's density.
    rows = ModelFixture.write("length,width\n1,2\n3,2\n1,3\n", folder, "rows.csv");
  }

  @Test
  void anExactDensityIsToldWithItsStandardError() {
    Launched run = latent("evaluate", model, rows);

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    double mean = AT_MEAN - 2.5 / 3;
    assertThat(run.lines().get(0)).isEqualTo("Gaussian mixture, k 1 on 3 rows");
    assertThat(run.lines().get(1))
        .isEqualTo(
            "  log p(x) per row            " + Text.number(mean) + " ± " + Text.number(error()));
    assertThat(run.lines().get(2))
        .isEqualTo(
            String.format(
                Locale.ROOT, "  bits per column             %.4f", -mean / Math.log(2) / 2));
    assertThat(run.lines())
        .hasSize(4)
        .last()
        .asString()
        .startsWith("  calibration                 ");
  }

  /** The values 0, −1/2 and −2 have variance 13/12 with divisor 2. */
  private static double error() {
    return Math.sqrt(13.0 / 12 / 3);
  }

  @Test
  void jsonHoldsTheSame() {
    Launched run = latent("evaluate", model, rows, "--json", "--seed", 3);

    assertThat(run.out())
        .contains("\"model\" : \"gmm\"")
        .contains("\"rows\" : 3")
        .contains("\"densityKind\" : \"exact\"")
        .contains("\"logDensityPerRow\" : -2.671210399")
        .contains("\"standardError\" : 0.60092521257")
        .contains("\"seed\" : 3")
        .doesNotContain("importance");
  }

  @Test
  void rowsAreDrawnWhenThereAreMoreThanAskedFor() {
    Launched run = latent("evaluate", model, rows, "--rows", 2, "--seed", 5);

    assertThat(run.lines().get(0))
        .isEqualTo("Gaussian mixture, k 1 on 2 rows of 3, drawn with seed 5");
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertThat(latent("evaluate", model, rows, "--samples", 0))
        .isEqualTo(
            new Launched(
                ExitCode.USAGE,
                "",
                "latent: --samples must be at least 1, got 0\nTry: latent help evaluate\n"));
    assertThat(latent("evaluate", model, rows, "--rows", -1).err())
        .startsWith("latent: --rows must be at least 1, got -1\n");
  }
}
