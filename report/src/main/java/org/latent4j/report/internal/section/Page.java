package org.latent4j.report.internal.section;

import java.util.List;
import org.latent4j.report.internal.page.Names;
import org.latent4j.report.internal.study.Study;

/** The page about a model: its sections in reading order. */
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
    return Shell.html(
        Words.title(study.model()) + " of " + Names.inText(study.input().dataName()),
        study.model().provenance().libraryVersion(),
        page -> Verdict.write(study, page),
        SECTIONS.stream()
            .filter(s -> s.appliesTo(study))
            .map(s -> new Shell.Part(s.id(), s.title(study), page -> s.write(study, page)))
            .toList());
  }
}
