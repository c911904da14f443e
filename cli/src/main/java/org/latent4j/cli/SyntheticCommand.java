package org.latent4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.formats.Table;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FittedModel;
import org.latent4j.report.SyntheticReport;
import org.latent4j.task.Sampling;
import org.latent4j.task.SyntheticQuality;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code latent synthetic}: rows drawn from a model, and how good they are. */
@Command(
    name = "synthetic",
    header = "How good synthetic rows are: do they look real, teach as much, and give nobody away?",
    description =
        "Draws rows as latent sample does and holds them against DATA, the rows that the model was"
            + " fitted to: each column, each pair of columns, and whether a classifier can tell rows"
            + " apart. With --held-out, rows that the model has not seen: what a head that learns"
            + " --label from synthetic rows is worth on them, beside one that learns from real"
            + " rows, and whether synthetic rows lie closer to those of the fit. Fit the model to a"
            + " part of the rows and keep the rest for it.",
    footer = {
      "",
      "Examples:",
      "  latent synthetic people.latent fitted.csv --held-out kept.csv --label income",
      "  latent synthetic people.latent fitted.csv --held-out kept.csv -o made.csv --report q.html",
      "  latent synthetic people.latent fitted.csv --held-out kept.csv --table other.csv"
    })
final class SyntheticCommand extends DataVerb {

  private static final int LEAST_ROWS = 2;

  @Option(
      names = "--held-out",
      paramLabel = "FILE",
      order = 0,
      description = "Rows of the same columns that the model was not fitted to.")
  private Optional<String> heldOut = Optional.empty();

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      order = 0,
      description =
          "The column that a classifier, or a regression, is to learn: one that the model draws.")
  private Optional<String> label = Optional.empty();

  @Option(
      names = {"-n", "--rows"},
      paramLabel = "N",
      order = 0,
      description = "How many rows to draw. Default: as many as DATA has.")
  private Optional<Integer> rows = Optional.empty();

  @Option(
      names = "--table",
      paramLabel = "FILE",
      order = 0,
      description = "Judge the synthetic rows of this file, whoever made them; none are drawn.")
  private Optional<String> made = Optional.empty();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      order = 1,
      description = "Write the rows that are drawn: a NumPy array if it ends in .npy, else CSV.")
  private Optional<String> out = Optional.empty();

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      order = 1,
      description = "Write a page about them.")
  private Optional<Path> report = Optional.empty();

  @Option(names = "--json", order = 1, description = "Print one JSON object instead of text.")
  private boolean json;

  @Option(
      names = "--seed",
      paramLabel = "N",
      order = 3,
      description = "The same seed gives the same rows and numbers. Default: 0.")
  private long seed;

  private List<String> words = List.of();

  @Override
  void arguments(List<String> given) {
    words = given;
  }

  @Override
  ExitCode run(Terminal terminal) throws IOException {
    check();
    int workers = threads();
    FittedModel model = readModel();
    Table real = readData(terminal, model.schema());
    Optional<Dataset> unseen = Optional.empty();
    if (heldOut.isPresent()) {
      unseen =
          Optional.of(readOther(terminal, model.schema(), heldOut.get(), otherOptions()).data());
    }
    Dataset synthetic =
        made.isPresent()
            ? readOther(terminal, model.schema(), made.get(), otherOptions()).data()
            : drawn(model, real, workers);
    SyntheticQuality.Options options = SyntheticQuality.Options.defaults().withSeed(seed);
    SyntheticQuality quality =
        SyntheticQuality.of(
            model,
            real.data(),
            unseen,
            synthetic,
            label.map(options::withLabel).orElse(options),
            workers);
    List<String> notes = notes(quality);
    notes.forEach(sentence -> note(terminal, sentence));
    if (out.isPresent()) {
      new TableOutput(out.get()).write(terminal, table(model, synthetic));
    }
    if (report.isPresent()) {
      SyntheticReport.write(
          new SyntheticReport.Input(
              model, quality, real.data(), synthetic, real.source(), notes, command()),
          report.get());
    }
    if (json) {
      SyntheticText.writeJson(terminal.out(), quality);
    } else {
      terminal.print(SyntheticText.of(quality, made.orElse(FitSummary.title(model))));
    }
    return ExitCode.OK;
  }

  private void check() throws IOException {
    if (made.isPresent() && (rows.isPresent() || out.isPresent())) {
      throw CommandException.usage("--table draws no rows; leave out -n and --out");
    }
    if (rows.isPresent() && rows.get() < LEAST_ROWS) {
      throw CommandException.usage("-n must be at least 2, got " + rows.get());
    }
    if (label.isPresent() && heldOut.isEmpty()) {
      throw CommandException.usage(
          "--label is judged on rows that the model has not seen; add --held-out FILE");
    }
    List<String> inputs = new ArrayList<>(List.of(modelFile(), dataName()));
    heldOut.ifPresent(inputs::add);
    made.ifPresent(inputs::add);
    if (out.isPresent()) {
      new TableOutput(out.get()).check(inputs.toArray(String[]::new));
      inputs.add(out.get());
    }
    for (String input : inputs) {
      report.ifPresent(file -> Outputs.requireWritable("--report", file, input));
    }
  }

  private Dataset drawn(FittedModel model, Table real, int workers) {
    long count = rows.map(Integer::longValue).orElse(real.data().rowCount());
    long most = (Integer.MAX_VALUE - 8L) / model.schema().featureCount();
    if (count > most) {
      throw CommandException.usage(
          "-n must be at most " + most + " rows of these columns, got " + count);
    }
    Matrix values =
        Sampling.of(
            model,
            Math.max(LEAST_ROWS, (int) count),
            Sampling.Rounding.TO_RESOLUTION,
            seed,
            workers);
    return HeapDataset.builder(model.schema(), values).build();
  }

  private static NumberTable table(FittedModel model, Dataset synthetic) {
    return new NumberTable(
            model.schema().featureNames(),
            synthetic.rowCount(),
            Optional.empty(),
            sink -> sink.accept(synthetic.toMatrix()))
        .withWords(NumberTable.wordsOf(model.schema(), 0));
  }

  private List<String> notes(SyntheticQuality quality) {
    List<String> notes = new ArrayList<>();
    if (heldOut.isEmpty()) {
      notes.add(
          "usefulness and privacy are judged by rows that the model has not seen: fit it to a part"
              + " of the rows and give the rest with --held-out");
      if (quality.fitted()) {
        notes.add(
            "likeness is told against the very rows that the model was fitted to, which flatters"
                + " one with many parameters");
      }
    } else if (!quality.fitted()) {
      notes.add(
          "'"
              + dataName()
              + "' does not hold just the rows that the model was fitted to, as they were read then:"
              + " if the model has seen held-out rows, closeness to it is not found");
    }
    return notes;
  }

  private List<String> command() {
    List<String> command = new ArrayList<>(List.of("latent", "synthetic"));
    command.addAll(words);
    return command;
  }
}
