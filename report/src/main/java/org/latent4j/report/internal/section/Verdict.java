package org.latent4j.report.internal.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.DensityKind;
import org.latent4j.model.FittedModel;
import org.latent4j.model.LatentSpace;
import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.page.Numbers;
import org.latent4j.report.internal.study.Clusters;
import org.latent4j.report.internal.study.Study;
import org.latent4j.select.Criterion;
import org.latent4j.select.Leaderboard;

/** The top of the page: what was found, in words, and what to beware of. */
final class Verdict {

  private static final double CLEAR = 0.95;
  private static final int FEW = 4;
  private static final int WARNINGS_SHOWN = 8;

  private Verdict() {}

  /** Writes it. */
  static void write(Study study, Markup page) {
    page.line().open("p", "class", "eyebrow").text("Report on ");
    page.name(study.input().dataName()).close();
    page.line().element("h1", Words.sized(study.model()));
    page.line().open("p", "class", "lead").text(rows(study));
    for (String sentence : sentences(study)) {
      page.text(" " + sentence);
    }
    page.close();
    warnings(page, Warnings.of(study));
    figures(study, page);
  }

  private static String rows(Study study) {
    return Numbers.counted(study.summary().rowCount(), "row", "rows")
        + study
            .pictures()
            .map(
                p ->
                    ", each a picture of "
                        + p.shape().height()
                        + " × "
                        + p.shape().width()
                        + " pixels")
            .orElseGet(
                () ->
                    " of "
                        + Numbers.counted(
                            study.model().schema().featureCount(), "column", "columns"))
        + ".";
  }

  private static List<String> sentences(Study study) {
    List<String> sentences = new ArrayList<>();
    study.clusters().map(Verdict::groups).ifPresent(sentences::add);
    kept(study).ifPresent(sentences::add);
    choice(study).ifPresent(sentences::add);
    return sentences;
  }

  private static String groups(Clusters clusters) {
    int k = clusters.count();
    if (k == 1) {
      return "One component describes all rows: there are no groups to tell apart.";
    }
    double certainty =
        IntStream.range(0, k)
            .filter(c -> clusters.rows(c) > 0)
            .mapToDouble(c -> clusters.certainty(c) * clusters.rows(c))
            .sum();
    long rows = IntStream.range(0, k).mapToLong(clusters::rows).sum();
    double average = certainty / rows;
    List<String> shares =
        IntStream.range(0, k).mapToObj(c -> Numbers.percent(clusters.share(c))).toList();
    return "They are described by "
        + k
        + " components"
        + (clusters.isNoise(k - 1) ? ", the last of them noise" : "")
        + (k <= FEW ? ", which hold " + Words.list(shares) + " of them" : "")
        + (average >= CLEAR
            ? ". They are well apart: a row belongs to one of them with "
            : ". They overlap: a row belongs to the likeliest of them with ")
        + Numbers.percent(average).replace(">", "more than")
        + " certainty on average.";
  }

  private static Optional<String> kept(Study study) {
    OptionalDouble share = varianceKept(study);
    if (share.isEmpty()) {
      return Optional.empty();
    }
    int q = study.model().encoder().orElseThrow().latentSpace().dimension();
    return Optional.of(
        Numbers.counted(q, "number per row keeps ", "numbers per row keep ")
            + Numbers.percent(share.getAsDouble())
            + " of the variance of "
            + Numbers.counted(study.model().schema().featureCount(), "column", "columns")
            + ".");
  }

  /** Share of the variance of the shown rows that is there when they are encoded and decoded. */
  private static OptionalDouble varianceKept(Study study) {
    FittedModel model = study.model();
    boolean continuous =
        model
            .encoder()
            .filter(e -> e.latentSpace().kind() == LatentSpace.Kind.CONTINUOUS)
            .isPresent();
    if (!continuous || model.decoder().isEmpty() || study.shown().rows() < 2) {
      return OptionalDouble.empty();
    }
    Matrix rows = study.shown();
    Matrix back = model.decoder().orElseThrow().decode(model.encoder().orElseThrow().encode(rows));
    double[] means = study.summary().means();
    double lost = 0;
    double all = 0;
    for (int i = 0; i < rows.rows(); i++) {
      for (int j = 0; j < rows.columns(); j++) {
        double difference = rows.get(i, j) - back.get(i, j);
        double centred = rows.get(i, j) - means[j];
        lost += difference * difference;
        all += centred * centred;
      }
    }
    return all > 0 ? OptionalDouble.of(1 - lost / all) : OptionalDouble.empty();
  }

  private static Optional<String> choice(Study study) {
    Optional<Leaderboard> board = study.input().leaderboard();
    if (board.isEmpty() || board.get().winner().isEmpty()) {
      return Optional.empty();
    }
    long fitted =
        board.get().entries().stream()
            .filter(e -> e.outcome() == Leaderboard.Outcome.FITTED)
            .count();
    return Optional.of(
        "It was chosen among "
            + Numbers.counted(fitted, "model", "models")
            + (board.get().criterion() == Criterion.HELD_OUT
                ? " for how probable it makes rows that it had not seen."
                : " for the least " + board.get().criterion().title() + "."));
  }

  /** Writes what to beware of, if there is anything. */
  static void warnings(Markup page, List<String> warnings) {
    if (warnings.isEmpty()) {
      return;
    }
    page.line().open("div", "class", "warnings", "role", "note");
    page.element("h2", "Before you trust it");
    page.open("ul");
    for (String warning : warnings.subList(0, Math.min(WARNINGS_SHOWN, warnings.size()))) {
      page.element("li", warning);
    }
    if (warnings.size() > WARNINGS_SHOWN) {
      page.element("li", "… and " + (warnings.size() - WARNINGS_SHOWN) + " more.");
    }
    page.close().close();
  }

  private static void figures(Study study, Markup page) {
    FittedModel model = study.model();
    page.line().open("dl", "class", "figures");
    figure(page, "Rows", Numbers.of(study.summary().rowCount()), "");
    figure(page, "Columns", Numbers.of((long) model.schema().featureCount()), "");
    figure(page, "Parameters", Numbers.of(model.model().parameterCount()), "");
    varianceKept(study)
        .ifPresent(share -> figure(page, "Variance kept", Numbers.percent(share), "by the codes"));
    Judgement.of(study)
        .ifPresent(
            known -> {
              String exact =
                  model.density().orElseThrow().densityKind() == DensityKind.EXACT
                      ? ""
                      : ", " + Words.logDensity(model.density().orElseThrow().densityKind());
              figure(
                  page,
                  "Log density",
                  known.text(),
                  (known.heldOut() ? "nats per held-out row" : "nats per fitted row") + exact);
              figure(
                  page,
                  "Code length",
                  Numbers.fixed(model.bitsPerDimension(known.mean()), 2),
                  "bits per value");
            });
    page.close();
  }

  /** Writes one number with its name and its unit. */
  static void figure(Markup page, String name, String value, String unit) {
    page.open("div").element("dt", name).element("dd", value);
    if (!unit.isEmpty()) {
      page.element("dd", unit, "class", "unit");
    }
    page.close();
  }
}
