package org.latent4j.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.latent4j.data.Column;
import org.latent4j.formats.Table;
import org.latent4j.model.FittedModel;
import org.latent4j.task.Prediction;
import org.latent4j.task.RowTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One column given the others. */
@Command(
    name = "predict",
    header = "One column of each row, given the others.",
    description =
        "What the model expects of a column, and how sure it is: for a number its mean and its"
            + " standard deviation given the other columns, for a word the most probable one and"
            + " the probabilities of all. DATA need not have the column; if it has, it is not"
            + " looked at. Other columns may have missing values. Needs a model that takes such"
            + " rows, such as gmm.",
    footer = {
      "",
      "Examples:",
      "  latent predict houses.latent new.csv --target price",
      "  latent predict iris.latent example:iris --target Petal.Width"
    })
final class PredictCommand extends RowVerb {

  @Option(
      names = "--target",
      required = true,
      paramLabel = "COLUMN",
      description = "The column to predict, one of those the model was fitted to.")
  private String target = "";

  @Override
  RowTask task(FittedModel model) {
    return Prediction.task(model, target);
  }

  @Override
  NumberTable answers(FittedModel model, RowTask task, Table table, int threads) {
    List<List<String>> words =
        new ArrayList<>(Collections.nCopies(task.columns().size(), List.of()));
    Column column = model.schema().column(target);
    boolean knowsWords = !task.columns().get(1).equals("deviation");
    words.set(0, knowsWords ? column.levels() : List.of());
    return super.answers(model, task, table, threads).withWords(words);
  }
}
