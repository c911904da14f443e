package org.latent4j.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latent4j.data.WeightedMean;
import org.latent4j.task.ColumnFidelity;
import org.latent4j.task.Detection;
import org.latent4j.task.Fidelity;
import org.latent4j.task.PairFidelity;
import org.latent4j.task.Privacy;
import org.latent4j.task.SyntheticQuality;
import org.latent4j.task.Usefulness;

/** What was found of synthetic rows, for people and for programs. */
final class SyntheticText {

  private static final int MOST_COLUMNS = 10;
  private static final int MOST_PAIRS = 5;

  private SyntheticText() {}

  /** The text; the title tells where the rows are from. */
  static String of(SyntheticQuality quality, String title) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s of %s, against %s%s%s%n",
            Text.count(quality.syntheticRows(), "synthetic row"),
            Text.printable(title),
            Text.count(quality.realRows(), "real row"),
            quality.fitted() ? " that were fitted" : "",
            quality.heldOutRows() > 0
                ? " and " + Text.count(quality.heldOutRows(), "row") + " held out"
                : ""));
    text.append(likeness(quality));
    quality.usefulness().ifPresent(found -> text.append(usefulness(found)));
    quality.privacy().ifPresent(found -> text.append(privacy(found)));
    text.append('\n').append(columns(quality.fidelity()));
    if (!quality.fidelity().pairs().isEmpty()) {
      text.append('\n').append(pairs(quality.fidelity()));
    }
    return text.toString();
  }

  private static String likeness(SyntheticQuality quality) {
    Optional<Fidelity> heldOut = quality.heldOut();
    TextTable table =
        heldOut.isPresent()
            ? TextTable.of("likeness", ">synthetic", ">held out")
            : TextTable.of("likeness", ">synthetic");
    Fidelity own = quality.fidelity();
    row(
        table,
        "columns alike, of 1",
        score(own.columnScore()),
        heldOut.map(h -> score(h.columnScore())));
    row(table, "pairs alike, of 1", score(own.pairScore()), heldOut.map(h -> score(h.pairScore())));
    row(
        table,
        "dependence off by",
        score(own.dependenceDifference()),
        heldOut.map(h -> score(h.dependenceDifference())));
    row(
        table,
        "told apart, 0.5 is not",
        area(own.detection()),
        heldOut.map(h -> area(h.detection())));
    return table.toString();
  }

  private static void row(TextTable table, String name, String value, Optional<String> heldOut) {
    if (heldOut.isPresent()) {
      table.row(name, value, heldOut.get());
    } else {
      table.row(name, value);
    }
  }

  private static String score(double value) {
    return Text.fixed(value, 3);
  }

  private static String area(Detection told) {
    return Double.isNaN(told.area())
        ? "too few rows"
        : score(told.area()) + " ± " + score(told.standardError());
  }

  private static String usefulness(Usefulness found) {
    return String.format(
        Locale.ROOT,
        "usefulness: %s of '%s' on %s, learnt from %,d rows each%n"
            + "  %s from synthetic rows, %s from real ones (%s better), %s from none%n",
        found.classes() ? "accuracy" : "R²",
        Text.printable(found.label()),
        Text.count(found.testRows(), "held-out row"),
        found.trainingRows(),
        withError(found.synthetic()),
        withError(found.real()),
        withError(found.difference()),
        score(found.none().mean()));
  }

  private static String withError(WeightedMean mean) {
    return score(mean.mean()) + " ± " + score(mean.standardError());
  }

  private static String privacy(Privacy found) {
    String verdict =
        found.isTooClose()
            ? "synthetic rows lie too close to rows of the fit"
            : "no sign that rows of the fit are given away";
    return String.format(
        Locale.ROOT,
        "privacy: %s%n"
            + "  nearest real row one of the fit: %s, by chance %s ± %s (p = %s)%n"
            + "  equal to a row of the fit: %s, of held-out rows %s%n"
            + "  median distance to the fit: %s, of held-out rows %s%n",
        verdict,
        percent(found.nearerShare()),
        percent(found.expectedShare()),
        percent(found.standardError()),
        Text.number(found.pValue()),
        percent(found.copiedShare()),
        percent(found.heldOutCopiedShare()),
        Text.fixed(found.distances().get(found.distances().size() - 1), 4),
        Text.fixed(found.heldOutDistances().get(found.heldOutDistances().size() - 1), 4));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String columns(Fidelity fidelity) {
    List<ColumnFidelity> worst = new ArrayList<>(fidelity.columns());
    worst.sort(Comparator.comparingDouble(c -> -excess(c.distance(), c.chance())));
    TextTable table =
        TextTable.of(
            "columns that differ most",
            ">distance",
            ">by chance",
            ">moved by s.d.",
            ">1 %",
            ">median",
            ">99 %",
            ">missing");
    for (ColumnFidelity column : worst.subList(0, Math.min(MOST_COLUMNS, worst.size()))) {
      table.row(
          column.name(),
          score(column.distance()),
          score(column.chance()),
          Text.fixed(column.wasserstein(), 2),
          quantiles(column, 0),
          quantiles(column, 2),
          quantiles(column, 4),
          percent(column.realMissing()) + " → " + percent(column.syntheticMissing()));
    }
    return table + more(worst.size(), MOST_COLUMNS);
  }

  private static double excess(double distance, double chance) {
    return Double.isNaN(distance) ? 1 : distance - chance;
  }

  private static String quantiles(ColumnFidelity column, int place) {
    return column.real().isEmpty()
        ? ""
        : short4(column.real().get(place)) + " → " + short4(column.synthetic().get(place));
  }

  private static String short4(double value) {
    String text = String.format(Locale.ROOT, "%.4g", value);
    return text.contains("e") || !text.contains(".") ? text : text.replaceAll("\\.?0+$", "");
  }

  private static String pairs(Fidelity fidelity) {
    List<PairFidelity> worst = new ArrayList<>(fidelity.pairs());
    worst.sort(
        Comparator.comparingDouble(
            p -> Double.isNaN(p.distance()) ? 1 : p.chance() - p.distance()));
    TextTable table =
        TextTable.of(
            "pairs that differ most", ">distance", ">by chance", ">dependence, real", ">synthetic");
    for (PairFidelity pair : worst.subList(0, Math.min(MOST_PAIRS, worst.size()))) {
      table.row(
          pair.first() + ", " + pair.second(),
          score(pair.distance()),
          score(pair.chance()),
          Text.fixed(pair.real(), 2),
          Text.fixed(pair.synthetic(), 2));
    }
    return table + more(worst.size(), MOST_PAIRS);
  }

  private static String more(int count, int shown) {
    return count > shown
        ? String.format(Locale.ROOT, "  … and %,d more, with --json%n", count - shown)
        : "";
  }

  /** One JSON object. */
  static void writeJson(OutputStream stream, SyntheticQuality quality) throws IOException {
    Json.write(
        stream,
        out -> {
          out.whole("syntheticRows", quality.syntheticRows())
              .whole("realRows", quality.realRows())
              .whole("heldOutRows", quality.heldOutRows())
              .truth("realRowsWereFitted", quality.fitted());
          out.object("fidelity", own -> scores(own, quality.fidelity()));
          if (quality.heldOut().isPresent()) {
            out.object("heldOutFidelity", own -> scores(own, quality.heldOut().get()));
          }
          if (quality.usefulness().isPresent()) {
            out.object("usefulness", own -> usefulness(own, quality.usefulness().get()));
          }
          if (quality.privacy().isPresent()) {
            out.object("privacy", own -> privacy(own, quality.privacy().get()));
          }
          out.objects("columns", quality.fidelity().columns(), SyntheticText::column)
              .objects("pairs", quality.fidelity().pairs(), SyntheticText::pair);
        });
  }

  private static void scores(Json out, Fidelity found) throws IOException {
    out.number("columnScore", found.columnScore())
        .number("pairScore", found.pairScore())
        .number("dependenceDifference", found.dependenceDifference())
        .number("detectionArea", found.detection().area())
        .number("detectionStandardError", found.detection().standardError());
  }

  private static void usefulness(Json out, Usefulness found) throws IOException {
    out.text("label", found.label())
        .text("measure", found.classes() ? "accuracy" : "r2")
        .whole("trainingRows", found.trainingRows())
        .whole("testRows", found.testRows());
    mean(out, "synthetic", found.synthetic());
    mean(out, "real", found.real());
    mean(out, "difference", found.difference());
    mean(out, "none", found.none());
  }

  private static void mean(Json out, String name, WeightedMean value) throws IOException {
    out.number(name, value.mean()).number(name + "StandardError", value.standardError());
  }

  private static void privacy(Json out, Privacy found) throws IOException {
    out.truth("tooClose", found.isTooClose())
        .whole("syntheticRows", found.syntheticRows())
        .whole("fittedRows", found.fittedRows())
        .whole("heldOutRows", found.heldOutRows())
        .number("nearerShare", found.nearerShare())
        .number("expectedShare", found.expectedShare())
        .number("standardError", found.standardError())
        .number("pValue", found.pValue())
        .number("copiedShare", found.copiedShare())
        .number("heldOutCopiedShare", found.heldOutCopiedShare())
        .numbers("quantiles", values(Privacy.SHARES))
        .numbers("distances", values(found.distances()))
        .numbers("heldOutDistances", values(found.heldOutDistances()));
  }

  private static double[] values(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void column(Json out, ColumnFidelity found) throws IOException {
    out.text("name", found.name())
        .text("measure", found.words() ? "totalVariation" : "kolmogorovSmirnov")
        .number("distance", found.distance())
        .number("chance", found.chance())
        .number("wasserstein", found.wasserstein())
        .number("outside", found.outside())
        .number("realMissing", found.realMissing())
        .number("syntheticMissing", found.syntheticMissing());
    if (!found.real().isEmpty()) {
      out.numbers("quantiles", values(ColumnFidelity.SHARES))
          .numbers("real", values(found.real()))
          .numbers("synthetic", values(found.synthetic()));
    }
  }

  private static void pair(Json out, PairFidelity found) throws IOException {
    out.text("first", found.first())
        .text("second", found.second())
        .text("measure", found.measure().name().toLowerCase(Locale.ROOT))
        .number("real", found.real())
        .number("synthetic", found.synthetic())
        .number("distance", found.distance())
        .number("chance", found.chance());
  }
}
