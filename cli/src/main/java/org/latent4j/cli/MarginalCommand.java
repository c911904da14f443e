package org.latent4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.latent4j.data.Column;
import org.latent4j.data.Fingerprint;
import org.latent4j.file.ModelFiles;
import org.latent4j.formats.Table;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ReferenceRows;
import org.latent4j.task.MarginalDistribution;
import org.latent4j.task.Marginals;
import org.latent4j.task.Scoring;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code latent marginal}: what a model says of some of its columns. */
@Command(
    name = "marginal",
    header = "What a model says of some of its columns by themselves.",
    description =
        "Quantiles of each number and probabilities of the words, as the model has them. With -o the"
            + " model of the columns together, the others summed out, is written to a file: it scores,"
            + " draws and clusters like any other. It keeps no rows for tail ranks, unless it is given"
            + " some by --reference.",
    footer = {
      "",
      "Examples:",
      "  latent marginal orders.latent",
      "  latent marginal orders.latent --columns price,country -o prices.latent",
      "  latent marginal orders.latent --columns price -o prices.latent --reference kept.csv"
    })
final class MarginalCommand extends ModelVerb {

  private static final double[] PROBABILITIES = {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99};
  private static final int MOST_WORDS = 6;
  private static final int MOST_COLUMNS = 50;

  @Option(
      names = "--columns",
      paramLabel = "COLUMN",
      split = ",",
      order = 0,
      description = "Columns of the model, in the order wanted. Default: all.")
  private List<String> columns = List.of();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      order = 1,
      description = "Write the model of the columns to a file.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--reference",
      paramLabel = "DATA",
      order = 1,
      description =
          "Rows that the model written knows tail ranks by: such as it was not fitted to.")
  private Optional<String> reference = Optional.empty();

  @Option(names = "--json", order = 1, description = "Print one JSON object instead of text.")
  private boolean json;

  @Mixin private ThreadsOption threads = new ThreadsOption();

  @Mixin private DataOptions reading = new DataOptions();

  @Override
  ExitCode run(Terminal terminal) throws IOException {
    if (out.isEmpty() && reference.isPresent()) {
      throw CommandException.usage("--reference is for the model that is written; add -o FILE");
    }
    if (out.isPresent()) {
      Outputs.requireWritable("--out", out.get(), modelFile());
    }
    FittedModel model = readModel();
    List<String> wanted = columns.isEmpty() ? model.schema().featureNames() : columns;
    if (out.isPresent()) {
      write(terminal, model, wanted, out.get());
      return ExitCode.OK;
    }
    List<MarginalDistribution> found = new ArrayList<>();
    for (String name :
        wanted.subList(0, json ? wanted.size() : Math.min(wanted.size(), MOST_COLUMNS))) {
      found.add(MarginalDistribution.of(model, name));
    }
    if (json) {
      writeJson(terminal, found);
    } else {
      terminal.print(text(found, wanted.size()));
    }
    return ExitCode.OK;
  }

  private void write(Terminal terminal, FittedModel model, List<String> wanted, Path file)
      throws IOException {
    FittedModel marginal = Marginals.of(model, wanted);
    if (reference.isPresent()) {
      Table table =
          DataOptions.readFor(terminal, marginal.schema(), reference.get(), reading.readOptions());
      table.notes().forEach(sentence -> note(terminal, sentence));
      double[] logDensities = Scoring.of(marginal, table.data(), threads.count()).logDensities();
      boolean heldOut = !Fingerprint.of(table.data()).equals(marginal.provenance().fingerprint());
      marginal =
          marginal.withReference(
              ReferenceRows.of(logDensities, heldOut).withMargins(marginal.reference().margins()));
    }
    ModelFiles.write(marginal, file);
    terminal.print(
        String.format(
            Locale.ROOT,
            "%s of %s%nmodel:  %s%n",
            Text.printable(FitSummary.title(marginal)),
            Text.printable(Text.abbreviated(wanted, 12)),
            Text.printable(file.toString())));
  }

  private static boolean isWords(MarginalDistribution found) {
    return !found.column().levels().isEmpty();
  }

  private static String text(List<MarginalDistribution> found, int wanted) {
    List<String> headings = new ArrayList<>(List.of("column"));
    for (double p : PROBABILITIES) {
      headings.add(String.format(Locale.ROOT, ">%.0f %%", 100 * p));
    }
    TextTable numbers = TextTable.of(headings.toArray(String[]::new));
    TextTable words = TextTable.of("column", "probability of words");
    long counted = 0;
    for (MarginalDistribution column : found) {
      if (isWords(column)) {
        words.row(column.column().name(), words(column));
        continue;
      }
      counted++;
      List<String> cells = new ArrayList<>(List.of(column.column().name()));
      for (double p : PROBABILITIES) {
        cells.add(Text.number(column.quantile(p)));
      }
      numbers.row(cells.toArray(String[]::new));
    }
    StringBuilder text = new StringBuilder();
    if (counted > 0) {
      text.append("Quantiles by the model");
      text.append(found.stream().allMatch(MarginalDistribution::isExact) ? ":\n" : ", of draws:\n");
      text.append(numbers);
    }
    if (counted < found.size()) {
      text.append(counted > 0 ? "\n" : "").append(words);
    }
    if (wanted > found.size()) {
      text.append("  … and ").append(Text.count(wanted - found.size(), "more column")).append('\n');
    }
    return text.toString();
  }

  private static String words(MarginalDistribution found) {
    List<String> levels = found.column().levels();
    List<String> parts =
        IntStream.range(0, levels.size())
            .boxed()
            .sorted(Comparator.comparingDouble(level -> -found.probability(level)))
            .map(
                level ->
                    String.format(
                        Locale.ROOT, "%s %.3f", levels.get(level), found.probability(level)))
            .toList();
    return Text.abbreviated(parts, MOST_WORDS);
  }

  private static void writeJson(Terminal terminal, List<MarginalDistribution> found)
      throws IOException {
    Json.write(
        terminal.out(),
        out ->
            out.numbers("probabilities", PROBABILITIES)
                .objects("columns", found, MarginalCommand::writeColumn));
  }

  private static void writeColumn(Json out, MarginalDistribution found) throws IOException {
    Column column = found.column();
    out.text("name", column.name()).truth("exact", found.isExact());
    if (!isWords(found)) {
      double[] quantiles = new double[PROBABILITIES.length];
      for (int i = 0; i < quantiles.length; i++) {
        quantiles[i] = found.quantile(PROBABILITIES[i]);
      }
      out.numbers("quantiles", quantiles);
      return;
    }
    out.object(
        "probabilities",
        object -> {
          for (int level = 0; level < column.levels().size(); level++) {
            object.number(column.levels().get(level), found.probability(level));
          }
        });
  }
}
