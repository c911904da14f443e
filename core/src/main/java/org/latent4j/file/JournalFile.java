package org.latent4j.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import org.latent4j.model.FitJournal;
import org.latent4j.model.ModelFormatException;

/**
 * A {@link FitJournal} in a file. Each pass is written as it ends, so that even a program that is
 * killed loses no more than the pass it was in. Only passes that took much longer than writing them
 * are kept; the others are made again. The file begins with a key, which tells the fit that it
 * belongs to; it is made with the first pass that is kept.
 *
 * <p>All is little-endian: 8 bytes {@code L4JJRNL1}, 32 bytes of key; then for each pass its number
 * from 0, its rows, the length n of what it counted (8 bytes each), n doubles, and the CRC-32 of
 * all these (8 bytes). A last pass that is cut off is passed over and written again.
 */
public final class JournalFile implements FitJournal, Closeable {

  private static final byte[] MAGIC = "L4JJRNL1".getBytes(StandardCharsets.US_ASCII);
  private static final int KEY_HEX_DIGITS = 64;
  private static final int HEADER_BYTES = 8 + KEY_HEX_DIGITS / 2;
  private static final int PREFIX_BYTES = 3 * Long.BYTES;

  /** A pass that takes less is made again as quickly as it is read. */
  private static final long LEAST_NANOSECONDS = 20_000_000;

  private static final long NANOSECONDS_PER_BYTE = 20;

  private final Path file;
  private final byte[] key;
  private final boolean everything;
  private Optional<FileChannel> channel = Optional.empty();
  private Optional<Entry> waiting = Optional.empty();
  private Optional<IOException> failure = Optional.empty();
  private long number = -1;
  private long known;

  /** A pass that was kept, in a class because of its array. */
  private static final class Entry {
    final long number;
    final long rows;
    final double[] counted;

    Entry(long number, long rows, double[] counted) {
      this.number = number;
      this.rows = rows;
      this.counted = counted;
    }
  }

  private JournalFile(Path file, String key, boolean everything) {
    if (key.length() != KEY_HEX_DIGITS) {
      throw new IllegalArgumentException("key must have 64 hexadecimal digits, got " + key);
    }
    this.file = file;
    this.key = HexFormat.of().parseHex(key);
    this.everything = everything;
  }

  /**
   * The journal of a fit that begins.
   *
   * @param file where it goes; an older one is replaced with the first pass that is kept
   * @param key 64 hexadecimal digits, other ones for rows, options or a seed that are others
   * @return an empty journal
   */
  public static JournalFile begin(Path file, String key) {
    return new JournalFile(file, key, false);
  }

  /** The same, which keeps passes however quick they are. */
  static JournalFile keepingAll(Path file, String key) {
    return new JournalFile(file, key, true);
  }

  /**
   * The journal of a fit that was interrupted.
   *
   * @param file what it left
   * @param key of the fit that is to go on
   * @return the journal, which will be written on
   * @throws IOException if the file is not there or cannot be read
   * @throws ModelFormatException if it is no journal
   * @throws IllegalArgumentException if it belongs to another fit
   */
  public static JournalFile resume(Path file, String key) throws IOException {
    JournalFile journal = new JournalFile(file, key, false);
    journal.open();
    return journal;
  }

  private void open() throws IOException {
    FileChannel opened = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    channel = Optional.of(opened);
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    if (!fill(opened, header)
        || !Arrays.equals(Arrays.copyOf(header.array(), MAGIC.length), MAGIC)) {
      opened.close();
      throw new ModelFormatException("'" + file + "' is not the journal of a fit");
    }
    if (!Arrays.equals(Arrays.copyOfRange(header.array(), MAGIC.length, HEADER_BYTES), key)) {
      opened.close();
      throw new IllegalArgumentException(
          "'"
              + file
              + "' is the journal of another fit; resume with the rows, options, seed and version"
              + " of the fit that was interrupted, or begin anew");
    }
    read(opened);
  }

  /** Reads the pass that follows; where there is none, the file is written on from there. */
  private void read(FileChannel from) throws IOException {
    long at = from.position();
    ByteBuffer prefix = buffer(PREFIX_BYTES);
    waiting = Optional.empty();
    if (fill(from, prefix)) {
      prefix.flip();
      long entry = prefix.getLong();
      long rows = prefix.getLong();
      long length = prefix.getLong();
      if (length >= 0 && length <= (from.size() - from.position()) / Double.BYTES) {
        ByteBuffer body = buffer(Math.toIntExact((length + 1) * Double.BYTES));
        if (fill(from, body)) {
          body.flip();
          double[] counted = new double[(int) length];
          for (int i = 0; i < counted.length; i++) {
            counted[i] = body.getDouble();
          }
          if (body.getLong() == checksum(prefix, body, counted.length)) {
            waiting = Optional.of(new Entry(entry, rows, counted));
            return;
          }
        }
      }
    }
    from.truncate(at);
    from.position(at);
  }

  private static boolean fill(FileChannel from, ByteBuffer target) throws IOException {
    while (target.hasRemaining()) {
      if (from.read(target) < 0) {
        return false;
      }
    }
    return true;
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static long checksum(ByteBuffer prefix, ByteBuffer body, int numbers) {
    CRC32 crc = new CRC32();
    crc.update(prefix.duplicate().rewind());
    crc.update(body.duplicate().rewind().limit(numbers * Double.BYTES));
    return crc.getValue();
  }

  @Override
  public Optional<double[]> next(long rows, long length) {
    number++;
    if (waiting.isEmpty() || waiting.get().number > number) {
      return Optional.empty();
    }
    Entry entry = waiting.get();
    if (entry.number != number || entry.rows != rows || entry.counted.length > length) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "pass %d of the fit visits %d rows for at most %d numbers, but '%s' has pass %d of %d rows"
                  + " and %d numbers; begin anew",
              number,
              rows,
              length,
              file,
              entry.number,
              entry.rows,
              entry.counted.length));
    }
    try {
      read(channel.orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    known++;
    return Optional.of(entry.counted);
  }

  @Override
  public void keep(long rows, double[] counted, long nanoseconds) {
    boolean slow =
        nanoseconds >= LEAST_NANOSECONDS + NANOSECONDS_PER_BYTE * Double.BYTES * counted.length;
    if (failure.isPresent() || waiting.isPresent() || !(slow || everything)) {
      return;
    }
    try {
      write(rows, counted);
    } catch (IOException e) {
      failure = Optional.of(e);
    }
  }

  private void write(long rows, double[] counted) throws IOException {
    createIfAbsent();
    ByteBuffer prefix = buffer(PREFIX_BYTES).putLong(number).putLong(rows);
    prefix.putLong(counted.length).flip();
    ByteBuffer body = buffer(Math.multiplyExact(counted.length + 1, Double.BYTES));
    for (double value : counted) {
      body.putDouble(value);
    }
    body.putLong(checksum(prefix, body, counted.length)).flip();
    write(prefix);
    write(body);
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.orElseThrow().write(bytes);
    }
  }

  /**
   * Makes the file if no pass was worth keeping yet, so that there is one to resume from.
   *
   * @throws IOException if it cannot be made
   */
  public void createIfAbsent() throws IOException {
    if (channel.isEmpty()) {
      channel =
          Optional.of(
              FileChannel.open(
                  file,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE));
      write(ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).put(key).flip());
    }
  }

  /**
   * How many passes were taken from the file instead of being made.
   *
   * @return a count
   */
  public long passesKnown() {
    return known;
  }

  /**
   * Why passes are no longer kept, if the file could not be written.
   *
   * @return the failure, or nothing
   */
  public Optional<IOException> failure() {
    return failure;
  }

  /**
   * Deletes the file: the fit has come to its end.
   *
   * @throws IOException if that fails
   */
  public void delete() throws IOException {
    if (channel.isPresent()) {
      close();
      Files.deleteIfExists(file);
    }
  }

  /**
   * Closes the file and leaves it.
   *
   * @throws IOException if that fails
   */
  @Override
  public void close() throws IOException {
    if (channel.isPresent()) {
      channel.get().close();
    }
  }
}
