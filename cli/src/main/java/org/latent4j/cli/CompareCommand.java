package org.latent4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.latent4j.data.WeightedMean;
import org.latent4j.file.ModelFiles;
import org.latent4j.formats.ModelledColumns;
import org.latent4j.formats.Table;
import org.latent4j.model.DensityKind;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitListener;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ModelFamily;
import org.latent4j.select.FamilyComparison;
import org.latent4j.select.Leaderboard;
import org.latent4j.task.ModelComparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code latent compare}: families, or fitted models, on the same rows. */
@Command(
    name = "compare",
    header = "All kinds of models on the same held-out rows, or fitted models on the same rows.",
    description =
        "Searches each kind of model for its own best size, all by the same held-out rows, and tells"
            + " how far each is behind the best: differences are taken row by row, so their standard"
            + " errors are those of pairs. Writes no file. With --models, compares model files on the"
            + " rows instead.",
    footer = {
      "",
      "Examples:",
      "  latent compare measurements.csv",
      "  latent compare measurements.csv --only gmm,tmm,fa --max-seconds 60",
      "  latent compare new.csv --models monday.latent tuesday.latent"
    })
final class CompareCommand extends VerbCommand {

  @Parameters(
      paramLabel = "DATA",
      description = "A table, an array or images: a path, - or example:NAME.")
  private String data = "";

  @Option(
      names = "--models",
      paramLabel = "MODEL",
      arity = "1..*",
      order = 0,
      description = "Compare these model files; nothing is fitted.")
  private List<Path> models = List.of();

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      order = 0,
      description = "Compare these kinds of models: ${COMPLETION-CANDIDATES}. Default: all.",
      completionCandidates = FitCommand.FamilyNames.class)
  private List<String> only = List.of();

  @Option(names = "--json", order = 1, description = "Print one JSON object instead of text.")
  private boolean json;

  @Option(
      names = "--seed",
      paramLabel = "N",
      order = 3,
      description = "The same seed gives the same table. Default: 0.")
  private long seed;

  @Mixin private ThreadsOption threads = new ThreadsOption();

  @Mixin private JudgeOptions judge = new JudgeOptions();

  @Mixin private ColumnOptions columns = new ColumnOptions();

  @Mixin private DataOptions reading = new DataOptions();

  @Override
  ExitCode run(Terminal terminal) throws Exception {
    if (judge.isSelecting()) {
      throw CommandException.usage("held-out rows are what is compared by; leave out --select");
    }
    int workers = threads.count();
    if (models.isEmpty()) {
      families(terminal, workers);
    } else if (only.isEmpty()) {
      files(terminal, workers);
    } else {
      throw CommandException.usage("--models compares files as they are; leave out --only");
    }
    return ExitCode.OK;
  }

  private void families(Terminal terminal, int workers) throws IOException {
    List<ModelFamily> families =
        only.isEmpty() ? ModelFamily.all() : only.stream().map(ModelFamily::named).toList();
    boolean words = families.stream().anyMatch(ModelFamily::takesWords);
    Table table =
        DataOptions.read(
            terminal,
            data,
            columns
                .addTo(reading.readOptions())
                .withModelled(words ? ModelledColumns.ALL_IF_DISCRETE : ModelledColumns.NUMBERS));
    table.notes().forEach(sentence -> note(terminal, sentence));
    FamilyComparison found;
    try (ProgressLine progress = new ProgressLine(terminal.err(), System::nanoTime)) {
      FitListener listener = terminal.live() && !isQuiet() ? progress : FitListener.NONE;
      found =
          FamilyComparison.of(
              table.data(),
              judge.searchOptions(families),
              new FitContext(
                  seed, workers, listener, terminal.interruption()::isRequested, Optional.empty()));
    } catch (CancellationException e) {
      throw new CommandException(ExitCode.INTERRUPTED, e.getMessage(), e);
    }
    found.notes().forEach(sentence -> note(terminal, sentence));
    if (json) {
      writeJson(terminal, found, table.data().rowCount());
    } else {
      terminal.print(text(found));
    }
  }

  private static String text(FamilyComparison found) {
    TextTable table =
        TextTable.of(
            ">#",
            "model",
            "best size",
            "columns",
            ">held-out log p",
            ">± s.e.",
            ">behind",
            ">± s.e.",
            ">BIC",
            ">ICL",
            ">parameters",
            ">seconds",
            ">search");
    int place = 0;
    for (FamilyComparison.Entry entry : found.entries()) {
      Leaderboard.Entry best = entry.best();
      boolean fitted = best.outcome() == Leaderboard.Outcome.FITTED;
      table.row(
          Integer.toString(++place),
          best.family(),
          fitted ? best.label() : "could not be fitted",
          fitted ? best.standardised() ? "standardised" : "as they are" : "",
          Text.fixed(best.heldOutMeanLogLikelihood(), 3),
          Text.fixed(best.standardError(), 3),
          behind(entry.difference(), place),
          place == 1 ? "" : Text.fixed(entry.difference().standardError(), 3),
          Text.fixed(best.criteria().bic(), 1),
          Text.fixed(best.criteria().icl(), 1),
          best.parameterCount() > 0 ? Long.toString(best.parameterCount()) : "",
          Text.fixed(best.seconds(), 2),
          Text.fixed(entry.seconds(), 2));
    }
    StringBuilder text = new StringBuilder().append(table);
    for (FamilyComparison.Entry entry : found.entries()) {
      if (entry.best().outcome() != Leaderboard.Outcome.FITTED) {
        String sentence = entry.best().family() + ": " + entry.best().note();
        text.append("  ").append(Text.printable(sentence)).append('\n');
      }
    }
    return text.append(judged(found)).append('\n').toString();
  }

  private static String behind(WeightedMean difference, int place) {
    return place == 1 ? "" : Text.fixed(-difference.mean(), 3);
  }

  private static String judged(FamilyComparison found) {
    String rows =
        found.folds() > 1
            ? String.format(Locale.ROOT, "each row held out once in %d folds", found.folds())
            : String.format(
                Locale.ROOT,
                "on %s held out of %,d",
                Text.count(found.heldOutRows(), "row"),
                found.trainingRows() + found.heldOutRows());
    return "  log p(x) per row in nats, "
        + rows
        + "; behind the best in pairs of rows; sizes were chosen by the same rows";
  }

  private void writeJson(Terminal terminal, FamilyComparison found, long rows) throws IOException {
    Json.write(
        terminal.out(),
        out ->
            out.whole("rows", rows)
                .whole("trainingRows", found.trainingRows())
                .whole("heldOutRows", found.heldOutRows())
                .whole("folds", found.folds())
                .whole("seed", seed)
                .objects(
                    "models",
                    found.entries(),
                    (object, entry) -> {
                      FitSummary.writeEntry(object, entry.best());
                      writeDifference(object, entry.difference());
                      object
                          .whole("candidates", entry.candidates())
                          .number("searchSeconds", entry.seconds());
                    })
                .texts("notes", found.notes()));
  }

  private static void writeDifference(Json out, WeightedMean difference) throws IOException {
    out.number("difference", difference.mean())
        .number("differenceStandardError", difference.standardError());
  }

  private void files(Terminal terminal, int workers) throws IOException {
    List<FittedModel> fitted = new ArrayList<>();
    for (Path file : models) {
      fitted.add(ModelFiles.read(file));
    }
    Table table =
        DataOptions.readFor(
            terminal, fitted.get(0).schema(), data, columns.addTo(reading.readOptions()));
    table.notes().forEach(sentence -> note(terminal, sentence));
    ModelComparison found = ModelComparison.of(fitted, table.data(), workers);
    for (ModelComparison.Entry entry : found.entries()) {
      if (entry.fittedToTheseRows()) {
        note(
            terminal,
            "'"
                + models.get(entry.place())
                + "' was fitted to these very rows, which flatters it; compare on others");
      }
    }
    if (json) {
      writeJson(terminal, found, fitted);
    } else {
      terminal.print(text(found, fitted));
    }
  }

  private String text(ModelComparison found, List<FittedModel> fitted) {
    TextTable table =
        TextTable.of(
            ">#", "model", "what", ">log p(x)", ">± s.e.", ">behind", ">± s.e.", ">parameters");
    boolean exact = true;
    int place = 0;
    for (ModelComparison.Entry entry : found.entries()) {
      boolean bound = entry.densityKind() != DensityKind.EXACT;
      exact &= !bound;
      table.row(
          Integer.toString(++place),
          models.get(entry.place()).toString(),
          FitSummary.title(fitted.get(entry.place())),
          Text.fixed(entry.logDensity().mean(), 3) + (bound ? "*" : ""),
          Text.fixed(entry.logDensity().standardError(), 3),
          behind(entry.difference(), place),
          place == 1 ? "" : Text.fixed(entry.difference().standardError(), 3),
          Long.toString(entry.parameterCount()));
    }
    return table
        + "  log p(x) per row in nats, on "
        + Text.count(found.rowCount(), "row")
        + "; behind the best in pairs of rows"
        + (exact ? "" : "; * a bound or an estimate")
        + "\n";
  }

  private void writeJson(Terminal terminal, ModelComparison found, List<FittedModel> fitted)
      throws IOException {
    Json.write(
        terminal.out(),
        out ->
            out.whole("rows", found.rowCount())
                .objects(
                    "models",
                    found.entries(),
                    (object, entry) -> {
                      object
                          .text("file", models.get(entry.place()).toString())
                          .text("model", fitted.get(entry.place()).family())
                          .number("meanLogLikelihood", entry.logDensity().mean())
                          .number("standardError", entry.logDensity().standardError());
                      writeDifference(object, entry.difference());
                      object
                          .text("densityKind", entry.densityKind().name().toLowerCase(Locale.ROOT))
                          .whole("parameterCount", entry.parameterCount())
                          .truth("fittedToTheseRows", entry.fittedToTheseRows());
                    }));
  }
}
