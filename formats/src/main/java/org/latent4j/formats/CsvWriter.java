package org.latent4j.formats;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.latent4j.data.AtomicFile;
import org.latent4j.linalg.Matrix;

/**
 * Writes a table with a header as comma-separated text, UTF-8, row after row. A number is written
 * with the fewest digits that read back as the same double; NaN, a missing value, is an empty
 * field, and infinity is {@code inf}. A word is quoted where it must be. A word that a spreadsheet
 * would run as a formula (one that begins with {@code = + - @}, tab or return, and is no number)
 * gets an apostrophe before it. Not thread-safe.
 */
public final class CsvWriter {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int LONGEST_NUMBER = 32;

  private final OutputStream out;
  private final int columns;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int filled;
  private int column;

  private CsvWriter(OutputStream out, List<String> names) {
    this.out = out;
    columns = names.size();
  }

  /** The rows of a table, as they are wanted. */
  @FunctionalInterface
  public interface Rows {

    /**
     * Writes all of them.
     *
     * @param csv takes the cells, row after row
     * @throws IOException if they cannot be written
     */
    void writeTo(CsvWriter csv) throws IOException;
  }

  /**
   * Writes a file as a whole or not at all.
   *
   * @param file its name; an older one is replaced
   * @param names of the columns
   * @param rows the cells
   * @throws IOException if the file cannot be written; the text says why
   */
  public static void write(Path file, List<String> names, Rows rows) throws IOException {
    AtomicFile.write(file, out -> write(out, names, rows));
  }

  /**
   * Writes to a stream, which is flushed and left open.
   *
   * @param out takes the text
   * @param names of the columns, at least one
   * @param rows the cells
   * @throws IOException if the stream cannot be written
   * @throws IllegalArgumentException if there are no columns
   */
  public static void write(OutputStream out, List<String> names, Rows rows) throws IOException {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("names must not be empty");
    }
    CsvWriter csv = new CsvWriter(out, names);
    for (String name : names) {
      csv.add(name);
    }
    csv.endRow();
    rows.writeTo(csv);
    csv.finish();
  }

  /**
   * Writes a table of numbers to a file.
   *
   * @param file its name; an older one is replaced
   * @param names of the columns
   * @param values one column for each name
   * @throws IOException if the file cannot be written; the text says why
   */
  public static void write(Path file, List<String> names, Matrix values) throws IOException {
    write(file, names, csv -> csv.addRows(values));
  }

  /**
   * Adds a number to the row.
   *
   * @param value finite, infinite or NaN
   * @return this
   * @throws IOException if the stream cannot be written
   */
  public CsvWriter add(double value) throws IOException {
    separate();
    if (Double.isFinite(value)) {
      ascii(text(value));
    } else if (Double.isInfinite(value)) {
      ascii(value > 0 ? "inf" : "-inf");
    } else if (columns == 1) {
      ascii("\"\""); // an empty line would be none
    }
    return this;
  }

  /**
   * Adds a whole number to the row.
   *
   * @param value any
   * @return this
   * @throws IOException if the stream cannot be written
   */
  public CsvWriter add(long value) throws IOException {
    separate();
    ascii(Long.toString(value));
    return this;
  }

  /**
   * Adds a word to the row.
   *
   * @param word any text
   * @return this
   * @throws IOException if the stream cannot be written
   */
  public CsvWriter add(String word) throws IOException {
    separate();
    String safe = isFormula(word) ? "'" + word : word;
    boolean quoted =
        safe.isEmpty()
            ? columns == 1
            : safe.charAt(0) <= ' '
                || safe.charAt(safe.length() - 1) <= ' '
                || safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    String field = quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    bytes(field.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /**
   * Adds the entries of a row of a matrix to the row, which others may go before or follow.
   *
   * @param values a matrix
   * @param row its row
   * @return this
   * @throws IOException if the stream cannot be written
   */
  public CsvWriter addAll(Matrix values, int row) throws IOException {
    for (int j = 0; j < values.columns(); j++) {
      add(values.get(row, j));
    }
    return this;
  }

  /**
   * Writes whole rows.
   *
   * @param values one column for each name
   * @return this
   * @throws IOException if the stream cannot be written
   */
  public CsvWriter addRows(Matrix values) throws IOException {
    for (int i = 0; i < values.rows(); i++) {
      addAll(values, i).endRow();
    }
    return this;
  }

  /**
   * Ends the row.
   *
   * @throws IOException if the stream cannot be written
   * @throws IllegalStateException if the row has fewer cells than there are columns
   */
  public void endRow() throws IOException {
    if (column != columns) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "a row must have %d cells, got %d", columns, column));
    }
    column = 0;
    room(1);
    buffer[filled++] = '\n';
  }

  private void finish() throws IOException {
    if (column != 0) {
      throw new IllegalStateException("the last row must be ended, it has " + column + " cells");
    }
    out.write(buffer, 0, filled);
    out.flush();
  }

  private void separate() throws IOException {
    if (column == columns) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "a row must have %d cells, got more", columns));
    }
    room(LONGEST_NUMBER);
    if (column++ > 0) {
      buffer[filled++] = ',';
    }
  }

  /** The shortest decimal of a finite number, without a fraction of zero. */
  static String text(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return value == 0 && 1 / value < 0 ? "-0" : Long.toString((long) value);
    }
    String text = DoubleToDecimal.toString(value);
    int exponent = text.indexOf('E');
    if (exponent < 0) {
      return text;
    }
    String mantissa = text.substring(0, exponent);
    return (mantissa.endsWith(".0") ? mantissa.substring(0, mantissa.length() - 2) : mantissa)
        + "e"
        + text.substring(exponent + 1);
  }

  private static boolean isFormula(String word) {
    if (word.isEmpty() || "=+-@\t\r".indexOf(word.charAt(0)) < 0) {
      return false;
    }
    byte[] bytes = (word + "\n").getBytes(StandardCharsets.UTF_8);
    NumberScanner scanner = new NumberScanner((byte) '.');
    return Double.isNaN(scanner.scan(bytes, 0)) || scanner.end() != bytes.length - 1;
  }

  private void ascii(String text) throws IOException {
    room(text.length());
    for (int i = 0; i < text.length(); i++) {
      buffer[filled++] = (byte) text.charAt(i);
    }
  }

  private void bytes(byte[] bytes) throws IOException {
    room(bytes.length);
    System.arraycopy(bytes, 0, buffer, filled, bytes.length);
    filled += bytes.length;
  }

  private void room(int count) throws IOException {
    if (filled + count > buffer.length) {
      out.write(buffer, 0, filled);
      filled = 0;
      if (count > buffer.length) {
        buffer = new byte[count];
      }
    }
  }
}
