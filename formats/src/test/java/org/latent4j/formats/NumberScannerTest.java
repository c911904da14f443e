package org.latent4j.formats;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberScannerTest {

  private final NumberScanner scanner = new NumberScanner((byte) '.');

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "+7",
        "007",
        "12",
        "-3.5",
        ".5",
        "-.5",
        "5.",
        "1e3",
        "1E-3",
        "2.5e+10",
        "9007199254740993",
        "123456789012345678",
        "1234567890123456789",
        "99999999999999999999",
        "0.1",
        "0.30000000000000004",
        "1e22",
        "1e23",
        "8.41e21",
        "123456789e22",
        "1e-400",
        "4.9e-324",
        "2.2250738585072011e-308",
        "1.7976931348623157e308",
        "0.000000000000000000000000000000000000000001",
        "1e0000000000000000005"
      })
  void agreesWithTheParserOfThePlatform(String text) {
    assertThat(scan(text)).isEqualTo(Double.parseDouble(text));
  }

  @Test
  void agreesWithTheParserOfThePlatformOnRandomNumbers() {
    Random random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        String shortened = String.format(Locale.ROOT, "%." + random.nextInt(18) + "e", value);
        String plain = new BigDecimal(random.nextInt()).movePointLeft(random.nextInt(12)) + "";
        for (String text : new String[] {Double.toString(value), shortened, plain}) {
          assertThat(scan(text)).as(text).isEqualTo(Double.parseDouble(text));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+",
        ".",
        "-.",
        "e5",
        ".e5",
        "1e",
        "1e+",
        "--1",
        "+-1",
        "x1",
        "NaN",
        "Infinity",
        "inf",
        ",5"
      })
  void tellsWhatIsNoNumber(String text) {
    assertThat(scanner.scan((text + "\n").getBytes(US_ASCII), 0)).isNaN();
  }

  @ParameterizedTest
  @CsvSource({"1f,1", "1d,1", "0x10,1", "1_000,1", "1.2.3,3", "1 2,1", "'1,5',1"})
  void stopsWhereTheNumberEnds(String text, int end) {
    scanner.scan((text + "\n").getBytes(US_ASCII), 0);

    assertThat(scanner.end()).isEqualTo(end);
  }

  @Test
  void isInfiniteBeyondTheRangeOfDouble() {
    assertThat(scan("1e309")).isInfinite();
    assertThat(scan("-1e99999999999")).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void readsDecimalCommas() {
    NumberScanner commas = new NumberScanner((byte) ',');

    assertThat(commas.scan("-1,25e2\n".getBytes(US_ASCII), 0)).isEqualTo(-125);
    assertThat(commas.scan("0,30000000000000004\n".getBytes(US_ASCII), 0))
        .isEqualTo(0.30000000000000004);
  }

  @ParameterizedTest
  @CsvSource({
    "5,0",
    "5.0,0",
    "5.10,1",
    "0.25,2",
    "1.5e-3,4",
    "1500e-2,0",
    "1.5e3,0",
    "0.000,0",
    "0.1234567,7"
  })
  void countsDecimalsWithoutTrailingZeros(String text, int decimals) {
    scan(text);

    assertThat(scanner.decimals(0)).isEqualTo(decimals);
  }

  private double scan(String text) {
    double value = scanner.scan((text + "\n").getBytes(US_ASCII), 0);
    assertThat(scanner.end()).as(text).isEqualTo(text.length());
    return value;
  }
}
