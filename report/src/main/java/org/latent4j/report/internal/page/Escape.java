package org.latent4j.report.internal.page;

/** The one function through which every text enters a page. */
public final class Escape {

  private static final char REPLACEMENT = '\uFFFD';

  private Escape() {}

  /**
   * Makes a text safe as content and as a quoted attribute, in HTML and in XML. Markup characters
   * become references. What XML forbids (controls, lone surrogates, non-characters) and what could
   * reorder the text around it (bidirectional overrides, embeddings and isolates) becomes U+FFFD.
   *
   * @param text any text
   * @return text without markup
   */
  public static String text(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      switch (point) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> {
          if (isAllowed(point)) {
            safe.appendCodePoint(point);
          } else {
            safe.append(REPLACEMENT);
          }
        }
      }
    }
    return safe.toString();
  }

  private static boolean isAllowed(int point) {
    boolean control = Character.isISOControl(point) && point != '\t' && point != '\n';
    boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    boolean nonCharacter = (point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF);
    boolean reordering =
        (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
    return !control && !surrogate && !nonCharacter && !reordering;
  }
}
