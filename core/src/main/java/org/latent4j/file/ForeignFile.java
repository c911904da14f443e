package org.latent4j.file;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Tells by its first bytes what a file is, when it is not a model. */
final class ForeignFile {

  /** As many bytes as are looked at. */
  static final int PREFIX = 64;

  private ForeignFile() {}

  /**
   * What a file is.
   *
   * @param prefix its first bytes, {@link #PREFIX} or as many as there are
   * @return what comes after "it is", or nothing when it may be a model
   */
  static Optional<String> kind(byte[] prefix) {
    if (mayBeModel(prefix)) {
      return Optional.empty();
    }
    String text = new String(prefix, StandardCharsets.ISO_8859_1);
    String start = text.stripLeading().toLowerCase(Locale.ROOT);
    if (text.startsWith("PK\3\4") || text.startsWith("PK\5\6")) {
      return Optional.of("a ZIP archive");
    } else if (text.startsWith("\u001f\u008b")) {
      return Optional.of("compressed by gzip");
    } else if (text.startsWith("\u0093NUMPY")) {
      return Optional.of("an array in NPY format, which holds rows and no model");
    } else if (text.startsWith("PAR1")) {
      return Optional.of("a Parquet table, which holds rows and no model");
    } else if (text.startsWith("\u0089HDF")) {
      return Optional.of("an HDF5 file");
    } else if (text.startsWith("\u0080") && text.length() > 1 && text.charAt(1) <= 5) {
      return Optional.of("a Python pickle, which is never read because reading it runs code");
    } else if (start.startsWith("<!doctype") || start.startsWith("<html")) {
      return Optional.of("a page in HTML");
    } else if (isText(prefix)) {
      return Optional.of("text");
    }
    return Optional.empty();
  }

  /** A model begins with a length of at most 2²⁴, in 8 bytes from the low end, and a brace. */
  private static boolean mayBeModel(byte[] prefix) {
    return prefix.length > 8
        && prefix[8] == '{'
        && (prefix[4] | prefix[5] | prefix[6] | prefix[7]) == 0;
  }

  private static boolean isText(byte[] prefix) {
    for (byte b : prefix) {
      if (b >= 0 && b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f') {
        return false;
      }
    }
    return true;
  }
}
