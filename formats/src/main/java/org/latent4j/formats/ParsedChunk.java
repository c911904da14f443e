package org.latent4j.formats;

import java.util.Arrays;

/** The cells of a piece of text, collected row by row, with what was noticed on the way. */
final class ParsedChunk {

  /**
   * An error.
   *
   * @param line from 1 in this piece
   * @param text what is wrong there
   */
  record Problem(int line, String text) {}

  final double[] values;
  final Words words = new Words();
  final Profile profile;
  final int[] decimals;
  final long[] missingTokens;
  int rows;
  int lines;
  int blankLines;
  boolean marked;
  @org.jspecify.annotations.Nullable Problem problem;
  int wordCount;
  int[] wordCells = new int[16];
  int[] wordLines = new int[16];

  private final int columns;

  ParsedChunk(int columns, int capacity, int missingTokens) {
    this.columns = columns;
    values = new double[Math.multiplyExact(columns, capacity)];
    profile = new Profile(columns);
    decimals = new int[columns];
    this.missingTokens = new long[missingTokens];
  }

  /** Puts a word into a cell of the row that is being read. */
  void word(int column, String word, int line) {
    if (wordCount == wordCells.length) {
      wordCells = Arrays.copyOf(wordCells, 2 * wordCount);
      wordLines = Arrays.copyOf(wordLines, 2 * wordCount);
    }
    int cell = rows * columns + column;
    values[cell] = Words.cell(words.code(word));
    wordCells[wordCount] = cell;
    wordLines[wordCount++] = line;
  }
}
