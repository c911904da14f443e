package org.latent4j.formats;

import java.util.List;
import java.util.Locale;

/** Pieces of sentences about files. */
final class Wording {

  private static final int LONGEST_VALUE = 40;
  private static final int MOST_NAMES = 6;

  private Wording() {}

  /** A value between quotes, shortened, with control characters made visible. */
  static String quoted(String value) {
    StringBuilder text = new StringBuilder("'");
    int shown = Math.min(value.length(), LONGEST_VALUE);
    for (int i = 0; i < shown; i++) {
      char c = value.charAt(i);
      if (Character.isISOControl(c)) {
        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    return text.append(shown < value.length() ? "…'" : "'").toString();
  }

  /** Names between quotes, the first few of them. */
  static String names(List<String> names) {
    List<String> shown = names.stream().limit(MOST_NAMES).map(Wording::quoted).toList();
    String text = String.join(", ", shown);
    return names.size() <= MOST_NAMES ? text : text + ", … (" + names.size() + " in all)";
  }

  /** Such as "1 row" or "2 rows". */
  static String count(long count, String singular) {
    return count + " " + singular + (count == 1 ? "" : "s");
  }

  /** Where in a text file something is; line 0 is not known. */
  static String place(String source, long line) {
    return line > 0 ? source + ":" + line + ": " : "'" + source + "': ";
  }

  /** What a delimiter is called. */
  static String delimiter(byte delimiter) {
    return switch (delimiter) {
      case ',' -> "comma";
      case ';' -> "semicolon";
      case '\t' -> "tab";
      case '|' -> "bar";
      case ' ' -> "space";
      default -> quoted(String.valueOf((char) delimiter));
    };
  }
}
