package org.latent4j.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.Schema;
import org.latent4j.formats.ReadOptions;
import org.latent4j.formats.Table;
import org.latent4j.model.FittedModel;
import org.latent4j.task.Agreement;
import org.latent4j.task.Downstream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code latent downstream}: what the features of a model are worth to a head with labels. */
@Command(
    name = "downstream",
    header = "What a model's features are worth to a classifier or regression.",
    description =
        "Trains the same linear head (logistic regression for classes, ridge regression for numbers)"
            + " on the model's features, on the raw columns, on as many principal components, and on"
            + " nothing, and judges each on rows it was not trained on; again with 10, 100 and 1,000"
            + " labels. Clusters are held against classes too.",
    footer = {
      "",
      "Examples:",
      "  latent downstream iris.latent example:iris",
      "  latent downstream houses.latent houses.csv --label price --json"
    })
final class DownstreamCommand extends DataVerb {

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      order = 0,
      description =
          "The class or number to tell. Default: the label that the model was fitted beside.")
  private Optional<String> label = Optional.empty();

  @Option(
      names = "--rows",
      paramLabel = "N",
      order = 0,
      description = "Look at so many rows at most, drawn at random. Default: 20,000.")
  private int rows = Downstream.Options.defaults().mostRows();

  @Option(
      names = "--seed",
      paramLabel = "N",
      order = 3,
      description = "The same seed gives the same numbers. Default: 0.")
  private long seed;

  @Option(names = "--json", order = 1, description = "Print one JSON object instead of text.")
  private boolean json;

  @Override
  ReadOptions readOptions(Schema schema) {
    ReadOptions options = super.readOptions(schema);
    Optional<String> known = schema.first(ColumnRole.LABEL).map(Column::name);
    return label.or(() -> known).map(options::withLabel).orElse(options);
  }

  @Override
  ExitCode run(Terminal terminal) throws IOException {
    if (rows < 20) {
      throw CommandException.usage("--rows must be at least 20, got " + rows);
    }
    int workers = threads();
    FittedModel model = readModel();
    if (label.isPresent() && model.schema().featureNames().contains(label.get())) {
      throw CommandException.usage(
          "--label must not be a column that the model knows, got '"
              + label.get()
              + "'; fit the model with --label "
              + label.get());
    }
    Table table = readData(terminal, model.schema());
    Downstream.Options defaults = Downstream.Options.defaults();
    Downstream found =
        Downstream.of(
            model,
            table.data(),
            new Downstream.Options(defaults.folds(), defaults.repeats(), rows, seed),
            workers);
    if (json) {
      writeJson(terminal, model, found);
    } else {
      terminal.print(text(model, found));
    }
    return ExitCode.OK;
  }

  private static String text(FittedModel model, Downstream found) {
    List<Integer> labels =
        found.scores().stream().map(Downstream.Score::labels).distinct().toList();
    TextTable table =
        TextTable.of(
            Stream.concat(
                    Stream.of("features", ">numbers"),
                    labels.stream().map(l -> l == 0 ? ">all labels" : ">" + l + " labels"))
                .toArray(String[]::new));
    List<String> names =
        found.scores().stream().map(Downstream.Score::features).distinct().toList();
    for (String name : names) {
      List<Downstream.Score> own =
          found.scores().stream().filter(s -> s.features().equals(name)).toList();
      table.row(
          Stream.concat(
                  Stream.of(name, Integer.toString(own.get(0).columns())),
                  own.stream().map(DownstreamCommand::cell))
              .toArray(String[]::new));
    }
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s on %s: %s%n",
            Text.printable(FitSummary.title(model)),
            Text.count(found.rowCount(), "labelled row"),
            found.isOfClasses() ? "accuracy of logistic regression" : "R² of ridge regression"));
    text.append(table);
    text.append(
        "  each row told once, in 5 folds; few labels: mean of 10 draws; ± one standard error\n");
    if (found.clusters().isPresent()) {
      Agreement agreement = found.clusters().get();
      text.append(
          String.format(
              Locale.ROOT,
              "clusters against classes, without a head: ARI %.3f, NMI %.3f, accuracy %.3f%n",
              agreement.adjustedRandIndex(),
              agreement.normalisedMutualInformation(),
              agreement.accuracy()));
    }
    return text.toString();
  }

  private static String cell(Downstream.Score score) {
    return Text.fixed(score.value(), 3) + " ± " + Text.fixed(score.standardError(), 3);
  }

  private static void writeJson(Terminal terminal, FittedModel model, Downstream found)
      throws IOException {
    Json.write(
        terminal.out(),
        out -> {
          out.text("model", model.family())
              .whole("rows", found.rowCount())
              .text("measure", found.isOfClasses() ? "accuracy" : "r2")
              .objects(
                  "scores",
                  found.scores(),
                  (object, score) ->
                      object
                          .text("features", score.features())
                          .whole("numbers", score.columns())
                          .text("labels", score.labels() == 0 ? "all" : "" + score.labels())
                          .number("value", score.value())
                          .number("standardError", score.standardError()));
          if (found.clusters().isPresent()) {
            Agreement agreement = found.clusters().get();
            out.number("adjustedRandIndex", agreement.adjustedRandIndex())
                .number("normalisedMutualInformation", agreement.normalisedMutualInformation())
                .number("clusteringAccuracy", agreement.accuracy());
          }
        });
  }
}
