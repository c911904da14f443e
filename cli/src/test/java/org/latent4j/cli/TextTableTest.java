package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void alignsWordsLeftAndNumbersRight() {
    String table =
        TextTable.of("model", ">per row", "note")
            .row("gmm", "-4.15", "")
            .row("ppca größe", "-11.20", "left early")
            .toString();

    assertThat(table)
        .isEqualTo(
            """
              model       per row  note
              gmm           -4.15
              ppca größe   -11.20  left early
            """);
  }

  @Test
  void rowOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> TextTable.of("a", "b").row("1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a row must have 2 cells, got 1");
  }
}
