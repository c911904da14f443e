package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latent4j.cli.Launched.latent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeCommandTest {

  @TempDir private Path folder;
  private Path model;

  /** mclust's choice for these rows, whose first and third components overlap (by size). */
  @BeforeEach
  void fit() {
    model = folder.resolve("f.latent");
    Launched run =
        latent(
            "fit",
            "example:faithful",
            "--model",
            "gmm",
            "-k",
            3,
            "--covariance",
            "tied",
            "--hold-out",
            0,
            "--out",
            model);
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
  }

  @Test
  void stepsSuggestionAndClustersAreTold() {
    Launched run = latent("merge", model, "example:faithful");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    // mclust's clustCombi: entropies 42.36 and 0.49 at its nearby parameters; 175 and 97 rows
    assertThat(run.out())
        .contains("clusters  entropy")
        .containsPattern("3 +42\\.")
        .containsPattern("2 +0\\.4\\d+ .* 175\n")
        .contains("2 clusters suggested by the elbow of the entropy")
        .containsPattern("1 +\\d\\+\\d +175\n +2 +\\d +97\n");
  }

  @Test
  void labelsAreWrittenForTheClustersAskedFor() throws IOException {
    Path labels = folder.resolve("c.csv");
    Launched run = latent("merge", model, "example:faithful", "--clusters", 1, "-o", labels);
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    List<String> lines = Files.readAllLines(labels);
    assertThat(lines).hasSize(273).startsWith("cluster");
    assertThat(lines.subList(1, 273)).containsOnly("1");
    assertThat(run.out()).containsPattern("1 +1\\+2\\+3 +272\n");
  }

  @Test
  void jsonHoldsTheTree() {
    Launched run = latent("merge", model, "example:faithful", "--json");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .contains("\"k\" : 3", "\"suggested\" : 2", "\"suggestedByRows\" : 2")
        .contains("\"clusters\" : 2", "\"rows\" : 175", "\"sizes\" : [ 175, 97 ]");
  }

  @Test
  void aNumberOfClustersThatThereIsNotIsRefused() {
    Launched run = latent("merge", model, "example:faithful", "--clusters", 4);
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .contains("latent: clusters must be between 1 and 3 (the number of components), got 4\n");
  }

  @Test
  void aModelWithoutComponentsIsRefused() {
    Path other = folder.resolve("p.latent");
    latent("fit", "example:faithful", "--model", "ppca", "--hold-out", 0, "--out", other);
    Launched run = latent("merge", other, "example:faithful");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("the ppca model has no components to cluster by; merge needs ");
  }

  @Test
  void theModelIsNotOverwritten() {
    Launched run = latent("merge", model, "example:faithful", "-o", model);
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--out would replace an input: " + model);
  }

  @Test
  void aModelWithRowsOfNoClusterIsRefused() {
    Path noisy = folder.resolve("n.latent");
    Launched fitted =
        latent(
            "fit",
            "example:faithful",
            "--model",
            "gmm",
            "--noise-component",
            "uniform",
            "--hold-out",
            0,
            "--out",
            noisy);
    assertThat(fitted.code()).as(fitted.err()).isEqualTo(ExitCode.OK);
    Launched run = latent("merge", noisy, "example:faithful");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .contains("which cannot be joined with one; merge needs a model without it");
  }
}
