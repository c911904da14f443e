package org.latent4j.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.latent4j.formats.Table;
import org.latent4j.model.FittedModel;
import org.latent4j.task.Drift;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code latent drift}: whether rows still come from the distribution of the fit. */
@Command(
    name = "drift",
    header = "Whether rows still come from what a model was fitted to, and which columns moved.",
    description =
        "Compares the log densities of the rows with those of rows held out from the fit, and the"
            + " values of each column with those of the fit. With rows of the same distribution, the"
            + " probability that anything is found is at most the level, however many columns there"
            + " are. Drift is an answer, not a failure: the exit code is 0 either way, and --json"
            + " tells it to programs.",
    footer = {
      "",
      "Examples:",
      "  latent drift orders.latent orders-of-today.csv",
      "  latent drift orders.latent orders-of-today.csv --level 0.001 --json"
    })
final class DriftCommand extends DataVerb {

  private static final int MOST_ROWS = 20;

  @Option(
      names = "--level",
      paramLabel = "X",
      order = 0,
      description = "Probability of a false alarm. Default: ${DEFAULT-VALUE}.")
  private double level = 0.01;

  @Option(names = "--json", order = 1, description = "Print one JSON object instead of text.")
  private boolean json;

  @Override
  ExitCode run(Terminal terminal) throws IOException {
    if (!(level > 0 && level < 1)) {
      throw CommandException.usage("--level must be between 0 and 1, got " + level);
    }
    FittedModel model = readModel();
    Table table = readData(terminal, model.schema());
    Drift drift = Drift.of(model, table.data(), level, threads());
    if (json) {
      writeJson(terminal, drift);
    } else {
      terminal.print(text(drift));
    }
    if (drift.rows().isPresent() && !drift.isHeldOut()) {
      note(
          terminal,
          "the model keeps log densities of the rows it was fitted to alone, which are too high for"
              + " one with many parameters: what overfits looks like drift of log p(x)");
    }
    if (drift.columns().isEmpty()) {
      note(
          terminal,
          "the model file keeps nothing of its columns; fit it again to be told which of them"
              + " moved");
    }
    return ExitCode.OK;
  }

  private static String text(Drift drift) {
    List<Drift.Finding> found = new ArrayList<>();
    drift.rows().ifPresent(found::add);
    found.addAll(drift.moved());
    StringBuilder text = new StringBuilder(verdict(drift)).append('\n');
    TextTable table = TextTable.of("", ">p-value", ">adjusted", "what differs most");
    for (Drift.Finding finding : found.subList(0, Math.min(found.size(), MOST_ROWS + 1))) {
      table.row(
          finding.name(),
          probability(finding.pValue()),
          probability(finding.adjustedPValue()),
          change(finding));
    }
    if (!found.isEmpty()) {
      text.append('\n').append(table);
    }
    if (found.size() > MOST_ROWS + 1) {
      text.append(
          String.format(
              Locale.ROOT, "  … and %d more, with --json%n", found.size() - MOST_ROWS - 1));
    }
    return text.toString();
  }

  private static String verdict(Drift drift) {
    String p =
        String.format(
            Locale.ROOT, "p = %s, level %s", probability(drift.pValue()), number(drift.level()));
    String rows = Text.count(drift.rowCount(), "row");
    if (!drift.isFound()) {
      return "no drift is found in " + rows + ": " + p;
    }
    int moved = drift.moved().size();
    String columns = "";
    if (moved > 0) {
      columns =
          String.format(
              Locale.ROOT, "; %d of %s moved", moved, Text.count(drift.columns().size(), "column"));
    } else if (!drift.columns().isEmpty()) {
      columns = "; no column moved by itself, but how they go together changed";
    }
    return rows + " are not from the distribution of the fit any more: " + p + columns;
  }

  private static String change(Drift.Finding finding) {
    Drift.Change change = finding.change();
    if (change.before() == change.now()) {
      return finding.degreesOfFreedom() == 0 ? "too few values to tell" : "nothing";
    }
    String shares = String.format(Locale.ROOT, ", were %s", percent(change.before(), change.now()));
    String now = percent(change.now(), change.before());
    return switch (change.way()) {
      case WORD -> "'" + change.word() + "' in " + now + shares;
      case MISSING -> "missing in " + now + shares;
      default ->
          String.format(
              Locale.ROOT,
              "%s: %s at most %s%s",
              change.way().name().toLowerCase(Locale.ROOT),
              now,
              number(change.bound()),
              shares);
    };
  }

  /** A share, with a digit more where it would look like the other. */
  private static String percent(double share, double other) {
    int decimals = Math.abs(share - other) < 0.01 ? 2 : 1;
    return String.format(Locale.ROOT, "%." + decimals + "f %%", 100 * share);
  }

  /** A number as short as it can be told in six digits. */
  private static String number(double value) {
    String text = Text.number(value);
    return text.contains(".") && !text.contains("e") ? text.replaceAll("\\.?0+$", "") : text;
  }

  private static String probability(double p) {
    return p == 0 ? "<1e-300" : String.format(Locale.ROOT, p < 1e-3 ? "%.1e" : "%.3f", p);
  }

  private static void writeJson(Terminal terminal, Drift drift) throws IOException {
    Json.write(
        terminal.out(),
        out -> {
          out.whole("rows", drift.rowCount())
              .number("level", drift.level())
              .number("pValue", drift.pValue())
              .truth("drift", drift.isFound())
              .truth("heldOut", drift.isHeldOut());
          if (drift.rows().isPresent()) {
            out.object("logDensity", row -> writeFinding(row, drift.rows().get()));
          }
          out.texts("moved", drift.moved().stream().map(Drift.Finding::name).toList())
              .objects("columns", drift.columns(), DriftCommand::writeFinding);
        });
  }

  private static void writeFinding(Json out, Drift.Finding finding) throws IOException {
    Drift.Change change = finding.change();
    out.text("name", finding.name())
        .number("statistic", finding.statistic())
        .whole("degreesOfFreedom", finding.degreesOfFreedom())
        .number("pValue", finding.pValue())
        .number("adjustedPValue", finding.adjustedPValue())
        .truth("moved", finding.moved())
        .text("way", change.way().name().toLowerCase(Locale.ROOT));
    if (change.way() == Drift.Way.WORD) {
      out.text("word", change.word());
    }
    out.number("bound", change.bound())
        .number("shareBefore", change.before())
        .number("shareNow", change.now());
  }
}
