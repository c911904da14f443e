package org.latent4j.report.internal.section;

import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.study.Study;

/** A part of the page with a heading of its own. */
public interface Section {

  /**
   * Where links lead.
   *
   * @return an identifier, unique in the page
   */
  String id();

  /**
   * What stands above it.
   *
   * @param study what is known
   * @return a few words
   */
  String title(Study study);

  /**
   * Whether it has something to say.
   *
   * @param study what is known
   * @return false to leave it out
   */
  boolean appliesTo(Study study);

  /**
   * Writes what stands below the heading.
   *
   * @param study what is known
   * @param page where to
   */
  void write(Study study, Markup page);
}
