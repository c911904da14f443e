package org.latent4j.formats;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.latent4j.data.DataFormatException;

/** Cuts a delimited text into pieces of whole records, so that they may be parsed on their own. */
final class Chunks {

  /** Size of a piece; it grows only for a longer record. */
  static final int CHUNK_BYTES = 1 << 20;

  /** No record of a table is longer than this. */
  static final int LONGEST_RECORD = 1 << 28;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long QUOTES = 0x2222222222222222L;
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  private final String source;
  private final InputStream in;
  private final byte delimiter;
  private final boolean bareReturns;
  private byte[] buffer;
  private int filled;
  private boolean ended;
  private boolean first = true;

  /**
   * Prepares to cut.
   *
   * @param source name of the file
   * @param head its beginning, without a byte order mark
   * @param in the rest of it
   * @param delimiter between fields
   */
  Chunks(String source, byte[] head, InputStream in, byte delimiter) {
    this.source = source;
    this.in = in;
    this.delimiter = delimiter;
    this.bareReturns = indexOf(head, (byte) '\n') < 0 && indexOf(head, (byte) '\r') >= 0;
    buffer = Arrays.copyOf(head, Math.max(head.length, CHUNK_BYTES) + 1);
    filled = head.length;
    convertReturns(0);
  }

  /**
   * The next piece.
   *
   * @return nothing at the end of the file
   * @throws DataFormatException if a record is longer than any sensible one
   */
  Optional<Chunk> next() throws IOException {
    while (true) {
      fill();
      if (filled == 0) {
        return Optional.empty();
      }
      Cut cut = cut();
      if (cut.end > 0 || ended) {
        return Optional.of(take(cut));
      }
      if (buffer.length > LONGEST_RECORD) {
        throw new DataFormatException(
            "'"
                + source
                + "' has a record of more than "
                + (LONGEST_RECORD >> 20)
                + " MiB; is a quote not closed, or is it no table?");
      }
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
  }

  private void fill() throws IOException {
    while (!ended && filled < buffer.length - 1) {
      int count = in.read(buffer, filled, buffer.length - 1 - filled);
      if (count < 0) {
        ended = true;
      } else {
        filled += count;
        convertReturns(filled - count);
      }
    }
  }

  private Chunk take(Cut cut) {
    int end = ended ? filled : cut.end;
    byte[] rest = Arrays.copyOfRange(buffer, end, filled);
    byte[] bytes = buffer;
    int length = end;
    if (bytes[length - 1] != '\n') {
      bytes[length++] = '\n';
    }
    buffer = Arrays.copyOf(rest, Math.max(rest.length, CHUNK_BYTES) + 1);
    filled = rest.length;
    Chunk chunk = new Chunk(bytes, length, cut.quoted, ended ? cut.openQuote : -1, first);
    first = false;
    return chunk;
  }

  /** Where whole records end; 0 if none does. */
  private record Cut(int end, boolean quoted, int openQuote) {}

  private Cut cut() {
    if (!hasQuote(buffer, filled)) {
      int end = filled;
      while (end > 0 && buffer[end - 1] != '\n') {
        end--;
      }
      return new Cut(end, false, -1);
    }
    int end = 0;
    int openQuote = -1; // where the quoted field begins that is being read
    int closed = -2; // where the last quoted field ended
    int begin = -1;
    boolean blank = true; // whether a quote would open a quoted field here
    for (int i = 0; i < filled; i++) {
      byte c = buffer[i];
      if (openQuote >= 0) {
        if (c == '"') {
          openQuote = -1;
          closed = i;
        }
      } else if (c == '\n') {
        end = i + 1;
        blank = true;
      } else if (c == delimiter) {
        blank = true;
      } else if (c == '"' && closed == i - 1) {
        openQuote = begin; // two quotes in a quoted field stand for one
      } else if (c == '"' && blank) {
        openQuote = i;
        begin = i;
        blank = false;
      } else if (c < 0 || c > ' ') {
        blank = false;
      }
    }
    return new Cut(end, true, openQuote);
  }

  private void convertReturns(int from) {
    for (int i = from; bareReturns && i < filled; i++) {
      if (buffer[i] == '\r') {
        buffer[i] = '\n';
      }
    }
  }

  private static int indexOf(byte[] bytes, byte value) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == value) {
        return i;
      }
    }
    return -1;
  }

  /** Looks for a quotation mark, eight bytes at a time: a zero byte of the difference is one. */
  private static boolean hasQuote(byte[] bytes, int length) {
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      long difference = (long) LONGS.get(bytes, i) ^ QUOTES;
      if (((difference - ONES) & ~difference & HIGHS) != 0) {
        return true;
      }
    }
    for (; i < length; i++) {
      if (bytes[i] == '"') {
        return true;
      }
    }
    return false;
  }
}
