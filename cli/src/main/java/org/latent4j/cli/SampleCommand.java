package org.latent4j.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latent4j.model.FittedModel;
import org.latent4j.task.Given;
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
        "Rows in the columns and units the model was fitted to, of the same types: in the spacing in"
            + " which each column was recorded, whole numbers for counts, never negative where no row"
            + " of the fit was, and not beyond an end at which many of them were. The same seed gives"
            + " the same rows, for any number of threads. latent synthetic tells how good they are.",
    footer = {
      "",
      "Examples:",
      "  latent sample faithful.latent -n 5",
      "  latent sample measurements.latent -n 1000 --seed 7 -o rows.csv",
      "  latent sample people.latent -n 10 --given sex=female,age=30"
    })
final class SampleCommand extends ModelVerb {

  @Option(
      names = {"-n", "--rows"},
      required = true,
      paramLabel = "N",
      description = "How many rows.")
  private long rows;

  @Option(
      names = "--given",
      paramLabel = "COLUMN=VALUE[,COLUMN=VALUE...]",
      description =
          "What is known of the rows, such as sex=female,age=30: the other columns are drawn given"
              + " that. Needs a model that takes rows with missing values, such as gmm.")
  private List<String> given = new ArrayList<>();

  @Option(names = "--seed", paramLabel = "SEED", description = "A whole number. Default: 0.")
  private long seed;

  @Option(
      names = "--exact",
      description =
          "Leave numbers as the model draws them. Words, and 0 and 1, stay what they are.")
  private boolean exact;

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
        exact && !model.schema().hasDiscreteFeatures() ? Rounding.NONE : Rounding.TO_RESOLUTION;
    output.write(
        terminal,
        new NumberTable(
                model.schema().featureNames(),
                rows,
                Optional.empty(),
                blocks(model, rounding, workers))
            .withWords(NumberTable.wordsOf(model.schema(), 0)));
    return ExitCode.OK;
  }

  private NumberTable.Blocks blocks(FittedModel model, Rounding rounding, int workers) {
    if (given.isEmpty()) {
      return sink -> Sampling.stream(model, rows, rounding, seed, workers, sink);
    }
    double[] known = Given.of(model.schema(), String.join(",", given));
    return sink -> Sampling.stream(model, known, rows, rounding, seed, workers, sink);
  }
}
