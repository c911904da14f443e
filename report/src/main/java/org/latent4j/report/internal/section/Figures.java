package org.latent4j.report.internal.section;

import java.util.function.Consumer;
import org.latent4j.report.internal.page.Markup;

/** Figures and other blocks that several sections have. */
final class Figures {

  private Figures() {}

  /**
   * Writes a figure.
   *
   * @param page where to
   * @param caption what is to be seen
   * @param content draws it
   */
  static void figure(Markup page, String caption, Consumer<Markup> content) {
    page.line().open("figure");
    content.accept(page);
    page.element("figcaption", caption).close();
  }

  /**
   * Writes a row of images under a heading.
   *
   * @param page where to
   * @param heading what they are
   * @param content draws them
   */
  static void tiles(Markup page, String heading, Consumer<Markup> content) {
    page.line().open("div", "class", "sheet").element("h3", heading).open("div", "class", "tiles");
    content.accept(page);
    page.close().close();
  }

  /** Writes the paragraph at the top of a page. */
  static void lead(Markup page, String text) {
    page.line().element("p", text, "class", "lead");
  }

  /** Writes a paragraph. */
  static void paragraph(Markup page, String text) {
    page.line().element("p", text);
  }
}
