package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latent4j.cli.Launched.latent;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ComponentsCommandTest {

  private static Launched components(String... options) {
    return latent(
        Stream.concat(Stream.of("components", "example:faithful"), Stream.of(options)).toArray());
  }

  @Test
  void tableTellsWhatSpeaksForEachNumber() {
    Launched run =
        components("--covariance", "tied", "--most", "3", "--bootstrap", "9", "--level", "0.1");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    // mclust, run to convergence: EEE,1 -1289.797, EEE,2 -1140.187 and EEE,3 -1126.316
    assertThat(run.out())
        .containsPattern("1 +-1289\\.79\\d +2607\\.6 +2607\\.6 .* 299\\.2\\d+ +0\\.1000\n")
        .containsPattern("2 +-1140\\.18\\d +2325\\.2 ")
        .containsPattern("3 +-1126\\.31\\d +2314\\.3 ")
        .contains("p by 9 sets drawn from k components")
        .contains("The criteria disagree: 3 by BIC, 2 by ICL, 3 by held-out rows")
        .contains("3 is the most that was tried");
  }

  @Test
  void criteriaThatAgreeAreToldInOneSentence() {
    Launched run = components("--covariance", "full", "--most", "3", "--bootstrap", "0");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    // mclust: VVV,2 has the least BIC and ICL of VVV (with our sign)
    assertThat(run.out())
        .endsWith("\n2 components by BIC, ICL and held-out rows\n")
        .doesNotContain("sets drawn");
  }

  @Test
  void jsonHoldsNumbersAndChoices() {
    Launched run = components("--covariance", "full", "--most", "2", "--bootstrap", "19", "--json");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .contains("\"k\" : 2", "\"pValue\" : 0.05", "\"replicates\" : 19", "\"bootstrap\" : 2")
        .contains("\"bic\" : 2", "\"icl\" : 2", "\"heldOut\" : 2");
  }

  static Stream<List<String>> commandsThatCannotBeFollowed() {
    return Stream.of(
        List.of("-k 3", "-k is what is looked for; leave it out, or give --most"),
        List.of("--most 0", "most must be at least 1, got 0"),
        List.of("--level 2", "level must be between 0 and 1, got 2.0"),
        List.of(
            "--bootstrap 5",
            "bootstrap must be 0 or at least 19, without which no p-value can reach the level"
                + " 0.05, got 5"));
  }

  @ParameterizedTest
  @MethodSource("commandsThatCannotBeFollowed")
  void commandThatCannotBeFollowedIsToldInOneSentence(List<String> entry) {
    Launched run = components(entry.get(0).split(" ", -1));
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("latent: " + entry.get(1) + "\n");
  }

  @Test
  void aModelWithoutComponentsIsRefused() {
    Launched run = components("--model", "ppca");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("latent: --model must be one of ").contains(", got 'ppca'\n");
  }
}
