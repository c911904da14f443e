package org.latent4j.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;

/**
 * Writes a file as a whole or not at all. The bytes go to a temporary file in the same folder, are
 * forced to the disk, and take the file's name in one step; the folder is forced last, so that the
 * new name outlives a crash too. Until then an older file of that name stays as it was. When
 * anything fails, or the program is interrupted, the temporary file is removed.
 *
 * <p>A link is followed. A replaced file keeps its permissions. A device or a pipe, which cannot be
 * replaced, is written to directly.
 */
public final class AtomicFile {

  private static final int BUFFER_BYTES = 1 << 16;

  private AtomicFile() {}

  /** What a file shall hold. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes all of it.
     *
     * @param out buffered; closed by the caller
     * @throws IOException if writing fails, or the content cannot be had
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file.
   *
   * @param file its name; its folder exists
   * @param content what it shall hold
   * @throws IOException if the file cannot be written, in one sentence with its name and the
   *     reason; or what {@code content} throws, unchanged. The file is then as it was before.
   */
  public static void write(Path file, Content content) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    if (Files.isDirectory(target)) {
      throw new IOException(sentence(file, "it is a folder"));
    }
    if (Files.exists(target) && !Files.isWritable(target)) {
      throw new IOException(sentence(file, "permission denied"));
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      fill(file, target, content, StandardOpenOption.WRITE);
      return;
    }
    Path folder = target.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException(sentence(file, "there is no folder '" + folder + "'"));
    }
    replace(file, target, folder, content);
  }

  private static void replace(Path file, Path target, Path folder, Content content)
      throws IOException {
    Path temporary = folder.resolve(".latent-" + UUID.randomUUID() + ".tmp");
    Thread remover = new Thread(() -> removeQuietly(temporary), "remove " + temporary);
    remember(remover);
    try {
      fill(file, temporary, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try {
        copyPermissions(target, temporary);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw failure(file, e);
      }
    } finally {
      removeQuietly(temporary);
      forget(remover);
    }
    forceFolder(folder);
  }

  /** Writes and forces the content; every failure of the disk becomes a sentence. */
  private static void fill(Path file, Path target, Content content, StandardOpenOption... options)
      throws IOException {
    try (ChannelOutput channel = new ChannelOutput(file, target, options);
        OutputStream out = new BufferedOutputStream(channel, BUFFER_BYTES)) {
      content.writeTo(out);
      out.flush();
      if (Files.isRegularFile(target)) {
        channel.force();
      }
    }
  }

  private static void copyPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView target = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (target != null && Files.exists(from)) {
      target.setPermissions(Files.getPosixFilePermissions(from));
    }
  }

  /** Makes the new name durable. Some platforms cannot open a folder; there the move must do. */
  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      System.getLogger(AtomicFile.class.getName())
          .log(System.Logger.Level.DEBUG, "folder could not be forced to the disk", e);
    }
  }

  private static void removeQuietly(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      System.getLogger(AtomicFile.class.getName())
          .log(System.Logger.Level.WARNING, "temporary file could not be removed", e);
    }
  }

  private static void remember(Thread remover) {
    try {
      Runtime.getRuntime().addShutdownHook(remover);
    } catch (IllegalStateException e) {
      // The program is ending, and what is written now, such as a checkpoint, is waited for.
    }
  }

  private static void forget(Thread remover) {
    try {
      Runtime.getRuntime().removeShutdownHook(remover);
    } catch (IllegalStateException e) {
      // The program is ending: the remover runs, or has run, by itself.
    }
  }

  private static IOException failure(Path file, IOException cause) {
    String reason =
        cause instanceof AccessDeniedException
            ? "permission denied"
            : cause instanceof FileSystemException f && f.getReason() != null
                ? f.getReason()
                : String.valueOf(cause.getMessage());
    return new IOException(sentence(file, reason), cause);
  }

  private static String sentence(Path file, String reason) {
    return "cannot write '" + file + "': " + reason;
  }

  /** A file being written, which tells failures by the name the user knows. */
  private static final class ChannelOutput extends OutputStream {
    private final Path file;
    private final FileChannel channel;

    ChannelOutput(Path file, Path target, StandardOpenOption... options) throws IOException {
      this.file = file;
      try {
        channel = FileChannel.open(target, options);
      } catch (IOException e) {
        throw failure(file, e);
      }
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, from, count);
      try {
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      } catch (IOException e) {
        throw failure(file, e);
      }
    }

    void force() throws IOException {
      try {
        channel.force(true);
      } catch (IOException e) {
        throw failure(file, e);
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
