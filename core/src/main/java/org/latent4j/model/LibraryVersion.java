package org.latent4j.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this library, as its build wrote it down. */
public final class LibraryVersion {

  private static final String CURRENT = read();

  private LibraryVersion() {}

  /**
   * The version.
   *
   * @return such as {@code 0.1.0}; {@code development} when the classes were not built by Maven
   */
  public static String current() {
    return CURRENT;
  }

  private static String read() {
    try (InputStream stream = LibraryVersion.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      if (stream != null) {
        properties.load(stream);
      }
      String version = properties.getProperty("version", "$");
      return version.startsWith("$") ? "development" : version;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
