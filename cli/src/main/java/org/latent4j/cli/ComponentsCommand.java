package org.latent4j.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.latent4j.formats.ModelledColumns;
import org.latent4j.formats.Table;
import org.latent4j.model.Density;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitListener;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Sampler;
import org.latent4j.select.ComponentOptions;
import org.latent4j.select.ComponentSearch;
import org.latent4j.select.ComponentTable;
import org.latent4j.select.Validation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What speaks for each number of components. */
@Command(
    name = "components",
    header = "How many components a mixture needs.",
    description =
        "Fits 1, 2, … components and tells what speaks for each number: BIC and ICL on all rows"
            + " (least is best), the log density of held-out rows (greatest is best), and tests of k"
            + " components against k + 1 by bootstrapping the likelihood ratio, from k = 1 on until"
            + " one is not rejected.",
    footer = {
      "",
      "Examples:",
      "  latent components measurements.csv",
      "  latent components measurements.csv --covariance tied --most 6 --bootstrap 199",
      "  latent components example:faithful --bootstrap 0"
    })
final class ComponentsCommand extends VerbCommand {

  private static final String COMPONENTS = "k";

  @Parameters(
      paramLabel = "DATA",
      description = "A table, an array or images: a path, - or example:NAME.")
  private String data = "";

  @Option(
      names = "--model",
      paramLabel = "NAME",
      order = 0,
      description = "The kind of mixture. Default: gmm.")
  private String model = "gmm";

  @Option(
      names = "--most",
      paramLabel = "N",
      order = 1,
      description = "The most components that are tried. Default: ${DEFAULT-VALUE}.")
  private int most = ComponentOptions.DEFAULT_MOST_COMPONENTS;

  @Option(
      names = "--bootstrap",
      paramLabel = "B",
      order = 1,
      description = "Sets drawn for each test; 0 for no tests. Default: ${DEFAULT-VALUE}.")
  private int bootstrap = ComponentOptions.DEFAULT_REPLICATES;

  @Option(
      names = "--level",
      paramLabel = "X",
      order = 1,
      description = "A test rejects when its p-value is at most X. Default: ${DEFAULT-VALUE}.")
  private double level = ComponentOptions.DEFAULT_LEVEL;

  @Option(names = "--json", order = 3, description = "Print one JSON object instead of text.")
  private boolean json;

  @Option(
      names = "--seed",
      paramLabel = "N",
      order = 3,
      description = "The same seed gives the same table. Default: 0.")
  private long seed;

  @Mixin private ThreadsOption threads = new ThreadsOption();

  @Mixin private ColumnOptions columns = new ColumnOptions();

  @Mixin private DataOptions reading = new DataOptions();

  private final FamilyOptions familyOptions = new FamilyOptions(mixtures());

  /** The families that have components, a density, and draw rows. */
  private static List<ModelFamily> mixtures() {
    return ModelFamily.all().stream()
        .filter(f -> f.settings().stream().anyMatch(s -> s.name().equals(COMPONENTS)))
        .filter(f -> Density.class.isAssignableFrom(f.modelType()))
        .filter(f -> Sampler.class.isAssignableFrom(f.modelType()))
        .toList();
  }

  @Override
  void extend(CommandSpec spec) {
    familyOptions.addTo(spec);
  }

  @Override
  ExitCode run(Terminal terminal) throws Exception {
    ModelFamily family = family();
    if (familyOptions.given().containsKey(COMPONENTS)) {
      throw CommandException.usage("-k is what is looked for; leave it out, or give --most");
    }
    ComponentOptions options = new ComponentOptions(most, bootstrap, level, Validation.automatic());
    var settings = familyOptions.settingsFor(family);
    int workers = threads.count();
    ModelledColumns modelled = family.takesWords() ? ModelledColumns.ALL : ModelledColumns.NUMBERS;
    Table table =
        DataOptions.read(
            terminal, data, columns.addTo(reading.readOptions()).withModelled(modelled));
    table.notes().forEach(sentence -> note(terminal, sentence));
    ComponentTable found;
    try (ProgressLine progress = new ProgressLine(terminal.err(), System::nanoTime)) {
      FitListener listener = terminal.live() && !isQuiet() ? progress : FitListener.NONE;
      found =
          ComponentSearch.run(
              family,
              settings,
              table.data(),
              options,
              new FitContext(
                  seed, workers, listener, terminal.interruption()::isRequested, Optional.empty()));
    } catch (CancellationException e) {
      throw new CommandException(ExitCode.INTERRUPTED, e.getMessage(), e);
    }
    ComponentText text = new ComponentText(family, found);
    if (json) {
      text.writeJson(terminal.out(), table.data().rowCount(), seed);
    } else {
      terminal.print(text.toString());
    }
    return ExitCode.OK;
  }

  private ModelFamily family() {
    return mixtures().stream()
        .filter(f -> f.name().equals(model))
        .findFirst()
        .orElseThrow(
            () ->
                CommandException.usage(
                    "--model must be one of "
                        + String.join(", ", mixtures().stream().map(ModelFamily::name).toList())
                        + ", got '"
                        + model
                        + "'"));
  }
}
