package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latent4j.cli.Launched.latent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latent4j.file.ModelFiles;

class SelectingFitTest {

  @TempDir private Path folder;

  private Launched fit(String... options) {
    return latent(
        Stream.concat(
                Stream.of("fit", "example:faithful", "--out", folder.resolve("m.latent")),
                Stream.of(options))
            .toArray());
  }

  private static double first(String json, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\" : (-?[0-9.eE+-]+)").matcher(json);
    assertThat(matcher.find()).as("%s in %s", name, json).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  @Test
  void bicFindsWhatMclustFindsOrBetter() throws IOException {
    Launched run = fit("--model", "gmm", "--select", "bic", "--json");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    // mclust 6.0.0 takes EEE,3 with BIC 2314.3163 (with our sign)
    assertThat(first(run.out(), "bic")).isLessThanOrEqualTo(2314.3163);
    assertThat(run.out()).contains("heldOutMeanLogLikelihood", "\"leaderboard\"", "\"icl\"");
    assertThat(ModelFiles.read(folder.resolve("m.latent")).reference().heldOut()).isTrue();
  }

  @Test
  void leaderboardTellsWhatChose() {
    Launched run = fit("--select", "icl", "--most-components", "3");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .contains("ICL", "AIC", "chosen by the least ICL on all 272 rows")
        .contains("is the best model found")
        .doesNotContain("k=4");
  }

  @Test
  void optionsOfTheModelPinTheGrid() {
    Launched run =
        fit("--model", "gmm", "--select", "bic", "-k", "2", "--covariance", "full", "--json");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.out().split("\"label\"", -1)).hasSize(2);
    assertThat(run.out()).contains("\"label\" : \"k=2 full\"");
  }

  @Test
  void aNumberOfComponentsThatTheUserGaveIsTriedBeyondTheUsualLimit() {
    Launched run =
        fit("--model", "gmm", "--select", "bic", "-k", "11", "--covariance", "spherical", "--json");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.out()).contains("\"label\" : \"k=11 spherical\"");
  }

  static Stream<List<String>> commandsThatCannotBeFollowed() {
    return Stream.of(
        List.of("--select dic", "--select must be one of held-out, bic, icl, aic, got 'dic'"),
        List.of(
            "--model gmm --most-components 3",
            "--most-components goes with a search; add --select bic"),
        List.of("--select bic --most-components 0", "--most-components must be at least 1, got 0"),
        List.of(
            "--model gmm --select bic --scale standard",
            "--scale goes with one fit; leave out --select"));
  }

  @ParameterizedTest
  @MethodSource("commandsThatCannotBeFollowed")
  void commandThatCannotBeFollowedIsToldInOneSentence(List<String> entry) {
    Launched run = fit(entry.get(0).split(" ", -1));
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("latent: " + entry.get(1) + "\n");
    assertThat(folder).isEmptyDirectory();
  }
}
