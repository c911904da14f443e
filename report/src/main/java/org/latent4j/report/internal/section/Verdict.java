package org.latent4j.report.internal.section;

import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.study.Study;

/** The top of the page: what was found, in words. */
final class Verdict {

  private Verdict() {}

  /** Writes it. */
  static void write(Study study, Markup page) {
    page.element("h1", Words.title(study.model()));
  }
}
