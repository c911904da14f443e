package org.latent4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  private static final Settings DEFAULTS =
      Settings.of(
          List.of(
              Setting.integer("k", 2, 1, "number of components"),
              Setting.number("tolerance", 0.5, 0, "nats"),
              Setting.choice("covariance", List.of("full", "tied"), "structure"),
              Setting.arrayFile("start-means", "means")));

  @Test
  void silenceGivesDefaults() {
    assertThat(DEFAULTS.integer("k")).isEqualTo(2);
    assertThat(DEFAULTS.number("tolerance")).isEqualTo(0.5);
    assertThat(DEFAULTS.text("covariance")).isEqualTo("full");
    assertThat(DEFAULTS.given()).isEmpty();
    assertThat(DEFAULTS.isGiven("k")).isFalse();
  }

  @Test
  void givenValuesHoldAndAreRemembered() {
    Settings settings = DEFAULTS.withAll(Map.of("k", "7")).with("covariance", "tied");
    assertThat(settings.integer("k")).isEqualTo(7);
    assertThat(settings).hasToString("k=7, covariance=tied");
    assertThat(settings.isGiven("k")).isTrue();
    assertThat(DEFAULTS.integer("k")).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "k|0|k must be a whole number of at least 1, got '0'",
        "k|2.5|k must be a whole number of at least 1, got '2.5'",
        "k|many|k must be a whole number of at least 1, got 'many'",
        "tolerance|-1|tolerance must be a number of at least 0.0, got '-1'",
        "tolerance|NaN|tolerance must be a number of at least 0.0, got 'NaN'",
        "tolerance|x|tolerance must be a number of at least 0.0, got 'x'",
        "covariance|round|covariance must be one of full, tied, got 'round'",
        "depth|3|there is no option 'depth'; the options are k, tolerance, covariance, start-means"
      })
  void valueThatIsNotAllowedIsRefused(String name, String value, String sentence) {
    assertThatThrownBy(() -> DEFAULTS.with(name, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }

  @Test
  void wholeNumberBeyondTheRangeIsRefused() {
    assertThatThrownBy(() -> DEFAULTS.with("k", 3_000_000_000L).integer("k"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("k must be at most 2147483647, got 3000000000");
  }

  @Test
  void aFamilyOfAModuleThatIsNotThereIsToldWithTheModule() {
    assertThatThrownBy(() -> ModelFamily.named("vae"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "model 'vae' comes with the module latent4j-deep, which is not on the class path; add"
                + " it, or build without -Dwithout-deep");
  }

  @Test
  void unknownFamilyIsToldWithThoseThereAre() {
    assertThatThrownBy(() -> ModelFamily.named("svm"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("model must be one of ")
        .hasMessageContaining("gmm")
        .hasMessageEndingWith(", got 'svm'");
  }
}
