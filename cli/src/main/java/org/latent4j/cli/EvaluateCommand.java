package org.latent4j.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.latent4j.data.WeightedMean;
import org.latent4j.formats.Table;
import org.latent4j.model.DensityKind;
import org.latent4j.model.FittedModel;
import org.latent4j.task.Evaluation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code latent evaluate}: how well a model describes rows. */
@Command(
    name = "evaluate",
    header = "How well a model describes rows that it has not seen.",
    description =
        "Log density per row in nats, with its standard error over the rows. Of a model that knows"
            + " it by a bound also the importance-weighted bound, which rises to log p(x) with the"
            + " number of samples, and what each latent dimension tells of the rows. Grey values of"
            + " a model of black and white are first drawn as 0 or 1.",
    footer = {
      "",
      "Examples:",
      "  latent evaluate digits.latent new-digits.csv",
      "  latent evaluate mnist.latent t10k-images-idx3-ubyte.gz --samples 5000 --json"
    })
final class EvaluateCommand extends DataVerb {

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Codes drawn for each row. Default: 500.")
  private int samples = Evaluation.Options.defaults().samples();

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Look at so many rows at most, drawn at random. Default: 1,000.")
  private int rows = Evaluation.Options.defaults().mostRows();

  @Option(names = "--seed", paramLabel = "SEED", description = "A whole number. Default: 0.")
  private long seed;

  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean json;

  @Override
  ExitCode run(Terminal terminal) throws IOException {
    if (samples < 1) {
      throw CommandException.usage("--samples must be at least 1, got " + samples);
    }
    if (rows < 1) {
      throw CommandException.usage("--rows must be at least 1, got " + rows);
    }
    int workers = threads();
    FittedModel model = readModel();
    Table table = readData(terminal, model.schema());
    Evaluation evaluation =
        Evaluation.of(model, table.data(), new Evaluation.Options(samples, rows, seed), workers);
    if (json) {
      writeJson(terminal, model, evaluation, table.data().rowCount());
    } else {
      terminal.print(text(model, evaluation, table.data().rowCount()));
    }
    return ExitCode.OK;
  }

  private String text(FittedModel model, Evaluation evaluation, long given) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s on %s%n",
            Text.printable(FitSummary.title(model)),
            evaluation.rowCount() == given
                ? Text.count(given, "row")
                : Text.count(evaluation.rowCount(), "row")
                    + " of "
                    + given
                    + ", drawn with seed "
                    + seed));
    text.append(line(name(evaluation.densityKind()), evaluation.logDensity()));
    evaluation
        .importance()
        .ifPresent(
            i ->
                text.append(line("importance-weighted", i.perRow()))
                    .append(
                        String.format(
                            Locale.ROOT,
                            "  %-28s%d per row, worth %.1f independent ones%n",
                            "samples",
                            i.samples(),
                            i.effectiveSamples())));
    text.append(
        String.format(
            Locale.ROOT, "  %-28s%.4f%n", "bits per column", evaluation.bitsPerDimension()));
    if (!evaluation.latent().isEmpty()) {
      text.append(latent(evaluation));
    }
    return text.toString();
  }

  private static String name(DensityKind kind) {
    return switch (kind) {
      case EXACT -> "log p(x) per row";
      case LOWER_BOUND -> "evidence lower bound";
      case ESTIMATE -> "log p(x) per row, estimated";
    };
  }

  private static String line(String name, WeightedMean mean) {
    return String.format(
        Locale.ROOT,
        "  %-28s%s ± %s%n",
        name,
        Text.number(mean.mean()),
        Text.number(mean.standardError()));
  }

  private static String latent(Evaluation evaluation) {
    List<Evaluation.LatentUse> latent = evaluation.latent();
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "  %-28s%d of %d%n",
                "active latent dimensions",
                evaluation.activeUnits(),
                latent.size()));
    List<String> parts = new ArrayList<>();
    latent.forEach(
        use -> parts.add(String.format(Locale.ROOT, "%s %.2f", use.name(), use.divergence())));
    for (int i = 0; i < parts.size(); i += 10) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %-28s%s%n",
              i == 0 ? "KL of each, nats" : "",
              String.join(", ", parts.subList(i, Math.min(parts.size(), i + 10)))));
    }
    return text.toString();
  }

  private void writeJson(Terminal terminal, FittedModel model, Evaluation evaluation, long given)
      throws IOException {
    Json.write(
        terminal.out(),
        out -> {
          out.text("model", model.family())
              .whole("rowsGiven", given)
              .whole("rows", evaluation.rowCount())
              .text("densityKind", evaluation.densityKind().name().toLowerCase(Locale.ROOT));
          boolean bound = evaluation.importance().isPresent();
          out.number(bound ? "elboPerRow" : "logDensityPerRow", evaluation.logDensity().mean())
              .number(
                  bound ? "elboStandardError" : "standardError",
                  evaluation.logDensity().standardError());
          if (bound) {
            Evaluation.ImportanceBound importance = evaluation.importance().get();
            out.number("importanceWeightedPerRow", importance.perRow().mean())
                .number("standardError", importance.perRow().standardError())
                .whole("samples", importance.samples())
                .number("effectiveSamples", importance.effectiveSamples());
          }
          out.number("bitsPerDimension", evaluation.bitsPerDimension());
          if (!evaluation.latent().isEmpty()) {
            out.whole("activeUnits", evaluation.activeUnits())
                .numbers(
                    "klPerDimension",
                    evaluation.latent().stream()
                        .mapToDouble(Evaluation.LatentUse::divergence)
                        .toArray());
          }
          out.whole("seed", seed);
        });
  }
}
