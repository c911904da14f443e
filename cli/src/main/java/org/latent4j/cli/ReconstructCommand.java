package org.latent4j.cli;

import org.latent4j.formats.Table;
import org.latent4j.model.FittedModel;
import org.latent4j.task.Reconstruction;
import org.latent4j.task.RowTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Rows as the model sees them. */
@Command(
    name = "reconstruct",
    header = "What is left of each row after its code.",
    description =
        "The mean row of the code of each row, in the columns and units the model was fitted "
            + "to.",
    footer = {
      "",
      "Examples:",
      "  latent reconstruct digits.latent example:digits --error -o rows.csv"
    })
final class ReconstructCommand extends RowVerb {

  @Option(
      names = "--error",
      description =
          "Add a column reconstructionError: the squared distance from the row to what is left of"
              + " it.")
  private boolean error;

  @Override
  NumberTable answers(FittedModel model, RowTask task, Table table, int threads) {
    return super.answers(model, task, table, threads)
        .withWords(NumberTable.wordsOf(model.schema(), error ? 1 : 0));
  }

  @Override
  RowTask task(FittedModel model) {
    return error ? Reconstruction.taskWithErrors(model) : Reconstruction.task(model);
  }
}
