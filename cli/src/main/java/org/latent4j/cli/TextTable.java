package org.latent4j.cli;

import java.util.ArrayList;
import java.util.List;

/** A table for people: columns aligned, words to the left and numbers to the right. */
final class TextTable {

  private static final String GAP = "  ";

  private final List<String> headings;
  private final List<Boolean> numeric;
  private final List<List<String>> rows = new ArrayList<>();

  private TextTable(List<String> headings, List<Boolean> numeric) {
    this.headings = headings;
    this.numeric = numeric;
  }

  /**
   * An empty table.
   *
   * @param headings one per column; a column whose heading begins with ">" is aligned to the right
   */
  static TextTable of(String... headings) {
    List<String> names = new ArrayList<>();
    List<Boolean> numeric = new ArrayList<>();
    for (String heading : headings) {
      numeric.add(heading.startsWith(">"));
      names.add(heading.startsWith(">") ? heading.substring(1) : heading);
    }
    return new TextTable(names, numeric);
  }

  /** Adds a row of as many cells as there are headings. */
  TextTable row(String... cells) {
    if (cells.length != headings.size()) {
      throw new IllegalArgumentException(
          "a row must have " + headings.size() + " cells, got " + cells.length);
    }
    List<String> safe = new ArrayList<>(cells.length);
    for (String cell : cells) {
      safe.add(Text.printable(cell));
    }
    rows.add(safe);
    return this;
  }

  /** The lines of the table, headings first, each ended. */
  @Override
  public String toString() {
    int[] widths = new int[headings.size()];
    widen(widths, headings);
    rows.forEach(row -> widen(widths, row));
    StringBuilder text = new StringBuilder();
    append(text, widths, headings);
    rows.forEach(row -> append(text, widths, row));
    return text.toString();
  }

  private static void widen(int[] widths, List<String> cells) {
    for (int j = 0; j < widths.length; j++) {
      widths[j] = Math.max(widths[j], width(cells.get(j)));
    }
  }

  private void append(StringBuilder text, int[] widths, List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int j = 0; j < widths.length; j++) {
      String cell = cells.get(j);
      String space = " ".repeat(widths[j] - width(cell));
      line.append(GAP).append(numeric.get(j) ? space + cell : cell + space);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
