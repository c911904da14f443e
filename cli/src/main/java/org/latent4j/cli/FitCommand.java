package org.latent4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.DataException;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.file.JournalFile;
import org.latent4j.file.ModelFiles;
import org.latent4j.formats.ModelledColumns;
import org.latent4j.formats.Table;
import org.latent4j.linalg.Tensor;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitListener;
import org.latent4j.model.FitStatus;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Settings;
import org.latent4j.report.Report;
import org.latent4j.report.ReportInput;
import org.latent4j.select.ModelFitting;
import org.latent4j.select.ModelSearch;
import org.latent4j.select.Scaling;
import org.latent4j.select.SearchResult;
import org.latent4j.select.Validation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code latent fit}: reads rows, fits a model, writes it down, and tells how it went. */
@Command(
    name = "fit",
    header = "Fits a model to rows. Without --model, searches for the best one.",
    footer = {
      "",
      "Examples:",
      "  latent fit example:digits --report digits.html",
      "  latent fit measurements.csv --leave-out comment",
      "  latent fit measurements.csv --model gmm -k 3 --covariance tied",
      "  latent fit measurements.csv --model gmm --select bic",
      "  cat rows.csv | latent fit - --model ppca --out rows.latent"
    })
final class FitCommand extends VerbCommand {

  private static final String AUTO = "auto";
  private static final double NOTABLE_SPREAD_RATIO = 100;

  @Parameters(
      paramLabel = "DATA",
      description = "A table, an array, or a folder or zip of images: a path, - or example:NAME.")
  private String data = "";

  @Option(
      names = "--model",
      paramLabel = "NAME",
      order = 0,
      description = "auto (the default), or one model: ${COMPLETION-CANDIDATES}.",
      completionCandidates = FamilyNames.class)
  private String model = AUTO;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      order = 1,
      description = "Where the model goes. Default: the data's name with .latent, in this folder.")
  private String out = "";

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      order = 1,
      description = "Also write a report about the model and the rows.")
  private Optional<Path> report = Optional.empty();

  @Option(
      names = "--scale",
      paramLabel = "none|standard",
      order = 2,
      description =
          "Fit a named model in the data's units (the default), or to standardised columns.")
  private String scale = "";

  @Option(
      names = "--start",
      paramLabel = "MODEL.latent",
      order = 2,
      description = "Go on from a model, such as a checkpoint, instead of starts of our own.")
  private Optional<Path> start = Optional.empty();

  @Option(
      names = "--resume",
      order = 2,
      description =
          "Go on with this very command where it was interrupted; the model is the same, byte for"
              + " byte, as if it had not been.")
  private boolean resume;

  @Option(
      names = "--seed",
      paramLabel = "N",
      order = 3,
      description = "The same seed gives the same model. Default: 0.")
  private long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      order = 3,
      description = "Default: all processors. The result is the same for any number.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--strict", order = 3, description = "Exit with 4 when the fit did not converge.")
  private boolean strict;

  @Option(names = "--json", order = 3, description = "Print one JSON object instead of text.")
  private boolean json;

  @Mixin private ColumnOptions columns = new ColumnOptions();

  @Mixin private JudgeOptions judge = new JudgeOptions();

  @Mixin private DataOptions reading = new DataOptions();

  private final FamilyOptions familyOptions = new FamilyOptions(ModelFamily.all());
  private List<String> arguments = List.of();

  /** The names of all models, for help. */
  static final class FamilyNames extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    FamilyNames() {
      super(ModelFamily.all().stream().map(ModelFamily::name).toList());
    }
  }

  @Override
  void extend(CommandSpec spec) {
    familyOptions.addTo(spec);
  }

  @Override
  void arguments(List<String> words) {
    arguments = words;
  }

  @Override
  ExitCode run(Terminal terminal) throws Exception {
    if (!isSearch()) {
      judge.requireNoSearch();
    }
    Optional<ModelFamily> family =
        model.equals(AUTO) ? Optional.empty() : Optional.of(ModelFamily.named(model));
    Outputs outputs = Outputs.of(data, out, report);
    long begin = System.nanoTime();
    Table table =
        DataOptions.read(
            terminal, data, columns.addTo(reading.readOptions()).withModelled(modelled(family)));
    double secondsRead = secondsSince(begin);
    table.notes().forEach(sentence -> note(terminal, sentence));
    MemoryNeed need = memoryNeed(family, table);
    if (need.isNotable()) {
      note(terminal, need.sentence());
    }
    need.requireWithin(Runtime.getRuntime().maxMemory());
    terminal.interruption().hold();
    begin = System.nanoTime();
    Outcome outcome;
    JournalFile journal = Journal.open(outputs.journal(), key(table.data()), resume);
    try (ProgressLine progress = new ProgressLine(terminal.err(), System::nanoTime)) {
      FitListener listener = terminal.live() && !isQuiet() ? progress : FitListener.NONE;
      FitContext context =
          new FitContext(
              seed,
              threads,
              listener,
              terminal.interruption()::isRequested,
              Optional.empty(),
              journal);
      outcome =
          family.isPresent() && !isSearch()
              ? fitNamed(terminal, family.get(), table.data(), context)
              : search(family.map(List::of).orElseGet(ModelFamily::all), table.data(), context);
    } catch (DataException e) {
      throw withRemedy(e, table.data());
    } catch (CancellationException e) {
      journal.createIfAbsent();
      throw new CommandException(
          ExitCode.INTERRUPTED,
          "interrupted before there was a model; the same command with --resume goes on",
          e);
    }
    double secondsFit = secondsSince(begin);
    if (outcome.fitted().report().status() == FitStatus.CANCELLED) {
      journal.createIfAbsent();
      return Start.keep(terminal, outcome.fitted(), outputs.checkpoint());
    }
    FitSummary summary =
        new FitSummary(
            outcome,
            table.data(),
            outputs,
            threads,
            secondsRead,
            secondsFit,
            isSearch(),
            need.bytes());
    write(terminal, summary, table, outputs);
    journal.delete();
    if (resume) {
      Files.deleteIfExists(outputs.checkpoint());
    }
    return strict && !outcome.fitted().report().converged() ? notConverged(terminal) : ExitCode.OK;
  }

  private MemoryNeed memoryNeed(Optional<ModelFamily> family, Table table) {
    return family.isPresent() && familyOptions.takenBy(family.get())
        ? MemoryNeed.of(
            table, List.of(family.get()), familyOptions.settingsFor(family.get()), threads)
        : MemoryNeed.of(table, ModelFamily.all(), Settings.of(List.of()), threads);
  }

  /** What tells this fit from others: rows, options, seed and start, but not threads. */
  private String key(Dataset rows) throws IOException {
    List<String> options =
        List.of(
            model,
            new TreeMap<>(familyOptions.given()).toString(),
            scale,
            Long.toString(seed),
            judge.text());
    return Journal.key(rows, options, start.map(List::of).orElse(List.of()));
  }

  /** Words are read where a model can take them: one that is named, or one of a search. */
  private ModelledColumns modelled(Optional<ModelFamily> family) {
    if (family.isPresent()) {
      return family.get().takesWords() ? ModelledColumns.ALL : ModelledColumns.NUMBERS;
    }
    boolean taken =
        ModelFamily.all().stream()
            .filter(ModelFamily::takesWords)
            .anyMatch(f -> familyOptions.takenBy(f) && familyOptions.allowedBy(f));
    return taken ? ModelledColumns.ALL_IF_DISCRETE : ModelledColumns.NUMBERS;
  }

  /** Names the option that helps where values are missing. */
  private static DataException withRemedy(DataException error, Dataset rows) {
    boolean gaps = rows.rowCount() > 0 && DataSummary.of(rows).missingTotal() > 0;
    return gaps
        ? new DataException(error.getMessage() + " (--missing drop leaves such rows out)")
        : error;
  }

  /** What was fitted, and how it was found when there was a search. */
  record Outcome(FittedModel fitted, Optional<SearchResult> search) {}

  /** A search is what is done without a name, and within a family when it is to be chosen by. */
  private boolean isSearch() {
    return model.equals(AUTO) || judge.isSelecting();
  }

  private Outcome search(List<ModelFamily> searched, Dataset rows, FitContext context) {
    if (!scale.isEmpty() || start.isPresent()) {
      throw CommandException.usage(
          (scale.isEmpty() ? "--start" : "--scale")
              + (judge.isSelecting()
                  ? " goes with one fit; leave out --select"
                  : " goes with a named model; add --model NAME"));
    }
    Map<String, String> given = familyOptions.given();
    List<ModelFamily> takers = searched.stream().filter(familyOptions::takenBy).toList();
    List<ModelFamily> families = new ArrayList<>();
    for (ModelFamily family : takers) {
      if (familyOptions.allowedBy(family)) {
        families.add(given.isEmpty() ? family : new PinnedFamily(family, given));
      }
    }
    if (families.isEmpty() && !takers.isEmpty()) {
      familyOptions.settingsFor(takers.get(0)); // says which value is not allowed
    }
    if (families.isEmpty()) {
      if (searched.size() == 1) {
        familyOptions.settingsFor(searched.get(0)); // refuses an option the family does not have
      }
      throw CommandException.usage(
          "no model takes all of "
              + Text.list(given.keySet().stream().map(FamilyOptions::flag).toList()));
    }
    SearchResult result = ModelSearch.search(rows, judge.searchOptions(families), context);
    return new Outcome(result.best(), Optional.of(result));
  }

  private Outcome fitNamed(Terminal terminal, ModelFamily family, Dataset rows, FitContext context)
      throws IOException {
    Settings settings = withKnownComponents(familyOptions.settingsFor(family), rows);
    Scaling scaling =
        DataOptions.choose(
            "--scale",
            scale.isEmpty() ? "none" : scale,
            Map.of("none", Scaling.NONE, "standard", Scaling.STANDARD));
    if (scale.isEmpty()) {
      DataSummary summary = DataSummary.of(rows);
      double ratio = Scaling.spreadRatio(summary);
      boolean pixels = rows.schema().image().isPresent(); // all in the same unit
      if (!pixels
          && ratio >= NOTABLE_SPREAD_RATIO
          && family.dependsOnScaling(rows.schema(), summary)) {
        note(
            terminal,
            String.format(
                Locale.ROOT,
                "spreads of columns differ by a factor of %.0f; --scale standard gives each column"
                    + " the same say",
                ratio));
      }
    }
    Map<String, Tensor> arrays = Start.arrays(family, settings);
    boolean started = start.isPresent() || !arrays.isEmpty();
    if (started && scaling != Scaling.NONE) {
      throw CommandException.usage("a start is in the units of the data; leave out --scale");
    }
    FitContext from = context;
    if (start.isPresent()) {
      from = context.withStart(Start.model(start.get(), family));
    } else if (started) {
      from = context.withStart(family.startFrom(rows, settings, arrays));
    }
    boolean fixed = started || familyOptions.given().containsKey("iterations");
    Validation validation = judge.validation(fixed && family.fitsAgain());
    FittedModel fitted = ModelFitting.fit(family, settings, scaling, rows, validation, from);
    return new Outcome(
        HeldOutCalibration.added(fitted, family, validation, rows, from), Optional.empty());
  }

  /** As many components as are known by name, where the user gives no number. */
  private static Settings withKnownComponents(Settings settings, Dataset rows) {
    Optional<Column> known = rows.schema().first(ColumnRole.COMPONENT);
    boolean open = known.isPresent() && !settings.given().containsKey("k");
    return open && settings.has("k") ? settings.with("k", known.get().levels().size()) : settings;
  }

  private void write(Terminal terminal, FitSummary summary, Table table, Outputs outputs)
      throws IOException {
    FittedModel fitted = summary.outcome().fitted();
    if (outputs.model().isPresent()) {
      ModelFiles.write(fitted, outputs.model().get());
    } else {
      ModelFiles.write(fitted, terminal.out());
    }
    if (report.isPresent()) {
      Report.write(reportInput(summary, table), report.get());
    }
    if (json) {
      summary.writeJson(outputs.model().isPresent() ? terminal.out() : terminal.err());
    } else if (outputs.model().isPresent()) {
      terminal.print(summary.text());
    } else {
      note(terminal, summary.text().stripTrailing());
    }
  }

  private ReportInput reportInput(FitSummary summary, Table table) {
    List<String> command = new ArrayList<>(List.of("latent", "fit"));
    command.addAll(arguments);
    ReportInput input =
        ReportInput.of(summary.outcome().fitted(), table.data(), table.source())
            .withNotes(table.notes())
            .withCommand(command, threads)
            .withSeed(seed)
            .withTimings(
                List.of(
                    new ReportInput.Timing("reading", summary.secondsRead()),
                    new ReportInput.Timing("fitting", summary.secondsFit())));
    return summary.outcome().search().isPresent()
        ? input.withLeaderboard(summary.outcome().search().get().leaderboard())
        : input;
  }

  private static ExitCode notConverged(Terminal terminal) {
    terminal.err().println("latent: the fit did not converge; raise --iterations or --tolerance");
    return ExitCode.NOT_FITTED;
  }

  private static double secondsSince(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }
}
