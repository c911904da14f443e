package org.latent4j.report.internal.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latent4j.data.WeightedMean;
import org.latent4j.report.SyntheticReport;
import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.page.Names;
import org.latent4j.report.internal.page.Numbers;
import org.latent4j.task.Detection;
import org.latent4j.task.Fidelity;
import org.latent4j.task.Privacy;
import org.latent4j.task.SyntheticQuality;
import org.latent4j.task.Usefulness;

/** The page about a synthetic table. */
public final class SyntheticPage {

  private SyntheticPage() {}

  /**
   * Writes the page.
   *
   * @param input what is known
   * @return HTML that is well-formed XML too
   */
  public static String html(SyntheticReport.Input input) {
    SyntheticQuality quality = input.quality();
    List<Shell.Part> parts = new ArrayList<>();
    parts.add(new Shell.Part("columns", "Columns", page -> SyntheticColumns.write(input, page)));
    if (!quality.fidelity().pairs().isEmpty()) {
      parts.add(
          new Shell.Part("pairs", "Pairs of columns", page -> SyntheticPairs.write(input, page)));
    }
    parts.add(new Shell.Part("rows", "Whole rows", page -> rows(quality, page)));
    quality
        .usefulness()
        .ifPresent(
            u -> parts.add(new Shell.Part("use", "Usefulness", page -> usefulness(u, page))));
    quality
        .privacy()
        .ifPresent(p -> parts.add(new Shell.Part("privacy", "Privacy", page -> privacy(p, page))));
    if (!input.command().isEmpty()) {
      parts.add(
          new Shell.Part(
              "repeat",
              "How to repeat it",
              page ->
                  page.line().open("pre").element("code", Repeat.shell(input.command())).close()));
    }
    return Shell.html(
        "Synthetic rows for " + Names.inText(input.dataName()),
        input.model().provenance().libraryVersion(),
        page -> top(input, page),
        parts);
  }

  private static void top(SyntheticReport.Input input, Markup page) {
    SyntheticQuality quality = input.quality();
    page.line().open("p", "class", "eyebrow").text("Synthetic rows for ");
    page.name(input.dataName()).close();
    page.line().element("h1", "How good the synthetic rows are");
    Figures.lead(page, lead(input));
    Verdict.warnings(page, warnings(input));
    page.line().open("dl", "class", "figures");
    figure(page, "Columns alike", quality, Fidelity::columnScore);
    figure(page, "Pairs alike", quality, Fidelity::pairScore);
    Detection told = quality.fidelity().detection();
    Verdict.figure(page, "Told apart", Numbers.fixed(told.area(), 3), "0.5 if not at all");
    quality.usefulness().ifPresent(u -> useful(page, u));
    quality
        .privacy()
        .ifPresent(
            p ->
                Verdict.figure(
                    page,
                    "Nearest is a fitted row",
                    Numbers.percent(p.nearerShare()),
                    Numbers.percent(p.expectedShare()) + " by chance"));
    page.close();
  }

  private static void useful(Markup page, Usefulness found) {
    Verdict.figure(
        page,
        found.classes() ? "Accuracy learnt" : "R² learnt",
        Numbers.fixed(found.synthetic().mean(), 3),
        Numbers.fixed(found.real().mean(), 3) + " from real rows");
  }

  private static void figure(
      Markup page,
      String name,
      SyntheticQuality quality,
      java.util.function.ToDoubleFunction<Fidelity> score) {
    double value = score.applyAsDouble(quality.fidelity());
    if (!Double.isNaN(value)) {
      Verdict.figure(
          page,
          name,
          Numbers.percent(value),
          quality
              .heldOut()
              .map(h -> Numbers.percent(score.applyAsDouble(h)) + " of held-out rows")
              .orElse(""));
    }
  }

  private static String lead(SyntheticReport.Input input) {
    SyntheticQuality quality = input.quality();
    String drawn = Numbers.counted(quality.syntheticRows(), "row", "rows");
    String real = Numbers.counted(quality.realRows(), "real row", "real rows");
    return drawn
        + " of "
        + Words.sized(input.model())
        + " are held against "
        + real
        + (quality.fitted()
            ? ", those that the model was fitted to"
            : ", which are not just those that the model was fitted to")
        + (quality.heldOutRows() > 0
            ? ", and "
                + Numbers.counted(quality.heldOutRows(), "row", "rows")
                + " that were held out."
            : ".");
  }

  private static List<String> warnings(SyntheticReport.Input input) {
    SyntheticQuality quality = input.quality();
    List<String> warnings = new ArrayList<>();
    Optional<Privacy> privacy = quality.privacy();
    if (privacy.isPresent() && privacy.get().isTooClose()) {
      warnings.add(
          "Synthetic rows lie closer to rows of the fit than chance has it: the model may give"
              + " single rows away.");
    }
    if (privacy.isPresent()
        && privacy.get().copiedShare() > privacy.get().heldOutCopiedShare()
        && privacy.get().copiedShare() > 0) {
      warnings.add(
          Numbers.percent(privacy.get().copiedShare())
              + " of the synthetic rows equal a row of the fit; of held-out rows "
              + Numbers.percent(privacy.get().heldOutCopiedShare())
              + " do.");
    }
    input.notes().forEach(note -> warnings.add(Words.sentence(note)));
    return warnings;
  }

  private static void rows(SyntheticQuality quality, Markup page) {
    Figures.paragraph(
        page,
        "Logistic regression on ranks of the columns, their squares and products tries to tell"
            + " synthetic rows from real ones that it has not seen. The area under its curve is the"
            + " probability that a synthetic row looks more synthetic than a real one: 0.5 if they"
            + " cannot be told apart, 1 if they always can.");
    Tables.open(page, "Area under the curve, ± one standard error.", "rows", "#area");
    detection(page, "synthetic", quality.fidelity().detection());
    quality.heldOut().ifPresent(h -> detection(page, "held out", h.detection()));
    Tables.close(page);
  }

  private static void detection(Markup page, String rows, Detection told) {
    page.line().open("tr");
    Tables.head(page, rows);
    Tables.number(page, Numbers.withError(told.area(), told.standardError()));
    page.close();
  }

  private static void usefulness(Usefulness found, Markup page) {
    page.line().open("p").text("The same linear head learns ");
    page.name(found.label());
    page.text(
        " from "
            + Numbers.counted(found.trainingRows(), "row", "rows")
            + " of each table and tells it of "
            + Numbers.counted(found.testRows(), "row", "rows")
            + " that were held out. What is learnt from real rows is "
            + Numbers.withError(found.difference().mean(), found.difference().standardError())
            + " better, in pairs of rows.");
    page.close();
    String measure = found.classes() ? "accuracy" : "R²";
    Tables.open(page, "± one standard error.", "learnt from", "#" + measure);
    worth(page, "real rows", found.real());
    worth(page, "synthetic rows", found.synthetic());
    worth(page, "no column", found.none());
    Tables.close(page);
  }

  private static void worth(Markup page, String from, WeightedMean value) {
    page.line().open("tr");
    Tables.head(page, from);
    Tables.number(page, Numbers.withError(value.mean(), value.standardError()));
    page.close();
  }

  private static void privacy(Privacy found, Markup page) {
    Figures.paragraph(
        page,
        "The real row nearest to a synthetic one is a row of the fit in "
            + Numbers.percent(found.nearerShare())
            + " of cases; by chance it would be in "
            + Numbers.percent(found.expectedShare())
            + " ± "
            + Numbers.percent(found.standardError())
            + ". Such a share, or a greater one, comes by chance with a probability of "
            + Numbers.of(found.pValue())
            + ". Synthetic rows equal to a row of the fit: "
            + Numbers.percent(found.copiedShare())
            + "; held-out rows: "
            + Numbers.percent(found.heldOutCopiedShare())
            + ".");
    Tables.open(
        page,
        "Distance to the nearest row of the fit: the mean over columns, numbers by the share of the"
            + " real values between them, words by whether they differ.",
        "share of rows closer",
        "#synthetic",
        "#held out");
    for (int q = 0; q < Privacy.SHARES.size(); q++) {
      page.line().open("tr");
      Tables.head(page, Numbers.percent(Privacy.SHARES.get(q)));
      Tables.number(page, Numbers.of(found.distances().get(q)));
      Tables.number(page, Numbers.of(found.heldOutDistances().get(q)));
      page.close();
    }
    Tables.close(page);
    Figures.paragraph(
        page,
        "This is a test of closeness, on "
            + Numbers.counted(found.syntheticRows(), "synthetic row", "synthetic rows")
            + ", and no guarantee of privacy.");
  }
}
