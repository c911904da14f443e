package org.latent4j.report.internal.chart;

import org.latent4j.report.internal.page.Markup;

/** The outer element of a drawing. */
final class Drawing {

  private Drawing() {}

  /**
   * Begins a drawing that stands for itself: it has a name and a description.
   *
   * @param page where to
   * @param width in units of about a pixel
   * @param height in the same units
   * @param style its class
   * @param title what it shows
   * @param description what is to be seen in it
   */
  static void open(
      Markup page, int width, int height, String style, String title, String description) {
    String titleId = page.newId();
    String descriptionId = page.newId();
    page.line()
        .open(
            "svg",
            "class",
            style,
            "viewBox",
            "0 0 " + width + " " + height,
            "width",
            width,
            "height",
            height,
            "role",
            "img",
            "aria-labelledby",
            titleId + " " + descriptionId)
        .element("title", title, "id", titleId)
        .element("desc", description, "id", descriptionId);
  }

  /**
   * Begins a small drawing in a cell or a line whose text says the same.
   *
   * @param page where to
   * @param width in units of about a pixel
   * @param height in the same units
   * @param style its class
   */
  static void openDecoration(Markup page, int width, int height, String style) {
    page.open(
        "svg",
        "class",
        style,
        "viewBox",
        "0 0 " + width + " " + height,
        "width",
        width,
        "height",
        height,
        "aria-hidden",
        "true");
  }
}
