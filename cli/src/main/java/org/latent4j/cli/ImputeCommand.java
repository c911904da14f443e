package org.latent4j.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.latent4j.data.Schema;
import org.latent4j.formats.ReadOptions;
import org.latent4j.formats.Table;
import org.latent4j.formats.WholeTable;
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
        "The table as it is, with the gaps filled of the columns that the model was fitted to; other"
            + " columns pass through (a NumPy array holds the model's columns alone). A gap is filled"
            + " with what is expected given the rest of its row, or the most probable word, in the"
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
  ReadOptions readOptions(Schema schema) {
    ReadOptions options = super.readOptions(schema);
    return isArray() ? options : options.withWhole(schema.featureNames().toArray(String[]::new));
  }

  @Override
  NumberTable answers(FittedModel model, RowTask task, Table table, int threads) {
    List<List<String>> words = NumberTable.wordsOf(model.schema(), 0);
    if (draws.isEmpty()) {
      return whole(table, super.answers(model, task, table, threads).withWords(words));
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
    NumberTable drawn =
        new NumberTable(
            columns,
            count * table.data().rowCount(),
            ids,
            sink -> {
              for (int draw = 1; draw <= count; draw++) {
                int number = draw;
                Imputation.drawTask(model, rounding(), seed, draw)
                    .run(table.data(), threads, block -> sink.accept(numbered(number, block)));
              }
            });
    return whole(table, drawn.withWords(words));
  }

  /** The filled columns at their places among all columns of the file, if these are known. */
  private static NumberTable whole(Table table, NumberTable filled) {
    if (table.whole().isEmpty()) {
      return filled;
    }
    WholeTable whole = table.whole().get();
    int lead = filled.columns().size() - table.data().featureCount();
    List<String> columns = new ArrayList<>(filled.columns().subList(0, lead));
    List<List<String>> words = new ArrayList<>(filled.words().subList(0, lead));
    for (int c = 0; c < whole.names().size(); c++) {
      int feature = whole.feature(c);
      columns.add(whole.names().get(c));
      words.add(feature < 0 ? whole.words(c) : filled.words().get(lead + feature));
    }
    return new NumberTable(
            columns,
            filled.rowCount(),
            Optional.empty(),
            sink -> {
              long[] next = new long[1];
              filled
                  .blocks()
                  .forEach(
                      block -> {
                        long first = next[0] % table.data().rowCount();
                        sink.accept(widened(whole, lead, block, first));
                        next[0] += block.rows();
                      });
            })
        .withWords(words);
  }

  private static Matrix widened(WholeTable whole, int lead, Matrix block, long firstRow) {
    int width = lead + whole.names().size();
    double[] values = new double[Math.multiplyExact(block.rows(), width)];
    for (int i = 0; i < block.rows(); i++) {
      for (int c = 0; c < width; c++) {
        int feature = c < lead ? c : whole.feature(c - lead) + lead;
        values[i * width + c] =
            feature >= lead || c < lead
                ? block.get(i, feature)
                : whole.index(c - lead, firstRow + i);
      }
    }
    return Matrix.wrap(block.rows(), width, values);
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
