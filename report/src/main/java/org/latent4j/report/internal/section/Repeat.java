package org.latent4j.report.internal.section;

import java.util.List;
import java.util.stream.Collectors;
import org.latent4j.model.FittedModel;
import org.latent4j.report.ReportInput;
import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.page.Numbers;
import org.latent4j.report.internal.study.Study;

/** How to come to the same model again. */
final class Repeat implements Section {

  private static final String PLAIN = "[A-Za-z0-9_@%+=:,./-]+";

  @Override
  public String id() {
    return "repeat";
  }

  @Override
  public String title(Study study) {
    return "How to repeat it";
  }

  @Override
  public boolean appliesTo(Study study) {
    return true;
  }

  @Override
  public void write(Study study, Markup page) {
    ReportInput input = study.input();
    FittedModel.Provenance provenance = study.model().provenance();
    if (!input.command().isEmpty()) {
      Figures.paragraph(
          page,
          "The same data, version and seed give the same model, bit for bit, at any number of"
              + " threads.");
      page.line().open("pre").element("code", shell(input.command())).close();
    }
    page.line().open("dl", "class", "facts");
    fact(page, "Data", input.dataName());
    if (!provenance.fingerprint().isEmpty()) {
      page.open("div", "class", "broad").element("dt", "Fingerprint of the data").open("dd");
      page.element("code", provenance.fingerprint()).close().close();
    }
    fact(page, "Seed", Long.toString(provenance.seed()));
    if (input.seed() != provenance.seed()) {
      fact(page, "Seed of this page", Long.toString(input.seed()));
    }
    fact(page, "Threads", Numbers.of((long) input.threads()));
    fact(page, "Model family", study.model().family());
    fact(page, "Latent4J", provenance.libraryVersion());
    fact(page, "Java", property("java.version") + ", " + property("java.vm.name"));
    fact(page, "System", property("os.name") + " " + property("os.arch"));
    for (ReportInput.Timing timing : input.timings()) {
      fact(page, "Time for " + timing.what(), Numbers.seconds(timing.seconds()));
    }
    page.close();
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }

  /** A command as a POSIX shell reads it. */
  static String shell(List<String> words) {
    return words.stream()
        .map(w -> w.matches(PLAIN) ? w : "'" + w.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }

  private static void fact(Markup page, String name, String value) {
    if (!value.isEmpty()) {
      page.open("div").element("dt", name).element("dd", value).close();
    }
  }
}
