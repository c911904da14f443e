package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latent4j.cli.Launched.latent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DimensionCommandTest {

  @TempDir private Path folder;

  @Test
  void printsWhatEachRuleSays() {
    Launched run = latent("dimension", "example:iris", "--quiet");

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .containsPattern("BIC +3 +829\\.978 +penalised log likelihood, least is best")
        .containsPattern("share of variance +2 +0\\.977685")
        .endsWith("4 of 5 rules that tell axes from noise say 3; parallel analysis 1.\n");
  }

  @Test
  void printsOneObject() {
    Launched run = latent("dimension", "example:iris", "--json", "--quiet");

    assertThat(run.out())
        .startsWith("{\n  \"rows\" : 150,\n  \"columns\" : 4,\n  \"scale\" : \"none\"")
        .contains("\"rule\" : \"held-out\",\n    \"dimension\" : 3")
        .contains("\"abstentions\" : [ ]")
        .contains("\"criteria\" : [ null, ");
  }

  @Test
  void standardisedColumnsHaveOtherDimensions() {
    assertThat(latent("dimension", "example:iris", "--scale", "standard", "--json").out())
        .contains("\"scale\" : \"standard\"")
        .contains("share that q axes hold, at least 0.95\",\n    \"criteria\" : [ 0, 0.7296");
  }

  @Test
  void aFitTellsTheVotesWhereItChose() {
    Path model = folder.resolve("m.latent");
    String sentence = "votes on the latent dimension: BIC 3, held-out rows 3";

    Launched chosen = latent("fit", "example:iris", "--model", "ppca", "--out", model, "--quiet");
    Launched given =
        latent("fit", "example:iris", "--model", "ppca", "--latent", 2, "--out", model, "--quiet");

    assertThat(chosen.out()).contains(sentence);
    assertThat(given.out()).doesNotContain("votes on");
    assertThat(latent("fit", "example:iris", "--model", "pca", "--out", model, "--json").out())
        .contains(sentence);
  }

  @Test
  void rulesThatCannotAnswerSayWhy() throws IOException {
    Path one = Files.writeString(folder.resolve("one.csv"), "a\n1.5\n2\n3\n4\n");

    assertThat(latent("dimension", one, "--quiet").out())
        .contains("none: one column leaves nothing for the noise")
        .endsWith("No rule could tell axes from noise.\n");
  }

  @Test
  void rowsThatCannotBeUsedAreRefused() throws IOException {
    Path gaps = Files.writeString(folder.resolve("gaps.csv"), "a,b\n1.5,2\n2,\n3,1\n4,7\n");

    assertRefused(
        latent("dimension", gaps, "--quiet"),
        "the rules need complete rows, but a value is missing; --missing drop leaves such rows"
            + " out");
    assertThat(latent("dimension", gaps, "--missing", "drop").code()).isEqualTo(ExitCode.OK);
    assertThat(latent("dimension", gaps, "--scale", "log").err())
        .startsWith("latent: --scale must be one of none, standard, got 'log'\n");
  }

  private static void assertRefused(Launched run, String sentence) {
    assertThat(run.code()).isEqualTo(ExitCode.DATA);
    assertThat(run.err()).isEqualTo("latent: " + sentence + "\n");
  }
}
