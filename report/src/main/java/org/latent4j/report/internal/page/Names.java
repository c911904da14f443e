package org.latent4j.report.internal.page;

/** Shortens names that came with the data, which can be of any length. */
public final class Names {

  private static final int TEXT = 40;
  private static final int TITLE = 200;
  private static final int CHART = 28;

  private Names() {}

  /**
   * For running text and tables.
   *
   * @param name any text
   * @return at most 40 characters
   */
  public static String inText(String name) {
    return shortened(name, TEXT);
  }

  /**
   * For the words that a reader sees on pointing.
   *
   * @param name any text
   * @return at most 200 characters
   */
  public static String inTitle(String name) {
    return shortened(name, TITLE);
  }

  /**
   * For axes and labels of charts.
   *
   * @param name any text
   * @return at most 28 characters
   */
  public static String inChart(String name) {
    return shortened(name, CHART);
  }

  /**
   * Keeps the beginning of a text.
   *
   * @param text any text
   * @param limit the most characters (code points), at least 1
   * @return the text, or its beginning and an ellipsis
   */
  static String shortened(String text, int limit) {
    if (text.codePointCount(0, text.length()) <= limit) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, limit - 1)).stripTrailing() + "…";
  }
}
