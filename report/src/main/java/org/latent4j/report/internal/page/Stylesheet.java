package org.latent4j.report.internal.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The style of the page and the content policy that lets in nothing else. */
public final class Stylesheet {

  private static final String RESOURCE = "style.css";

  private Stylesheet() {}

  /**
   * The style sheet.
   *
   * @return CSS with line feeds alone, as a browser hashes it
   */
  public static String css() {
    try (InputStream in = Stylesheet.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its " + RESOURCE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The content policy of a page: no script, no network, this style sheet and pictures inside the
   * page.
   *
   * @param css the style sheet, exactly as written into the page
   * @return the value of the Content-Security-Policy
   */
  public static String policy(String css) {
    return "default-src 'none'; style-src 'sha256-"
        + sha256(css)
        + "'; img-src data:; base-uri 'none'; form-action 'none'";
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
