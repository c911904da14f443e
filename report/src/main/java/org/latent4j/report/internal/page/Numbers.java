package org.latent4j.report.internal.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Numbers as people read them: a true minus sign, thin spaces between thousands from five digits
 * on, and as many digits as mean something. The same in every locale.
 */
public final class Numbers {

  /** What stands where there is no number. */
  public static final String NONE = "–";

  private static final String MINUS = "\u2212";
  private static final String THIN = "\u202F";
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  private static final int DIGITS = 4;
  private static final double PLAIN_LEAST = 1e-4;
  private static final double PLAIN_MOST = 1e12;
  private static final int MOST_DECIMALS = 9;

  private Numbers() {}

  /**
   * A number by itself, to four significant digits; whole numbers in full.
   *
   * @param value any number
   * @return such as {@code −4.173}, {@code 12 346} or {@code 1.2 × 10⁻⁷}
   */
  public static String of(double value) {
    return rounded(value, Math.abs(value), DIGITS);
  }

  /**
   * A count.
   *
   * @param value any whole number
   * @return such as {@code 1 000 000}
   */
  public static String of(long value) {
    return grouped(Long.toString(value));
  }

  /**
   * A number to the digits that a spread gives meaning to: the spread's third significant digit is
   * the last one shown, and whole numbers show no decimals.
   *
   * @param value any number
   * @param spread a scale, such as a standard deviation; its sign is of no matter
   * @return the number, without zeros at its end
   */
  public static String like(double value, double spread) {
    boolean useful = Double.isFinite(spread) && spread != 0;
    return useful ? rounded(value, Math.abs(spread), DIGITS - 1) : of(value);
  }

  /**
   * A number with a given number of decimals.
   *
   * @param value any number
   * @param decimals at least 0
   * @return the number, its zeros kept
   */
  public static String fixed(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return special(value);
    }
    BigDecimal rounded = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
    return grouped(rounded.toPlainString());
  }

  /**
   * A mean with its standard error, to the error's second digit.
   *
   * @param mean any number
   * @param error its standard error; NaN if unknown
   * @return such as {@code −4.17 ± 0.12}
   */
  public static String withError(double mean, double error) {
    if (!(error > 0) || !Double.isFinite(error) || !Double.isFinite(mean)) {
      return of(mean);
    }
    int decimals = 1 - exponent(error);
    if (decimals > MOST_DECIMALS || Math.abs(mean) >= PLAIN_MOST) {
      return scientific(mean) + " ± " + scientific(error);
    }
    int shown = Math.max(0, decimals);
    return fixed(mean, shown) + " ± " + fixed(error, shown);
  }

  /**
   * A share of a whole.
   *
   * @param share usually in [0, 1]
   * @return such as {@code 12 %}, {@code 3.4 %}, {@code < 0.1 %} or {@code > 99.9 %}
   */
  public static String percent(double share) {
    if (!Double.isFinite(share)) {
      return special(share);
    }
    double percent = 100 * share;
    if (percent > 0 && percent < 0.1) {
      return "< 0.1" + THIN + "%";
    }
    if (percent < 100 && percent > 99.9) {
      return "> 99.9" + THIN + "%";
    }
    boolean whole = (Math.abs(percent) >= 10 && percent <= 99) || percent == Math.rint(percent);
    return fixed(percent, whole ? 0 : 1) + THIN + "%";
  }

  /**
   * A length of time.
   *
   * @param seconds at least 0
   * @return such as {@code 0.42 s}, {@code 12 s} or {@code 3 min 5 s}
   */
  public static String seconds(double seconds) {
    if (!(seconds >= 0) || seconds >= PLAIN_MOST) {
      return special(seconds);
    }
    if (seconds < 0.001) {
      return "< 0.001" + THIN + "s";
    }
    if (seconds < 60) {
      int decimals = seconds < 0.1 ? 3 : seconds < 10 ? 2 : 0;
      return fixed(seconds, decimals) + THIN + "s";
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? whole / 60 + THIN + "min " + whole % 60 + THIN + "s"
        : of(whole / 3600) + THIN + "h " + whole % 3600 / 60 + THIN + "min";
  }

  /**
   * A count with its noun.
   *
   * @param count at least 0
   * @param one the noun for one
   * @param many the noun otherwise
   * @return such as {@code 1 row} or {@code 272 rows}
   */
  public static String counted(long count, String one, String many) {
    return of(count) + " " + (count == 1 ? one : many);
  }

  /**
   * A coordinate inside a drawing.
   *
   * @param value finite
   * @return to two decimals, without zeros at its end
   */
  public static String coordinate(double value) {
    return trimmed(new BigDecimal(value).setScale(2, RoundingMode.HALF_EVEN)).toPlainString();
  }

  /** Exponent of the leading decimal digit. */
  static int exponent(double value) {
    BigDecimal exact = new BigDecimal(Math.abs(value));
    return exact.precision() - exact.scale() - 1;
  }

  private static String rounded(double value, double scale, int digits) {
    if (value == 0 || !Double.isFinite(value) || !Double.isFinite(scale)) {
      return value == 0 ? "0" : special(value);
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < PLAIN_MOST;
    int decimals = whole ? 0 : Math.max(0, digits - 1 - exponent(scale));
    if (!whole && (scale < PLAIN_LEAST || scale >= PLAIN_MOST || Math.abs(value) >= PLAIN_MOST)) {
      return scientific(value);
    }
    BigDecimal shown = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
    return grouped(trimmed(shown).toPlainString());
  }

  private static String scientific(double value) {
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    String mantissa = trimmed(rounded.movePointLeft(exponent)).toPlainString();
    StringBuilder text = new StringBuilder(grouped(mantissa)).append(" × 10");
    for (char c : String.format(Locale.ROOT, "%d", exponent).toCharArray()) {
      text.append(c == '-' ? '⁻' : SUPERSCRIPTS.charAt(c - '0'));
    }
    return text.toString();
  }

  private static BigDecimal trimmed(BigDecimal value) {
    if (value.signum() == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static String grouped(String plain) {
    boolean negative = plain.startsWith("-");
    String digits = negative ? plain.substring(1) : plain;
    int point = digits.indexOf('.');
    int whole = point < 0 ? digits.length() : point;
    StringBuilder text = new StringBuilder(digits);
    if (whole >= 5) {
      for (int at = whole - 3; at > 0; at -= 3) {
        text.insert(at, THIN);
      }
    }
    return negative ? MINUS + text : text.toString();
  }

  private static String special(double value) {
    if (Double.isNaN(value)) {
      return NONE;
    }
    return value > 0 ? "∞" : MINUS + "∞";
  }
}
