package org.latent4j.cli;

import java.io.IOException;
import java.util.Optional;
import org.latent4j.model.FittedModel;
import org.latent4j.task.Sampling;
import org.latent4j.task.Sampling.Rounding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** New rows. */
@Command(
    name = "sample",
    header = "New rows drawn from a model.",
    description =
        "Rows in the columns and units the model was fitted to. The same seed gives the same "
            + "rows, for any number of threads.",
    footer = {
      "",
      "Examples:",
      "  latent sample faithful.latent -n 5",
      "  latent sample measurements.latent -n 1000 --seed 7 --round -o rows.csv"
    })
final class SampleCommand extends ModelVerb {

  @Option(
      names = {"-n", "--rows"},
      required = true,
      paramLabel = "N",
      description = "How many rows.")
  private long rows;

  @Option(names = "--seed", paramLabel = "SEED", description = "A whole number. Default: 0.")
  private long seed;

  @Option(
      names = "--round",
      description =
          "Round to the spacing in which each column was recorded, where it is known: whole numbers"
              + " for counts, 0 or 1 for binary columns. Done always where a column holds words, or"
              + " 0 and 1.")
  private boolean round;

  @Mixin private TableOutput output = new TableOutput();

  @Mixin private ThreadsOption threads = new ThreadsOption();

  @Override
  ExitCode run(Terminal terminal) throws IOException {
    if (rows < 0) {
      throw CommandException.usage("-n must be at least 0, got " + rows);
    }
    output.check(modelFile());
    int workers = threads.count();
    FittedModel model = readModel();
    Rounding rounding =
        round || model.schema().hasDiscreteFeatures() ? Rounding.TO_RESOLUTION : Rounding.NONE;
    output.write(
        terminal,
        new NumberTable(
                model.schema().featureNames(),
                rows,
                Optional.empty(),
                sink -> Sampling.stream(model, rows, rounding, seed, workers, sink))
            .withWords(NumberTable.wordsOf(model.schema(), 0)));
    return ExitCode.OK;
  }
}
