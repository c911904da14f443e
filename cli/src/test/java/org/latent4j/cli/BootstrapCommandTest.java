package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latent4j.cli.Launched.latent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootstrapCommandTest {

  @TempDir private Path folder;
  private Path model = Path.of("");

  @BeforeEach
  void fit() {
    model = folder.resolve("m.latent");
    latent(
        "fit",
        "example:faithful",
        "--model",
        "gmm",
        "-k",
        2,
        "--covariance",
        "full",
        "--out",
        model,
        "--hold-out",
        0);
  }

  @Test
  void printsATableOfAllParameters() {
    Launched run = latent("bootstrap", model, "example:faithful", "--replicates", 50, "--quiet");

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .containsPattern("weight +1 +0\\.64411\\d +0\\.0[23]\\d+ +0\\.[56]\\d+ +0\\.[67]\\d+")
        .containsPattern("mean +2 +eruptions +2\\.0364\\d ")
        .containsPattern("covariance +2 +waiting +eruptions +0\\.4354")
        .endsWith(
            "intervals of 95 % and standard errors by 50 refits to rows drawn from the data\n");
    assertThat(run.out().lines()).hasSize(1 + 2 + 4 + 6 + 1);
  }

  @Test
  void printsOneObjectOfWhatIsAskedFor() {
    Launched run =
        latent(
            "bootstrap",
            model,
            "example:faithful",
            "--replicates",
            20,
            "--parametric",
            "--level",
            "0.9",
            "--only",
            "weight",
            "--json",
            "--quiet");

    assertThat(run.out())
        .startsWith("{\n  \"model\" : \"gmm\",\n  \"rows\" : 272,\n  \"source\" : \"model\"")
        .contains("\"level\" : 0.9", "\"failed\" : 0", "\"parameter\" : \"weight\"")
        .contains("\"component\" : 2", "\"standardError\" : 0.0")
        .doesNotContain("covariance");
  }

  @Test
  void numbersOfStandardisedColumnsSaySo() {
    latent(
        "fit",
        "example:iris",
        "--model",
        "ppca",
        "--latent",
        2,
        "--scale",
        "standard",
        "--out",
        model);

    assertThat(latent("bootstrap", model, "example:iris", "--replicates", 20).out())
        .containsPattern("loading +Sepal.Length +z1 ")
        .containsPattern("mean +Sepal.Length +5\\.84333 ")
        .contains("numbers without a column are those of the standardised columns");
  }

  @Test
  void weightsOfTheFitAreRespected() throws IOException {
    StringBuilder text = new StringBuilder("x,w\n");
    for (int i = 0; i < 50; i++) {
      text.append(i * 37 % 50 / 10.0).append(',').append(8).append('\n');
    }
    Path rows = Files.writeString(folder.resolve("rows.csv"), text);
    latent(
        "fit", rows, "--model", "gmm", "-k", 1, "--weight", "w", "--out", model, "--hold-out", 0);

    Launched run = latent("bootstrap", model, rows, "--only", "mean", "--quiet");

    // The standard deviation is 1.443, and there are 400 rows: 0.072, not 0.204 of 50 rows.
    assertThat(run.out()).containsPattern("mean +1 +x +2\\.45000 +0\\.0[678]\\d+ ");
  }

  @Test
  void noiseIsCalledSo() {
    latent(
        "fit",
        "example:faithful",
        "--model",
        "gmm",
        "-k",
        2,
        "--noise-component",
        "uniform",
        "--out",
        model,
        "--hold-out",
        0);

    Launched run = latent("bootstrap", model, "example:faithful", "--replicates", 20, "--quiet");

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .containsPattern("weight +noise +0\\.0")
        .doesNotContain("mean        noise");
    assertThat(run.out().lines()).hasSize(1 + 3 + 4 + 6 + 1);
  }

  @Test
  void mistakesAreTold() {
    assertThat(latent("bootstrap", model, "example:faithful", "--replicates", 1).err())
        .startsWith("latent: replicates must be at least 2, got 1\n");
    assertThat(latent("bootstrap", model, "example:faithful", "--level", 95).err())
        .startsWith("latent: level must be between 0 and 1, got 95.0\n");
    Launched unknown =
        latent(
            "bootstrap",
            model,
            "example:faithful",
            "--replicates",
            2,
            "--only",
            "median",
            "--quiet");
    assertThat(unknown.code()).isEqualTo(ExitCode.USAGE);
    assertThat(unknown.err())
        .startsWith("latent: --only must be of weight, mean, covariance, got 'median'\n");
  }
}
