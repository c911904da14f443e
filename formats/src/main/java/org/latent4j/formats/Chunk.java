package org.latent4j.formats;

/** Whole records of a delimited text. */
final class Chunk {

  private final byte[] bytes;
  private final int length;
  private final boolean quoted;
  private final int openQuote;
  private final boolean first;

  /**
   * Takes the bytes.
   *
   * @param bytes of the records; the last one ends with a line feed
   * @param length how many bytes count
   * @param quoted whether there is a quotation mark
   * @param openQuote where a quote begins that the file does not end, or -1
   * @param first whether it is the beginning of the file
   */
  Chunk(byte[] bytes, int length, boolean quoted, int openQuote, boolean first) {
    this.bytes = bytes;
    this.length = length;
    this.quoted = quoted;
    this.openQuote = openQuote;
    this.first = first;
  }

  /** The records, and perhaps something after them. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Whether there is a quotation mark. */
  boolean isQuoted() {
    return quoted;
  }

  /** Where a quote begins that the file does not end, or -1. */
  int openQuote() {
    return openQuote;
  }

  /** Whether it is the beginning of the file. */
  boolean isFirst() {
    return first;
  }

  /** The same with runs of spaces made one. */
  Chunk collapsed() {
    byte[] copy = bytes.clone();
    return new Chunk(copy, collapseSpaces(copy, length), quoted, openQuote, first);
  }

  /** How many lines end in it. */
  int lines() {
    return lines(length);
  }

  /** How many lines end before an index. */
  int lines(int end) {
    int lines = 0;
    for (int i = 0; i < end; i++) {
      if (bytes[i] == '\n') {
        lines++;
      }
    }
    return lines;
  }

  /** How many carriage returns end a record by themselves, if they are not quoted. */
  int bareReturns() {
    int returns = 0;
    for (int i = 0; quoted && i + 1 < length; i++) {
      if (bytes[i] == '\r' && bytes[i + 1] != '\n') {
        returns++;
      }
    }
    return returns;
  }

  /**
   * Makes one space of each run of spaces outside quotes, and none of those at the ends of lines.
   *
   * @return the length that is left
   */
  static int collapseSpaces(byte[] b, int length) {
    int to = 0;
    boolean quoted = false;
    for (int i = 0; i < length; i++) {
      if (b[i] == '"') {
        quoted = !quoted;
      }
      if (quoted || b[i] != ' ') {
        if (!quoted && (b[i] == '\n' || b[i] == '\r') && to > 0 && b[to - 1] == ' ') {
          to--;
        }
        b[to++] = b[i];
      } else if (to > 0 && b[to - 1] != ' ' && b[to - 1] != '\n') {
        b[to++] = ' ';
      }
    }
    return to;
  }
}
