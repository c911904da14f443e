package org.latent4j.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.latent4j.data.AtomicFile;
import org.latent4j.linalg.Matrix;

/**
 * Writes NumPy arrays, version 1 of the format: doubles ({@code <f8}) or whole numbers ({@code
 * <i4}), row after row. The number of rows is told before the first of them. Not thread-safe.
 */
public final class NpyWriter {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int HEADER_UNIT = 64;
  private static final int PREFIX_BYTES = 10;

  private final OutputStream out;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final long expected;
  private final int columns;
  private long count;

  private NpyWriter(OutputStream out, long rows, int columns) {
    this.out = out;
    this.columns = columns;
    expected = rows * columns;
  }

  /** The rows of an array, as they are wanted. */
  @FunctionalInterface
  public interface Rows {

    /**
     * Writes all of them.
     *
     * @param npy takes the numbers, row after row
     * @throws IOException if they cannot be written
     */
    void writeTo(NpyWriter npy) throws IOException;
  }

  /**
   * Writes a matrix to a file, as a whole or not at all.
   *
   * @param file its name; an older one is replaced
   * @param values n×d
   * @throws IOException if the file cannot be written; the text says why
   */
  public static void write(Path file, Matrix values) throws IOException {
    write(file, values.rows(), values.columns(), npy -> npy.add(values));
  }

  /**
   * Writes whole numbers to a file, such as the clusters of rows, as a whole or not at all.
   *
   * @param file its name; an older one is replaced
   * @param values n numbers; the array has one axis
   * @throws IOException if the file cannot be written; the text says why
   */
  public static void write(Path file, int[] values) throws IOException {
    AtomicFile.write(file, out -> write(out, values));
  }

  /**
   * Writes rows to a file as they come, as a whole or not at all.
   *
   * @param file its name; an older one is replaced
   * @param rows n
   * @param columns d
   * @param content adds n·d numbers
   * @throws IOException if the file cannot be written; the text says why
   */
  public static void write(Path file, long rows, int columns, Rows content) throws IOException {
    AtomicFile.write(file, out -> write(out, rows, columns, content));
  }

  /**
   * Writes rows to a stream as they come. It is flushed and left open.
   *
   * @param out takes the bytes
   * @param rows n, at least 0
   * @param columns d, at least 0
   * @param content adds n·d numbers
   * @throws IOException if the stream cannot be written
   * @throws IllegalStateException if more or fewer numbers were added
   */
  public static void write(OutputStream out, long rows, int columns, Rows content)
      throws IOException {
    NpyWriter npy = new NpyWriter(out, rows, columns);
    out.write(header("<f8", rows + ", " + columns));
    content.writeTo(npy);
    npy.finish();
  }

  /**
   * Writes whole numbers to a stream, which is flushed and left open.
   *
   * @param out takes the bytes
   * @param values n numbers; the array has one axis
   * @throws IOException if the stream cannot be written
   */
  public static void write(OutputStream out, int[] values) throws IOException {
    NpyWriter npy = new NpyWriter(out, values.length, 1);
    out.write(header("<i4", values.length + ","));
    for (int value : values) {
      npy.room(Integer.BYTES);
      npy.buffer.putInt(value);
      npy.count++;
    }
    npy.finish();
  }

  /**
   * Adds the rows of a matrix.
   *
   * @param block any number of rows, d columns
   * @return this
   * @throws IOException if the stream cannot be written
   * @throws IllegalArgumentException if the matrix has another number of columns
   */
  public NpyWriter add(Matrix block) throws IOException {
    if (block.columns() != columns) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "block must have %d columns, got %d", columns, block.columns()));
    }
    for (int i = 0; i < block.rows(); i++) {
      for (int j = 0; j < columns; j++) {
        add(block.get(i, j));
      }
    }
    return this;
  }

  /**
   * Adds one number.
   *
   * @param value any
   * @return this
   * @throws IOException if the stream cannot be written
   */
  public NpyWriter add(double value) throws IOException {
    room(Double.BYTES);
    buffer.putDouble(value);
    count++;
    return this;
  }

  private void room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      out.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
  }

  private void finish() throws IOException {
    if (count != expected) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "%d numbers must be added, got %d", expected, count));
    }
    out.write(buffer.array(), 0, buffer.position());
    out.flush();
  }

  /** The header, filled with spaces so that the numbers begin at a multiple of 64 bytes. */
  private static byte[] header(String type, String shape) {
    String dictionary =
        "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
    int needed = PREFIX_BYTES + dictionary.length() + 1;
    int length = (needed + HEADER_UNIT - 1) / HEADER_UNIT * HEADER_UNIT;
    ByteBuffer header = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    header.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    header.putShort((short) (length - PREFIX_BYTES));
    header.put(dictionary.getBytes(StandardCharsets.ISO_8859_1));
    while (header.remaining() > 1) {
      header.put((byte) ' ');
    }
    header.put((byte) '\n');
    return header.array();
  }
}
