package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latent4j.cli.Launched.latent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latent4j.linalg.SeededRandom;

/** A table of words, codes, counts and numbers, from the file to answers. */
class MixedColumnsTest {

  @TempDir private Path folder;
  private Path data = Path.of("");
  private Path model = Path.of("");

  /** Two kinds of animals; every tenth row lacks a value, every second its kind. */
  @BeforeEach
  void writeTable() throws IOException {
    SeededRandom random = new SeededRandom(2);
    String rows =
        IntStream.range(0, 200)
            .mapToObj(
                i -> {
                  boolean dog = i % 2 == 0;
                  String fur = random.nextDouble() < (dog ? 0.8 : 0.2) ? "long" : "short";
                  double weight = (dog ? 30 : 4) + random.nextGaussian();
                  String bowls = i % 10 == 3 ? "" : "" + (int) random.nextPoisson(dog ? 3 : 0.5);
                  String kind = i % 4 < 2 ? dog ? "dog" : "cat" : "";
                  return String.format(
                      Locale.ROOT, "%s,%.1f,%s,%d,%s", fur, weight, bowls, 1 + i % 3, kind);
                })
            .collect(Collectors.joining("\n"));
    data = folder.resolve("pets.csv");
    Files.writeString(data, "fur,weight,bowls,ward,kind\n" + rows + "\n");
    model = folder.resolve("pets.latent");
  }

  private Launched fit(Object... more) {
    Object[] words =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of("fit", data, "--out", model, "--threads", 1),
                java.util.Arrays.stream(more))
            .toArray();
    return latent(words);
  }

  @Test
  void drawnRowsLookLikeTheFile() {
    assertThat(fit("--model", "mixed", "--leave-out", "kind").code()).isEqualTo(ExitCode.OK);

    List<String> lines = latent("sample", model, "-n", 50).lines();
    assertThat(lines.get(0)).isEqualTo("fur,weight,bowls,ward");
    assertThat(lines.subList(1, 51))
        .allMatch(line -> line.matches("(long|short),-?\\d+(\\.\\d)?,\\d+,[123]"));
  }

  @Test
  void rowsWithGapsAreAnswered() {
    fit("--model", "mixed", "--leave-out", "kind");

    assertThat(latent("score", model, data).lines()).hasSize(201);
    assertThat(latent("cluster", model, data).lines().stream().skip(1))
        .hasSize(200)
        .allMatch(line -> line.matches("[12]"));
    assertThat(latent("reconstruct", model, data).lines().get(1)).matches("(long|short),.*,[123]");
  }

  @Test
  void aWordThatTheModelDoesNotKnowIsAnError() throws IOException {
    fit("--model", "mixed", "--leave-out", "kind");
    Path other = folder.resolve("other.csv");
    Files.writeString(other, "fur,weight,bowls,ward\ncurly,3.5,1,2\n");

    Launched run = latent("score", model, other);
    assertThat(run.code()).isEqualTo(ExitCode.DATA);
    assertThat(run.err()).contains("row 1 of column 'fur' is 'curly'; the model knows long, short");
  }

  @Test
  void aSearchComparesModelsOfWordsAlone() {
    Launched run = fit("--leave-out", "kind", "--max-seconds", 20);

    assertThat(run.out()).contains("mixed  k=2").doesNotContain("gmm  k");
    assertThat(run.out())
        .contains(
            "column 'fur' and 1 more hold words, or 0 and 1: compared are models that give these"
                + " probabilities (mixed), not densities over numbers");
  }

  @Test
  void modelsOfNumbersLeaveWordsOut() {
    Launched run = fit("--model", "gmm", "--leave-out", "kind,bowls", "--covariance", "diagonal");

    assertThat(run.err())
        .contains("left out: 'fur' holds words (2 levels); the models asked for take numbers");
    assertThat(latent("sample", model, "-n", 1).lines().get(0)).isEqualTo("weight,ward");
  }

  @Test
  void knownComponentsNameTheClusters() throws IOException {
    for (String family : List.of("mixed", "gmm")) {
      fit("--model", family, "--partial-label", "kind", "--leave-out", "bowls,fur,ward");

      List<String> clusters = latent("cluster", model, data).lines();
      for (int i = 0; i < 200; i++) {
        assertThat(clusters.get(i + 1)).isEqualTo(i % 2 == 0 ? "dog" : "cat");
      }
      assertThat(latent("cluster", model, data, "--probabilities").lines().get(0))
          .isEqualTo("cluster,p(cat),p(dog)");
    }
  }

  @Test
  void familiesThatKeepNoComponentsSaySo() {
    Launched run = fit("--model", "tmm", "--partial-label", "kind", "--leave-out", "bowls");

    assertThat(run.code()).isEqualTo(ExitCode.DATA);
    assertThat(run.err()).contains("a fit of tmm does not keep known components; gmm, mixed do");
  }
}
