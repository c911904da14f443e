package org.latent4j.report.internal.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicksTest {

  private static List<String> labels(Ticks ticks) {
    return IntStream.range(0, ticks.count()).mapToObj(ticks::label).toList();
  }

  @Test
  void ticksAreRoundValuesInTheRange() {
    assertThat(labels(Ticks.of(-0.13, 1.02, 5))).containsExactly("0.0", "0.5", "1.0");
  }

  @Test
  void endsOfTheRangeAreTicksWhereTheyAreRound() {
    assertThat(labels(Ticks.of(0, 0.3, 3))).containsExactly("0.0", "0.1", "0.2", "0.3");
  }

  @Test
  void wholeTicksAreNeverCloserThanOne() {
    assertThat(labels(Ticks.whole(1, 3, 6))).containsExactly("1", "2", "3");
  }

  @Test
  void ticksFarFromZeroKeepTheirDigits() {
    assertThat(labels(Ticks.of(100_000_000.2, 100_000_001.1, 2)))
        .containsExactly("100\u202F000\u202F000.5", "100\u202F000\u202F001");
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "-3, 17", "1e-9, 3e-9", "-1e12, 1e12", "0.1, 0.7", "99, 101"})
  void thereAreAboutAsManyTicksAsWanted(double low, double high) {
    Ticks ticks = Ticks.of(low, high, 5);
    assertThat(ticks.count()).isBetween(2, 11);
    for (int i = 0; i < ticks.count(); i++) {
      assertThat(ticks.value(i)).isBetween(low - 1e-9 * (high - low), high + 1e-9 * (high - low));
    }
  }
}
