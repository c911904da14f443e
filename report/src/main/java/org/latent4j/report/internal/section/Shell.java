package org.latent4j.report.internal.section;

import java.util.List;
import java.util.function.Consumer;
import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.page.Stylesheet;

/** What every page has: its head, its contents, its parts, its foot. */
final class Shell {

  private Shell() {}

  /**
   * A part of a page with a heading of its own.
   *
   * @param id where links lead, unique in the page
   * @param title what stands above it
   * @param body writes what stands below the heading
   */
  record Part(String id, String title, Consumer<Markup> body) {}

  /**
   * Writes a page.
   *
   * @param title of the window
   * @param version of the library
   * @param top writes what stands above the contents
   * @param parts in reading order
   * @return HTML that is well-formed XML too
   */
  static String html(String title, String version, Consumer<Markup> top, List<Part> parts) {
    Markup page = new Markup();
    page.open("html", "lang", "en");
    head(page, title);
    page.line().open("body");
    page.open("header").open("div", "class", "wide");
    top.accept(page);
    contents(page, parts);
    page.close().close().line().open("main", "class", "wide");
    for (Part part : parts) {
      page.line().line().open("section", "id", part.id());
      page.element("h2", part.title());
      part.body().accept(page);
      page.close();
    }
    page.close();
    foot(page, version);
    page.close().close();
    return "<!DOCTYPE html>\n" + page + "\n";
  }

  private static void head(Markup page, String title) {
    String css = Stylesheet.css();
    page.line().open("head").empty("meta", "charset", "utf-8");
    page.empty("meta", "http-equiv", "Content-Security-Policy", "content", Stylesheet.policy(css));
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.empty("meta", "name", "color-scheme", "content", "light dark");
    page.empty("meta", "name", "referrer", "content", "no-referrer");
    page.line().element("title", title).line().style(css).close();
  }

  private static void contents(Markup page, List<Part> parts) {
    page.line().open("nav", "aria-label", "Contents").open("ul");
    for (Part part : parts) {
      page.open("li").element("a", part.title(), "href", "#" + part.id()).close();
    }
    page.close().close();
  }

  private static void foot(Markup page, String version) {
    page.line()
        .open("footer", "class", "wide")
        .element(
            "p",
            "Made by Latent4J "
                + version
                + ". This page is one file: it runs no script and loads nothing.")
        .close();
  }
}
