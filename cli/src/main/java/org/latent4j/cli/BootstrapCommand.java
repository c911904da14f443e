package org.latent4j.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.Schema;
import org.latent4j.formats.ReadOptions;
import org.latent4j.formats.Table;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitListener;
import org.latent4j.model.FittedModel;
import org.latent4j.model.Parameter.Axis;
import org.latent4j.task.ParameterBootstrap;
import org.latent4j.task.ParameterBootstrap.Interval;
import org.latent4j.task.ParameterBootstrap.Source;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How well the parameters of a model are known. */
@Command(
    name = "bootstrap",
    header = "How well the parameters of a model are known.",
    description =
        "Fits the model again and again to rows drawn from DATA with replacement (or from the model),"
            + " going on from what was found, and tells the standard error of each parameter and the"
            + " interval between percentiles. DATA are the rows the model was fitted to,"
            + " with their weights.",
    footer = {
      "",
      "Examples:",
      "  latent bootstrap faithful.latent example:faithful",
      "  latent bootstrap m.latent rows.csv --replicates 999 --only mean,weight --json"
    })
final class BootstrapCommand extends DataVerb {

  @Option(
      names = "--replicates",
      paramLabel = "N",
      order = 1,
      description = "How many refits. Default: 200.")
  private int replicates = ParameterBootstrap.Options.defaults().replicates();

  @Option(
      names = "--level",
      paramLabel = "P",
      order = 1,
      description = "Probability of the intervals. Default: 0.95.")
  private double level = ParameterBootstrap.Options.defaults().level();

  @Option(
      names = "--parametric",
      order = 1,
      description = "Draw the rows from the model, taking it for true, instead of from DATA.")
  private boolean parametric;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      order = 1,
      description = "Parameters to tell, such as mean. Default: all.")
  private List<String> only = List.of();

  @Option(
      names = "--seed",
      paramLabel = "N",
      order = 3,
      description = "The same seed gives the same answer. Default: 0.")
  private long seed;

  @Option(names = "--json", order = 3, description = "Print one JSON object instead of text.")
  private boolean json;

  @Override
  ExitCode run(Terminal terminal) throws IOException {
    ParameterBootstrap.Options options =
        new ParameterBootstrap.Options(replicates, level, parametric ? Source.MODEL : Source.ROWS);
    int workers = threads();
    FittedModel model = readModel();
    Table table = readData(terminal, model.schema());
    ParameterBootstrap.Result result = result(terminal, model, table, options, workers);
    List<Interval> intervals = chosen(result.intervals());
    if (json) {
      writeJson(terminal, model, table, result, intervals);
    } else {
      terminal.print(text(model, result, intervals));
    }
    return ExitCode.OK;
  }

  /** Rows have the weights that they had in the fit. */
  @Override
  ReadOptions readOptions(Schema schema) {
    ReadOptions options = super.readOptions(schema);
    return schema
        .first(ColumnRole.WEIGHT)
        .map(column -> options.withWeight(column.name()))
        .orElse(options);
  }

  private ParameterBootstrap.Result result(
      Terminal terminal,
      FittedModel model,
      Table table,
      ParameterBootstrap.Options options,
      int workers) {
    terminal.interruption().hold();
    try (ProgressLine progress = new ProgressLine(terminal.err(), System::nanoTime)) {
      FitListener listener = terminal.live() && !isQuiet() ? progress : FitListener.NONE;
      return ParameterBootstrap.of(
          model,
          table.data(),
          options,
          new FitContext(
              seed, workers, listener, terminal.interruption()::isRequested, Optional.empty()));
    } catch (CancellationException e) {
      throw new CommandException(
          ExitCode.INTERRUPTED, "interrupted before all refits were done", e);
    }
  }

  private List<Interval> chosen(List<Interval> all) {
    Set<String> names = new LinkedHashSet<>();
    all.forEach(interval -> names.add(interval.parameter().name()));
    for (String name : only) {
      if (!names.contains(name)) {
        throw CommandException.usage(
            "--only must be of " + String.join(", ", names) + ", got '" + name + "'");
      }
    }
    return only.isEmpty()
        ? all
        : all.stream().filter(i -> only.contains(i.parameter().name())).toList();
  }

  private String text(
      FittedModel model, ParameterBootstrap.Result result, List<Interval> intervals) {
    List<String> names = model.schema().featureNames();
    String percent = Text.number(100 * level).replaceAll("\\.?0+$", "") + " %";
    TextTable table =
        TextTable.of(
            "parameter", ">component", "column", "with", ">estimate", ">s.e.", ">low", ">high");
    for (Interval i : intervals) {
      table.row(
          i.parameter().name(),
          isNoise(model, i)
              ? "noise"
              : i.place(Axis.COMPONENT, 0).map(c -> Integer.toString(c + 1)).orElse(""),
          Text.printable(column(i, names)),
          Text.printable(with(i, names)),
          Text.number(i.estimate()),
          Text.number(i.standardError()),
          Text.number(i.low()),
          Text.number(i.high()));
    }
    StringBuilder text = new StringBuilder(table.toString());
    notes(model, result, percent)
        .forEach(sentence -> text.append("  ").append(sentence).append('\n'));
    return text.toString();
  }

  private List<String> notes(FittedModel model, ParameterBootstrap.Result result, String percent) {
    List<String> notes = new ArrayList<>();
    notes.add(
        String.format(
            Locale.ROOT,
            "intervals of %s and standard errors by %s to rows drawn from the %s",
            percent,
            Text.count(result.replicates(), "refit"),
            parametric ? "model" : "data"));
    if (result.failed() > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%s failed and %s left out: %s",
              Text.count(result.failed(), "refit"),
              result.failed() == 1 ? "was" : "were",
              Text.printable(result.failure())));
    }
    if (result.unconverged() > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%s did not converge within the iterations of the fit",
              Text.count(result.unconverged(), "refit")));
    }
    if (!model.encoding().isIdentity()) {
      notes.add("numbers without a column are those of the standardised columns");
    }
    return notes;
  }

  private static boolean isNoise(FittedModel model, Interval interval) {
    Optional<Integer> component = interval.place(Axis.COMPONENT, 0);
    return component.isPresent()
        && model
            .clusterer()
            .map(c -> c.hasNoiseComponent() && component.get() == c.componentCount() - 1)
            .orElse(false);
  }

  private static String column(Interval interval, List<String> names) {
    return interval.place(Axis.FEATURE, 0).map(names::get).orElse("");
  }

  /** The other column of a covariance, or the latent dimension. */
  private static String with(Interval interval, List<String> names) {
    Optional<String> other = interval.place(Axis.FEATURE, 1).map(names::get);
    return other.orElseGet(() -> interval.place(Axis.LATENT, 0).map(z -> "z" + (z + 1)).orElse(""));
  }

  private void writeJson(
      Terminal terminal,
      FittedModel model,
      Table table,
      ParameterBootstrap.Result result,
      List<Interval> intervals)
      throws IOException {
    List<String> names = model.schema().featureNames();
    Json.write(
        terminal.out(),
        object -> {
          object
              .text("model", model.family())
              .whole("rows", table.data().rowCount())
              .text("source", parametric ? "model" : "rows")
              .number("level", level)
              .whole("seed", seed)
              .whole("replicates", result.replicates())
              .whole("failed", result.failed())
              .whole("unconverged", result.unconverged());
          if (!result.failure().isEmpty()) {
            object.text("failure", result.failure());
          }
          object
              .text("scale", model.encoding().isIdentity() ? "none" : "standard")
              .objects(
                  "parameters",
                  intervals,
                  (json, i) -> writeInterval(json, i, isNoise(model, i), names));
        });
  }

  private static void writeInterval(Json json, Interval interval, boolean noise, List<String> names)
      throws IOException {
    json.text("parameter", interval.parameter().name());
    Optional<Integer> component = interval.place(Axis.COMPONENT, 0);
    if (noise) {
      json.text("component", "noise");
    } else if (component.isPresent()) {
      json.whole("component", component.get() + 1);
    }
    if (!column(interval, names).isEmpty()) {
      json.text("column", column(interval, names));
    }
    if (!with(interval, names).isEmpty()) {
      json.text("with", with(interval, names));
    }
    json.number("estimate", interval.estimate())
        .number("standardError", interval.standardError())
        .number("bias", interval.bias())
        .number("low", interval.low())
        .number("high", interval.high());
  }
}
