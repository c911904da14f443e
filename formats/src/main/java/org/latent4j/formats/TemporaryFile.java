package org.latent4j.formats;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Bytes that are too many for memory, in a file without a name: it is deleted as soon as it is open
 * where the system allows that, so that nothing is left however the program ends, or else when the
 * program ends. Its mapping stays good after it is closed.
 */
final class TemporaryFile implements Closeable {

  /** log₂ of the bytes in one mapping. */
  static final int MAP_SHIFT = 30;

  private static final long CHECK_BYTES = 64L << 20;
  private static final double GIB = 1L << 30;

  private final Path folder;
  private final String content;
  private final FileChannel channel;
  private long size;
  private long checkedUpTo;

  /**
   * Makes an empty file.
   *
   * @param folder where
   * @param content the name of what it holds, for messages
   * @throws IOException if the folder cannot be written to
   */
  TemporaryFile(Path folder, String content) throws IOException {
    this.folder = folder;
    this.content = content;
    Path file = Files.createTempFile(folder, "latent4j-", ".rows");
    channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      Files.delete(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }

  /**
   * Adds bytes.
   *
   * @param bytes all that remain are taken
   * @throws FileSystemException if the disk has no room left for them
   */
  void append(ByteBuffer bytes) throws IOException {
    requireRoom(bytes.remaining());
    try {
      while (bytes.hasRemaining()) {
        size += channel.write(bytes, size);
      }
    } catch (IOException e) {
      FileSystemException full = full();
      full.initCause(e);
      throw full;
    }
  }

  /** Refuses bytes that the disk has no room for; it is asked every 64 MiB. */
  void requireRoom(long bytes) throws IOException {
    if (size + bytes > checkedUpTo) {
      checkedUpTo = size + Math.max(bytes, CHECK_BYTES);
      if (Files.getFileStore(folder).getUsableSpace() < checkedUpTo - size) {
        throw full();
      }
    }
  }

  private FileSystemException full() {
    return new FileSystemException(
        folder.toString(),
        null,
        String.format(
            Locale.ROOT,
            "No space left for the numbers of '%s', which are more than memory holds (%.1f GiB so"
                + " far); name another folder by --temp-folder, or raise the memory limit",
            content,
            size / GIB));
  }

  /**
   * Reads bytes that were written.
   *
   * @param at where they begin
   * @param target is filled
   */
  void read(long at, ByteBuffer target) throws IOException {
    for (long from = at; target.hasRemaining(); ) {
      from += channel.read(target, from);
    }
  }

  /** Writes over bytes that are there. */
  void replace(long at, ByteBuffer bytes) throws IOException {
    for (long to = at; bytes.hasRemaining(); ) {
      to += channel.write(bytes, to);
    }
  }

  long size() {
    return size;
  }

  /** All bytes, in pieces of 2^{@link #MAP_SHIFT}. */
  List<ByteBuffer> map() throws IOException {
    List<ByteBuffer> segments = new ArrayList<>();
    for (long at = 0; at < size; at += 1L << MAP_SHIFT) {
      segments.add(
          channel.map(FileChannel.MapMode.READ_ONLY, at, Math.min(1L << MAP_SHIFT, size - at)));
    }
    return segments;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
