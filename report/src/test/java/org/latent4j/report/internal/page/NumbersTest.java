package org.latent4j.report.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "3, 3",
    "9999, 9999",
    "12345, 12\u202F345",
    "-1234567, −1\u202F234\u202F567",
    "3.14159265, 3.142",
    "1234.56, 1235",
    "0.5, 0.5",
    "-4.1734, −4.173",
    "0.000123456, 0.0001235",
    "1.2e-7, 1.2 × 10⁻⁷",
    "3.5e20, 3.5 × 10²⁰",
    "NaN, –",
    "Infinity, ∞",
    "-Infinity, −∞"
  })
  void numberHasFourSignificantDigits(double value, String text) {
    assertThat(Numbers.of(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "-4.1734, 0.123, −4.17 ± 0.12",
    "-438.7, 0.893, −438.70 ± 0.89",
    "1234.5, 67.8, 1234 ± 68",
    "2.5, NaN, 2.5",
    "2.5, 0, 2.5"
  })
  void meanIsShownToTheSecondDigitOfItsError(double mean, double error, String text) {
    assertThat(Numbers.withError(mean, error)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0\u202F%",
    "0.0004, < 0.1\u202F%",
    "0.034, 3.4\u202F%",
    "0.12, 12\u202F%",
    "0.9995, > 99.9\u202F%",
    "1, 100\u202F%"
  })
  void shareOfAllOrNothingIsNotRoundedTo(double share, String text) {
    assertThat(Numbers.percent(share)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0001, < 0.001\u202Fs",
    "0.0421, 0.042\u202Fs",
    "0.421, 0.42\u202Fs",
    "12.4, 12\u202Fs",
    "185, 3\u202Fmin 5\u202Fs",
    "7380, 2\u202Fh 3\u202Fmin"
  })
  void timeIsToldInUnitsOfItsSize(double seconds, String text) {
    assertThat(Numbers.seconds(seconds)).isEqualTo(text);
  }
}
