package org.latent4j.formats;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.latent4j.data.DataFormatException;

/** Bytes to be read, unpacked, and what their beginning says they are. */
final class Source implements Closeable {

  private static final int HEAD_BYTES = 64;
  private static final int BUFFER_BYTES = 1 << 16;

  /** Beginnings of files that people try, and what to do with them. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "PK\003\004", "a ZIP archive (.zip, .npz, .xlsx); unpack it or save it as CSV or .npy",
          "PAR1\u0015", "a Parquet file; save it as CSV or .npy",
          "\u0089HDF", "an HDF5 file; save it as CSV or .npy",
          "BZh91AY&SY", "a bzip2 file; unpack it or use gzip",
          "\u00FD7zXZ", "an xz file; unpack it or use gzip",
          "(\u00B5/\u00FD", "a zstd file; unpack it or use gzip",
          "%%MatrixMarket", "a MatrixMarket file; save it as CSV or .npy",
          "@relation", "an ARFF file; save it as CSV or .npy",
          "\u00FF\u00FE", "UTF-16 text; save it as UTF-8",
          "\u00FE\u00FF", "UTF-16 text; save it as UTF-8");

  /** What a file is. */
  enum Format {
    TEXT,
    NPY,
    IDX,
    CIFAR
  }

  private final String name;
  private final Optional<Path> file;
  private final PushbackInputStream in;
  private final byte[] head;

  private Source(String name, Optional<Path> file, PushbackInputStream in, byte[] head) {
    this.name = name;
    this.file = file;
    this.in = in;
    this.head = head;
  }

  static Source open(Path path) throws IOException {
    String name = path.toString();
    if (Files.isDirectory(path)) {
      throw new DataFormatException("'" + name + "' is a folder; a file is needed");
    }
    if (Files.notExists(path)) {
      throw new FileNotFoundException("there is no file '" + name + "'");
    }
    InputStream in;
    try {
      in = Files.newInputStream(path);
    } catch (AccessDeniedException e) {
      throw new IOException("'" + name + "' cannot be read: permission denied", e);
    }
    try {
      return of(in, name, Files.isRegularFile(path) ? Optional.of(path) : Optional.empty());
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  static Source of(InputStream in, String name) throws IOException {
    return of(in, name, Optional.empty());
  }

  private static Source of(InputStream raw, String name, Optional<Path> path) throws IOException {
    PushbackInputStream in = new PushbackInputStream(raw, HEAD_BYTES);
    byte[] head = peek(in);
    if (startsWith(head, "\u001F\u008B")) {
      in = new PushbackInputStream(new Unpacked(in, name), HEAD_BYTES);
      return new Source(name, Optional.empty(), in, peek(in)).checked();
    }
    return new Source(name, path, in, head).checked();
  }

  private Source checked() throws DataFormatException {
    if (head.length == 0) {
      throw new DataFormatException("'" + name + "' is empty");
    }
    for (Map.Entry<String, String> refused : REFUSED.entrySet()) {
      if (startsWith(head, refused.getKey())) {
        throw new DataFormatException("'" + name + "' is " + refused.getValue());
      }
    }
    return this;
  }

  /** What messages call it. */
  String name() {
    return name;
  }

  /** The file itself, if it is one and not packed, so that it may be mapped. */
  Optional<Path> file() {
    return file;
  }

  /** Its bytes from the first, unpacked. */
  InputStream stream() {
    return in;
  }

  /** What the first bytes say; a name that ends in .npy or .bin is believed too. */
  Format format() {
    if (startsWith(head, "\u0093NUMPY") || name.toLowerCase(Locale.ROOT).endsWith(".npy")) {
      return Format.NPY;
    }
    if (CifarBatches.isName(name)) {
      return Format.CIFAR;
    }
    return IdxHeader.isMagic(head) ? Format.IDX : Format.TEXT;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private static byte[] peek(PushbackInputStream in) throws IOException {
    byte[] head = in.readNBytes(HEAD_BYTES);
    in.unread(head);
    return head;
  }

  private static boolean startsWith(byte[] bytes, String magic) {
    if (bytes.length < magic.length()) {
      return false;
    }
    for (int i = 0; i < magic.length(); i++) {
      if ((bytes[i] & 0xFF) != magic.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** A gzip stream whose damage is told by the file's name. */
  private static final class Unpacked extends FilterInputStream {
    private final String name;

    Unpacked(InputStream packed, String name) throws IOException {
      super(open(packed, name));
      this.name = name;
    }

    private static InputStream open(InputStream packed, String name) throws IOException {
      try {
        return new BufferedInputStream(new GZIPInputStream(packed, BUFFER_BYTES), BUFFER_BYTES);
      } catch (EOFException | ZipException e) {
        throw damaged(name, e);
      }
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (EOFException | ZipException e) {
        throw damaged(name, e);
      }
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
      try {
        return super.read(bytes, from, count);
      } catch (EOFException | ZipException e) {
        throw damaged(name, e);
      }
    }

    private static DataFormatException damaged(String name, IOException cause) {
      String what = cause instanceof EOFException ? "it ends too early" : cause.getMessage();
      return new DataFormatException("'" + name + "' is a damaged gzip file: " + what, cause);
    }
  }
}
