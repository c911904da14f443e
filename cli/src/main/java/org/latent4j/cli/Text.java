package org.latent4j.cli;

import java.util.List;
import java.util.Locale;

/** Words and numbers for people. */
final class Text {

  private static final int SIGNIFICANT = 6;

  private Text() {}

  /**
   * Text from a file or a user that a terminal may show: control characters, by which a file could
   * steer the terminal, are replaced.
   */
  static String printable(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              boolean steers = Character.isISOControl(c) || isDirectionMark(c);
              safe.appendCodePoint(steers ? '\uFFFD' : c);
            });
    return safe.toString();
  }

  private static boolean isDirectionMark(int c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  }

  /** A number of things, such as "1 row" or "1,797 rows". */
  static String count(long number, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
  }

  /** A number with six significant digits, plain where that is short. */
  static String number(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return value == 0 ? "0" : Double.toString(value);
    }
    int exponent = (int) Math.floor(Math.log10(Math.abs(value)));
    if (exponent < -4 || exponent >= 9) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    int decimals = Math.max(0, Math.min(SIGNIFICANT - 1 - exponent, 6));
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** A number with a fixed count of decimals; nothing where it is NaN. */
  static String fixed(double value, int decimals) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** A length of time, such as "0.03 s", "12 s" or "3 min 20 s". */
  static String duration(double seconds) {
    if (seconds < 9.95) {
      return String.format(Locale.ROOT, seconds < 0.995 ? "%.2f s" : "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }

  /** Words joined as a sentence does: "a", "a and b", "a, b and c". */
  static String list(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }

  /** The first words of a list, and how many there are in all when some are left out. */
  static String abbreviated(List<String> words, int most) {
    return words.size() <= most
        ? String.join(", ", words)
        : String.join(", ", words.subList(0, most)) + ", … (" + words.size() + " in all)";
  }
}
