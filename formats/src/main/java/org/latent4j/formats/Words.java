package org.latent4j.formats;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The distinct words of a text, numbered as they come. In a table of doubles a word is a NaN that
 * carries its number in the low bits; a missing value is the plain NaN.
 */
final class Words {

  private static final long PLAIN = 0x7ff8_0000_0000_0000L;

  private final Map<String, Integer> codes = new HashMap<>();
  private final List<String> words = new ArrayList<>();

  /** The number of a word, a new one if it is seen for the first time. */
  int code(String word) {
    Integer code = codes.putIfAbsent(word, words.size());
    if (code == null) {
      words.add(word);
      return words.size() - 1;
    }
    return code;
  }

  String word(int code) {
    return words.get(code);
  }

  int size() {
    return words.size();
  }

  /** The cell that holds a word. */
  static double cell(int code) {
    return Double.longBitsToDouble(PLAIN | (code + 1L));
  }

  /** The number of the word in a cell, or -1 where there is none. */
  static int code(double cell) {
    return Double.isNaN(cell) ? (int) (Double.doubleToRawLongBits(cell) & 0xFFFF_FFFFL) - 1 : -1;
  }

  /** What a number is called where words are expected: as a whole number if it is one. */
  static String spelled(double number) {
    return number == Math.rint(number) && Math.abs(number) < 0x1p63
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
