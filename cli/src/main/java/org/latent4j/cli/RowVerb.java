package org.latent4j.cli;

import java.io.IOException;
import java.util.List;
import org.latent4j.formats.Table;
import org.latent4j.model.FittedModel;
import org.latent4j.task.RowTask;
import picocli.CommandLine.Mixin;

/** A verb that each row answers by itself: one line out for each row in, in the same order. */
abstract class RowVerb extends DataVerb {

  @Mixin private TableOutput output = new TableOutput();

  /**
   * The question to a row.
   *
   * @throws IllegalArgumentException if the model cannot answer it
   */
  abstract RowTask task(FittedModel model);

  /** Whether the answers go to an array of numbers, which has no room for words. */
  boolean isArray() {
    return output.isArray();
  }

  /** The answers of all rows. */
  NumberTable answers(FittedModel model, RowTask task, Table table, int threads) {
    return table(table, task.columns(), sink -> task.run(table.data(), threads, sink));
  }

  /** Answers under the names that the data give their rows. */
  static NumberTable table(Table data, List<String> columns, NumberTable.Blocks blocks) {
    return new NumberTable(columns, data.data().rowCount(), NumberTable.Ids.of(data), blocks);
  }

  @Override
  final ExitCode run(Terminal terminal) throws IOException {
    output.check(modelFile(), dataName());
    int threads = threads();
    FittedModel model = readModel();
    RowTask task = task(model);
    Table table = readData(terminal, task.schema());
    output.write(terminal, answers(model, task, table, threads));
    return ExitCode.OK;
  }
}
