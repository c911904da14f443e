package org.latent4j.report.internal.section;

import java.util.List;
import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.page.Names;
import org.latent4j.report.internal.page.Stylesheet;
import org.latent4j.report.internal.study.Study;

/** The page as a whole: its head, its sections in reading order, its foot. */
public final class Page {

  private static final List<Section> SECTIONS =
      List.of(
          new ModelPicture(),
          new Components(),
          new Axes(),
          new ModelTables(),
          new Samples(),
          new Reconstructions(),
          new WorstAnomalies(),
          new DataTable(),
          new Candidates(),
          new FitCurve(),
          new Repeat(),
          new Glossary());

  private Page() {}

  /**
   * Writes the page.
   *
   * @param study what is known
   * @return HTML that is well-formed XML too
   */
  public static String html(Study study) {
    List<Section> sections = SECTIONS.stream().filter(s -> s.appliesTo(study)).toList();
    Markup page = new Markup();
    page.open("html", "lang", "en");
    head(study, page);
    page.line().open("body");
    page.open("header").open("div", "class", "wide");
    Verdict.write(study, page);
    contents(study, page, sections);
    page.close().close().line().open("main", "class", "wide");
    for (Section section : sections) {
      write(study, page, section);
    }
    page.close();
    foot(study, page);
    page.close().close();
    return "<!DOCTYPE html>\n" + page + "\n";
  }

  private static void head(Study study, Markup page) {
    String css = Stylesheet.css();
    page.line().open("head").empty("meta", "charset", "utf-8");
    page.empty("meta", "http-equiv", "Content-Security-Policy", "content", Stylesheet.policy(css));
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.empty("meta", "name", "color-scheme", "content", "light dark");
    page.empty("meta", "name", "referrer", "content", "no-referrer");
    page.line()
        .element(
            "title", Words.title(study.model()) + " of " + Names.inText(study.input().dataName()))
        .line()
        .style(css)
        .close();
  }

  private static void contents(Study study, Markup page, List<Section> sections) {
    page.line().open("nav", "aria-label", "Contents").open("ul");
    for (Section section : sections) {
      page.open("li").element("a", section.title(study), "href", "#" + section.id()).close();
    }
    page.close().close();
  }

  private static void write(Study study, Markup page, Section section) {
    page.line().line().open("section", "id", section.id());
    page.element("h2", section.title(study));
    section.write(study, page);
    page.close();
  }

  private static void foot(Study study, Markup page) {
    page.line()
        .open("footer", "class", "wide")
        .element(
            "p",
            "Made by Latent4J "
                + study.model().provenance().libraryVersion()
                + ". This page is one file: it runs no script and loads nothing.")
        .close();
  }
}
