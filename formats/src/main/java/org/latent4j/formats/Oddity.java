package org.latent4j.formats;

import java.util.regex.Pattern;

/** What a field is that is neither a number nor missing. */
enum Oddity {
  /** Plainly a word. */
  WORD,
  /** Infinity. */
  INFINITE,
  /** A number beyond the range of a double. */
  HUGE,
  /** A number whose digits are grouped, or may be. */
  GROUPED,
  /** A number with the other decimal mark. */
  OTHER_MARK;

  private static final Pattern INFINITY =
      Pattern.compile("[+-]?inf(inity)?|[+-]?∞", Pattern.CASE_INSENSITIVE);
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)([eE][+-]?[0-9]+)?");
  private static final Pattern GROUPS =
      Pattern.compile(
          "[+-]?[1-9][0-9]{0,2}((,[0-9]{3})+(\\.[0-9]*)?|(\\.[0-9]{3})+(,[0-9]*)?"
              + "|([ '’\\u00a0\\u202f][0-9]{3})+([.,][0-9]*)?)");

  static Oddity of(String word, byte mark) {
    if (isInfinity(word)) {
      return INFINITE;
    }
    if (NUMBER.matcher(word).matches()) {
      return isGrouped(word)
          ? GROUPED
          : word.indexOf(mark == '.' ? ',' : '.') >= 0 ? OTHER_MARK : HUGE;
    }
    return isGrouped(word) ? GROUPED : WORD;
  }

  static boolean isInfinity(String word) {
    return INFINITY.matcher(word).matches();
  }

  /** Whether a number reads as one with grouped digits; 1,234 may be one, 1,23 is none. */
  static boolean isGrouped(String word) {
    return GROUPS.matcher(word).matches();
  }

  /** Whether it is a number, though not one that can be taken. */
  boolean isNumber() {
    return this != WORD;
  }

  /**
   * Says what is wrong with a field of a column of numbers.
   *
   * @param field "column 'x' holds 'y'"
   * @param ofWord how the sentence goes on if the field is a word
   * @param mark the decimal mark of the file
   */
  String complaint(String field, String ofWord, byte mark) {
    String marks = mark == '.' ? "points" : "commas";
    return field
        + switch (this) {
          case WORD -> ofWord;
          case INFINITE -> "; values must be finite, or missing";
          case HUGE -> ", which is beyond the range of numbers (1.8e308)";
          case GROUPED -> "; write numbers without thousands separators, or name the decimal mark";
          case OTHER_MARK ->
              " in a file with decimal "
                  + marks
                  + "; write all numbers alike, or name the decimal"
                  + " mark";
        };
  }
}
