package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latent4j.cli.Launched.latent;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HelpTest {

  @ParameterizedTest
  @EnumSource(Verb.class)
  void everyVerbHasHelpWithAnExample(Verb verb) {
    Launched run = latent("help", verb.word());

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("Usage: latent " + verb.word())
        .contains("Examples:\n  latent " + verb.word());
    assertThat(latent(verb.word(), "--help").out()).isEqualTo(run.out());
  }

  @Test
  void overviewNamesEveryVerb() {
    Launched run = latent("--help");

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    for (Verb verb : Verb.values()) {
      assertThat(run.out()).contains("  " + verb.word() + " ").contains(verb.summary());
    }
  }

  @Test
  void verbIsUnknown() {
    Launched run = latent("guess");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .isEqualTo(
            "latent: there is no verb 'guess'; the verbs are fit, compare, dimension, components, score, anomaly, drift, cluster, merge, encode, features,"
                + " decode, reconstruct, impute, predict, picture, evaluate, bootstrap, sample, synthetic, marginal, report, info\nTry: latent help\n");
  }

  @Test
  void optionIsMisspelt() {
    Launched run = latent("sample", "m.latent", "--sead", "3");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).endsWith("Try: latent help sample\n").doesNotContain("\tat ");
  }
}
