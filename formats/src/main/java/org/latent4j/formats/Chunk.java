package org.latent4j.formats;

/**
 * Whole records of a delimited text.
 *
 * @param bytes of the records; the last one ends with a line feed
 * @param length how many bytes count
 * @param quoted whether there is a quotation mark
 * @param openQuote where a quote begins that the file does not end, or -1
 * @param first whether it is the beginning of the file
 */
record Chunk(byte[] bytes, int length, boolean quoted, int openQuote, boolean first) {

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
