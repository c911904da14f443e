package org.latent4j.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.latent4j.formats.Table;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FittedModel;
import org.latent4j.task.Imputation;
import org.latent4j.task.RowTask;
import org.latent4j.task.Sampling.Rounding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Rows without gaps. */
@Command(
    name = "impute",
    header = "Rows with their missing values filled in.",
    description =
        "The columns the model was fitted to; what is observed stays as it is. A gap is filled with"
            + " what is expected given the rest of its row, or the most probable word, in the"
            + " spacing in which the column was recorded. Needs a model that takes rows with missing"
            + " values, such as gmm.",
    footer = {
      "",
      "Examples:",
      "  latent impute air.latent air.csv -o complete.csv",
      "  latent impute air.latent air.csv --draws 5 --seed 7 -o drawn.csv"
    })
final class ImputeCommand extends RowVerb {

  @Option(
      names = "--draws",
      paramLabel = "N",
      description =
          "Fill gaps with draws instead, N times: all rows with the first draws, then all with the"
              + " second, told apart by a column draw. What differs between them is what is not"
              + " known.")
  private Optional<Integer> draws = Optional.empty();

  @Option(names = "--seed", paramLabel = "SEED", description = "Of the draws. Default: 0.")
  private long seed;

  @Option(
      names = "--exact",
      description = "Leave what is filled in as the model gives it, where it is a number.")
  private boolean exact;

  @Override
  RowTask task(FittedModel model) {
    if (draws.orElse(1) < 1) {
      throw CommandException.usage("--draws must be at least 1, got " + draws.orElseThrow());
    }
    return Imputation.task(model, rounding());
  }

  private Rounding rounding() {
    return exact ? Rounding.NONE : Rounding.TO_RESOLUTION;
  }

  @Override
  NumberTable answers(FittedModel model, RowTask task, Table table, int threads) {
    List<List<String>> words = NumberTable.wordsOf(model.schema(), 0);
    if (draws.isEmpty()) {
      return super.answers(model, task, table, threads).withWords(words);
    }
    int count = draws.get();
    List<String> columns = new ArrayList<>(task.columns());
    columns.add(0, "draw");
    words.add(0, List.of());
    Optional<NumberTable.Ids> ids =
        NumberTable.Ids.of(table)
            .map(
                own ->
                    new NumberTable.Ids(
                        own.column(),
                        Collections.nCopies(count, own.names()).stream()
                            .flatMap(List::stream)
                            .toList()));
    return new NumberTable(
            columns,
            count * table.data().rowCount(),
            ids,
            sink -> {
              for (int draw = 1; draw <= count; draw++) {
                int number = draw;
                Imputation.drawTask(model, rounding(), seed, draw)
                    .run(table.data(), threads, block -> sink.accept(numbered(number, block)));
              }
            })
        .withWords(words);
  }

  private static Matrix numbered(int draw, Matrix block) {
    int d = block.columns();
    double[] values = new double[block.rows() * (d + 1)];
    for (int i = 0; i < block.rows(); i++) {
      values[i * (d + 1)] = draw;
      System.arraycopy(block.values(), i * d, values, i * (d + 1) + 1, d);
    }
    return Matrix.wrap(block.rows(), d + 1, values);
  }
}
