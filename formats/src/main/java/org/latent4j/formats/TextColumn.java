package org.latent4j.formats;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The cells of one column, as numbers or as words. */
final class TextColumn {

  private final double[] cells;
  private final Words words;

  /**
   * Takes the cells.
   *
   * @param cells numbers, words as {@link Words#cell} makes them, NaN where missing
   * @param words what the cells' words are
   */
  TextColumn(double[] cells, Words words) {
    this.cells = cells;
    this.words = words;
  }

  /** A column of words, missing where a word is empty. */
  static TextColumn ofWords(List<String> texts) {
    Words words = new Words();
    double[] cells = new double[texts.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = texts.get(i).isEmpty() ? Double.NaN : Words.cell(words.code(texts.get(i)));
    }
    return new TextColumn(cells, words);
  }

  /** How many cells are words. */
  long wordCount() {
    return Arrays.stream(cells).filter(c -> Words.code(c) >= 0).count();
  }

  /** The cells as they are. */
  double[] cells() {
    return cells;
  }

  /** Whether a cell holds neither a number nor a word. */
  boolean isMissing(int row) {
    return Double.isNaN(cells[row]) && Words.code(cells[row]) < 0;
  }

  /** A cell as text; empty where missing. */
  String text(int row) {
    int code = Words.code(cells[row]);
    return code >= 0 ? words.word(code) : Double.isNaN(cells[row]) ? "" : Words.spelled(cells[row]);
  }

  /**
   * The distinct texts, sorted.
   *
   * @param most how many are wanted
   * @return none if there are more
   */
  List<String> levels(int most) {
    Set<String> levels = new TreeSet<>();
    addLevels(levels, most);
    return levels.size() > most ? List.of() : List.copyOf(levels);
  }

  /** Adds the distinct texts to others, as long as they are not more than wanted. */
  void addLevels(Set<String> levels, int most) {
    for (int i = 0; i < cells.length && levels.size() <= most; i++) {
      if (!isMissing(i)) {
        levels.add(text(i));
      }
    }
  }

  /** For each row the index of its text among levels, NaN where missing. */
  double[] indices(List<String> levels) {
    Map<String, Integer> index = new HashMap<>();
    levels.forEach(level -> index.put(level, index.size()));
    double[] indices = new double[cells.length];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = isMissing(i) ? Double.NaN : index.get(text(i));
    }
    return indices;
  }

  /** Whether no two cells are alike, and none is missing. */
  boolean isDistinct() {
    long[] bits = new long[cells.length];
    for (int i = 0; i < bits.length; i++) {
      if (isMissing(i)) {
        return false;
      }
      bits[i] = Double.doubleToRawLongBits(cells[i] + 0.0);
    }
    Arrays.sort(bits);
    for (int i = 1; i < bits.length; i++) {
      if (bits[i] == bits[i - 1]) {
        return false;
      }
    }
    return true;
  }

  /** The texts of some rows, or of all. */
  List<String> texts(int... rows) {
    return new AbstractList<>() {
      @Override
      public String get(int i) {
        return text(rows.length == 0 ? i : rows[i]);
      }

      @Override
      public int size() {
        return rows.length == 0 ? cells.length : rows.length;
      }
    };
  }
}
