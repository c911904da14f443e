package org.latent4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.latent4j.data.WeightedMean;
import org.latent4j.model.DensityKind;
import org.latent4j.task.Agreement;
import org.latent4j.task.CodeClusters;
import org.latent4j.task.Downstream;
import org.latent4j.task.Evaluation;
import org.latent4j.task.OutsideRows;
import org.latent4j.task.SampleCopies;

/** What {@code latent evaluate} found, for people. */
final class FindingsText {

  private static final double KNOWN = 0.5;
  private static final double COPIED = 0.75;

  private final Findings findings;
  private final StringBuilder text = new StringBuilder();

  private FindingsText(Findings findings) {
    this.findings = findings;
  }

  static String of(Findings findings) {
    return new FindingsText(findings).all();
  }

  private String all() {
    title();
    findings.density().ifPresent(this::density);
    findings.calibration().ifPresent(c -> line("calibration", c.sentence()));
    findings.outside().ifPresent(this::outside);
    findings.copies().ifPresent(this::copies);
    findings.labels().ifPresent(this::labels);
    findings.clusters().ifPresent(this::clusters);
    return text.toString();
  }

  private void title() {
    long looked = findings.density().map(Evaluation::rowCount).orElse(findings.given());
    add(
        "%s on %s%n",
        Text.printable(FitSummary.title(findings.model())),
        looked == findings.given()
            ? Text.count(looked, "row")
            : Text.count(looked, "row")
                + " of "
                + findings.given()
                + ", drawn with seed "
                + findings.seed());
  }

  private void add(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values));
  }

  private void line(String name, String value) {
    add("  %-28s%s%n", name, Text.printable(value));
  }

  private void density(Evaluation evaluation) {
    line(name(evaluation.densityKind()), mean(evaluation.logDensity()));
    evaluation
        .importance()
        .ifPresent(
            i -> {
              line("importance-weighted", mean(i.perRow()));
              line(
                  "samples",
                  String.format(
                      Locale.ROOT,
                      "%d per row, worth %.1f independent ones",
                      i.samples(),
                      i.effectiveSamples()));
            });
    line("bits per column", String.format(Locale.ROOT, "%.4f", evaluation.bitsPerDimension()));
    if (!evaluation.latent().isEmpty()) {
      latent(evaluation);
    }
  }

  private static String name(DensityKind kind) {
    return switch (kind) {
      case EXACT -> "log p(x) per row";
      case LOWER_BOUND -> "evidence lower bound";
      case ESTIMATE -> "log p(x) per row, estimated";
    };
  }

  private static String mean(WeightedMean mean) {
    return Text.number(mean.mean()) + " ± " + Text.number(mean.standardError());
  }

  private void latent(Evaluation evaluation) {
    List<Evaluation.LatentUse> latent = evaluation.latent();
    line("active latent dimensions", evaluation.activeUnits() + " of " + latent.size());
    List<String> parts = new ArrayList<>();
    latent.forEach(
        use -> parts.add(String.format(Locale.ROOT, "%s %.2f", use.name(), use.divergence())));
    for (int i = 0; i < parts.size(); i += 10) {
      line(
          i == 0 ? "KL of each, nats" : "",
          String.join(", ", parts.subList(i, Math.min(parts.size(), i + 10))));
    }
  }

  private void outside(OutsideRows outside) {
    String verdict =
        outside.roc().area() < 0.5
            ? "; rows of another origin are found more probable, so this score does not know them"
            : "";
    line(
        "AUROC against outside",
        String.format(
            Locale.ROOT,
            "%.4f ± %.4f, mean score %s against %s of %d rows%s",
            outside.roc().area(),
            outside.roc().standardError(),
            Text.number(outside.inside()),
            Text.number(outside.outside()),
            outside.outsideRows(),
            verdict));
  }

  private void copies(SampleCopies copies) {
    String verdict = "";
    if (copies.known() > KNOWN) {
      verdict = "; most of these rows were in the fit, so that they cannot judge";
    } else if (copies.closer().area() > COPIED) {
      verdict = "; the model draws rows of its fit, or nearly so";
    }
    line(
        "drawn rows against the fit",
        String.format(
            Locale.ROOT,
            "%.1f %% ± %.1f are closer to one of %d rows of the fit than these rows are (median"
                + " distance %s, of these rows %s), %.1f %% are copies%s",
            100 * copies.closer().area(),
            100 * copies.closer().standardError(),
            copies.trainingRows(),
            Text.number(copies.drawn()),
            Text.number(copies.unseen()),
            100 * copies.copies(),
            verdict));
  }

  private void labels(Downstream found) {
    for (Downstream.Head head : Downstream.Head.values()) {
      add("%s%n", heading(found, head));
      text.append(table(found, head));
    }
    add(
        "  %s; few labels: mean of 10 draws; ± one standard error%n",
        found.trainingRowCount() > 0
            ? Text.count(found.rowCount(), "row")
                + " told from "
                + Text.count(found.trainingRowCount(), "row")
                + " of --train"
            : "each row told once, in 5 folds");
    found.clusters().ifPresent(a -> add("%s%n", agreement("clusters against classes", a)));
  }

  private static String heading(Downstream found, Downstream.Head head) {
    String rows = Text.count(found.rowCount(), "labelled row") + ": ";
    String measure = found.isOfClasses() ? "accuracy of " : "R² of ";
    String name =
        head == Downstream.Head.NEIGHBOURS
            ? "nearest neighbours"
            : found.isOfClasses() ? "logistic regression" : "ridge regression";
    return rows + measure + name;
  }

  private static TextTable table(Downstream found, Downstream.Head head) {
    List<Downstream.Score> scores = found.scores().stream().filter(s -> s.head() == head).toList();
    List<Integer> labels = scores.stream().map(Downstream.Score::labels).distinct().toList();
    TextTable table =
        TextTable.of(
            Stream.concat(
                    Stream.of("features", ">numbers"),
                    labels.stream().map(l -> l == 0 ? ">all labels" : ">" + l + " labels"))
                .toArray(String[]::new));
    for (String name : scores.stream().map(Downstream.Score::features).distinct().toList()) {
      List<Downstream.Score> own = scores.stream().filter(s -> s.features().equals(name)).toList();
      table.row(
          Stream.concat(
                  Stream.of(name, Integer.toString(own.get(0).columns())),
                  own.stream().map(FindingsText::cell))
              .toArray(String[]::new));
    }
    return table;
  }

  private static String cell(Downstream.Score score) {
    return Text.fixed(score.value(), 3) + " ± " + Text.fixed(score.standardError(), 3);
  }

  private static String agreement(String what, Agreement agreement) {
    return String.format(
        Locale.ROOT,
        "%s: ARI %.3f, NMI %.3f, accuracy %.3f",
        what,
        agreement.adjustedRandIndex(),
        agreement.normalisedMutualInformation(),
        agreement.accuracy());
  }

  private void clusters(CodeClusters clusters) {
    WeightedMean accuracy = clusters.mean(Agreement::accuracy);
    add(
        "%d clusters of codes (%s), mean of %s: ARI %.3f, NMI %.3f, accuracy %.3f%s%n",
        clusters.components(),
        Text.count(clusters.dimensions(), "dimension"),
        Text.count(clusters.bySeed().size(), "seed"),
        clusters.mean(Agreement::adjustedRandIndex).mean(),
        clusters.mean(Agreement::normalisedMutualInformation).mean(),
        accuracy.mean(),
        Double.isNaN(accuracy.standardError())
            ? ""
            : " ± " + Text.fixed(accuracy.standardError(), 3));
    add(
        "%s%n",
        agreement("  the likeliest of them", clusters.bySeed().get(clusters.likeliestSeed())));
  }
}
