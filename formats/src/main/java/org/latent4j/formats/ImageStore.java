package org.latent4j.formats;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.latent4j.data.DataFormatException;

/**
 * The files of a folder or of a zip, by name, in the order of their names' characters. Folders lie
 * between slashes. Hidden files and what macOS adds to a zip are not among them; nothing is
 * unpacked.
 */
abstract class ImageStore implements Closeable {

  private static final long MOST_BYTES = 256L << 20;
  private static final String ZIP = ".zip";

  private final String name;

  private ImageStore(String name) {
    this.name = name;
  }

  /**
   * Opens what a path names: a folder, a zip, or a folder within a zip ({@code images.zip/train}).
   *
   * @return nothing if it is something else
   * @throws DataFormatException if it is a damaged zip
   */
  static Optional<ImageStore> open(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return Optional.of(new Folder(path));
    }
    for (Path zip = path; zip != null; zip = zip.getParent()) {
      if (Files.isRegularFile(zip) && isZip(zip)) {
        Path within = zip.relativize(path);
        return Optional.of(new Zip(path.toString(), zip, within.toString().replace('\\', '/')));
      }
    }
    return Optional.empty();
  }

  private static boolean isZip(Path file) throws IOException {
    if (!String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(ZIP)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(4), StandardCharsets.ISO_8859_1).equals("PK\003\004");
    }
  }

  /** What messages call it. */
  final String name() {
    return name;
  }

  /** What messages call one of its files. */
  final String name(String file) {
    return name + (name.endsWith("/") ? "" : "/") + file;
  }

  /** The names of all files, in order. */
  abstract List<String> files() throws IOException;

  /** The bytes of a file, to be closed. */
  abstract InputStream stream(String file) throws IOException;

  /**
   * All bytes of a file.
   *
   * @throws DataFormatException if they are more than any image here may have, or damaged
   */
  final byte[] bytes(String file) throws IOException {
    try (InputStream in = stream(file)) {
      byte[] bytes = in.readNBytes((int) MOST_BYTES);
      if (bytes.length == MOST_BYTES) {
        throw new DataFormatException(
            "'" + name(file) + "' is larger than " + MOST_BYTES + " bytes; no such image is read");
      }
      return bytes;
    } catch (ZipException e) {
      throw new DataFormatException(
          "'" + name(file) + "' is damaged: the zip cannot be unpacked there", e);
    }
  }

  /** Whether no part of a name says that it is hidden. */
  private static boolean isShown(String file) {
    for (String part : file.split("/", -1)) {
      if (part.startsWith(".") || part.equals("__MACOSX")) {
        return false;
      }
    }
    return true;
  }

  /** A folder with all that lies below it. */
  private static final class Folder extends ImageStore {
    private final Path folder;

    Folder(Path path) throws IOException {
      super(path.toString());
      folder = path.toRealPath();
    }

    @Override
    List<String> files() throws IOException {
      TreeSet<String> files = new TreeSet<>();
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              String within = folder.relativize(file).toString().replace('\\', '/');
              if (isShown(within) && Files.isRegularFile(file)) {
                files.add(within);
              }
              return FileVisitResult.CONTINUE;
            }
          });
      return List.copyOf(files);
    }

    @Override
    InputStream stream(String file) throws IOException {
      return Files.newInputStream(folder.resolve(file));
    }

    @Override
    public void close() {}
  }

  /** A zip, or a folder of it. */
  private static final class Zip extends ImageStore {
    private final ZipFile zip;
    private final String prefix;

    Zip(String name, Path file, String within) throws IOException {
      super(name);
      prefix = within.isEmpty() ? "" : within + "/";
      try {
        zip = new ZipFile(file.toFile());
      } catch (ZipException e) {
        throw new DataFormatException("'" + file + "' is a damaged zip: " + e.getMessage(), e);
      }
    }

    @Override
    List<String> files() {
      TreeSet<String> files = new TreeSet<>();
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String file = entry.getName();
        if (!entry.isDirectory() && file.startsWith(prefix) && isShown(file)) {
          files.add(file.substring(prefix.length()));
        }
      }
      return List.copyOf(files);
    }

    @Override
    InputStream stream(String file) throws IOException {
      ZipEntry entry = zip.getEntry(prefix + file);
      InputStream in = entry == null ? null : zip.getInputStream(entry);
      if (in == null) {
        throw new DataFormatException("'" + name(file) + "' cannot be read");
      }
      return in;
    }

    @Override
    public void close() throws IOException {
      zip.close();
    }
  }
}
