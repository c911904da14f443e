package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

  @Test
  void printableReplacesWhatCouldSteerTerminal() {
    assertThat(Text.printable("a\u001B[31mb\r\nc\u202Ed"))
        .isEqualTo("a\uFFFD[31mb\uFFFD\uFFFDc\uFFFDd");
  }

  @Test
  void printableKeepsLettersOfAllScripts() {
    assertThat(Text.printable("größe 身長 😀 שלום")).isEqualTo("größe 身長 😀 שלום");
  }

  @ParameterizedTest
  @CsvSource({"1,1 row", "0,0 rows", "1797,'1,797 rows'"})
  void countAgreesWithItsNoun(long number, String expected) {
    assertThat(Text.count(number, "row")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "-4.155331,-4.15533",
    "1234567.8,1234568",
    "0.00012345678,0.000123",
    "0.000012345678,1.235e-05",
    "1e300,1.000e+300",
    "NaN,NaN"
  })
  void numberHasSixSignificantDigits(double value, String expected) {
    assertThat(Text.number(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0.031,0.03 s",
    "3.14,3.1 s",
    "9.96,10 s",
    "59.4,59 s",
    "59.7,1 min 0 s",
    "200,3 min 20 s",
    "7260,2 h 1 min"
  })
  void durationSuitsItsLength(double seconds, String expected) {
    assertThat(Text.duration(seconds)).isEqualTo(expected);
  }

  @Test
  void listReadsAsInSentence() {
    assertThat(Text.list(List.of("a"))).isEqualTo("a");
    assertThat(Text.list(List.of("a", "b"))).isEqualTo("a and b");
    assertThat(Text.list(List.of("a", "b", "c"))).isEqualTo("a, b and c");
  }

  @Test
  void abbreviatedTellsHowManyThereAre() {
    assertThat(Text.abbreviated(List.of("a", "b", "c"), 2)).isEqualTo("a, b, … (3 in all)");
    assertThat(Text.abbreviated(List.of("a", "b"), 2)).isEqualTo("a, b");
  }
}
