package org.latent4j.report.internal.section;

import org.latent4j.report.internal.page.Markup;

/** Tables that can be scrolled sideways where the screen is narrow. */
final class Tables {

  private Tables() {}

  /**
   * Begins a table and its head.
   *
   * @param page where to
   * @param caption what the table tells
   * @param heads texts of the head; one that begins with {@code #} stands over numbers
   */
  static void open(Markup page, String caption, String... heads) {
    page.line()
        .open("div", "class", "scroll", "tabindex", 0, "role", "region", "aria-label", caption)
        .open("table")
        .element("caption", caption)
        .open("thead")
        .open("tr");
    for (String head : heads) {
      boolean numeric = head.startsWith("#");
      page.open("th", "scope", "col", "class", numeric ? "number" : "text")
          .name(numeric ? head.substring(1) : head)
          .close();
    }
    page.close().close().open("tbody");
  }

  /** Ends a table. */
  static void close(Markup page) {
    page.close().close().close();
  }

  /** Writes a cell that holds a number. */
  static void number(Markup page, String text) {
    page.element("td", text, "class", "number");
  }

  /** Writes a cell that names its row. */
  static void head(Markup page, String name) {
    page.open("th", "scope", "row").name(name).close();
  }
}
