package org.latent4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.latent4j.data.Dataset;
import org.latent4j.formats.Table;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FittedModel;
import org.latent4j.task.Anomalies;
import org.latent4j.task.Contributions;
import org.latent4j.task.RowTask;
import org.latent4j.task.Scoring;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Log density of each row. */
@Command(
    name = "score",
    header = "How probable each row is under a model.",
    description =
        "Two columns: logDensity, in nats and the units of the data (higher is more "
            + "probable), and tailRank, the share of the model's reference rows that are at most as "
            + "probable (small for an anomaly; left out when the model keeps no reference rows).",
    footer = {
      "",
      "Examples:",
      "  latent score digits.latent example:digits",
      "  latent score measurements.latent new.csv --columns -o scores.csv"
    })
final class ScoreCommand extends RowVerb {

  @Option(
      names = "--columns",
      description =
          "Add a column contribution_NAME for each feature: by how many nats the row would be more"
              + " probable if this one value were the one the model expects most.")
  private boolean contributions;

  @Override
  RowTask task(FittedModel model) {
    boolean ranked = model.density().isPresent() && model.reference().size() > 0;
    return ranked ? Anomalies.task(model) : Scoring.task(model);
  }

  @Override
  NumberTable answers(FittedModel model, RowTask task, Table table, int threads) {
    if (!contributions) {
      return super.answers(model, task, table, threads);
    }
    List<String> columns = new ArrayList<>(task.columns());
    model.schema().featureNames().forEach(name -> columns.add("contribution_" + name));
    Explained explained = new Explained(model, table.data(), threads);
    return table(
        table,
        columns,
        sink -> task.run(table.data(), threads, scores -> sink.accept(explained.joined(scores))));
  }

  /** Puts the contributions of the columns beside scores, block after block. */
  private static final class Explained {
    private final FittedModel model;
    private final Dataset data;
    private final int threads;
    private int next;

    Explained(FittedModel model, Dataset data, int threads) {
      this.model = model;
      this.data = data;
      this.threads = threads;
    }

    Matrix joined(Matrix scores) {
      int[] rows = IntStream.range(next, next + scores.rows()).toArray();
      next = Math.addExact(next, scores.rows());
      Matrix values = Contributions.of(model, data, rows, threads).values();
      int width = scores.columns() + values.columns();
      double[] joined = new double[Math.multiplyExact(scores.rows(), width)];
      for (int i = 0; i < scores.rows(); i++) {
        System.arraycopy(scores.row(i), 0, joined, i * width, scores.columns());
        System.arraycopy(values.row(i), 0, joined, i * width + scores.columns(), values.columns());
      }
      return Matrix.wrap(scores.rows(), width, joined);
    }
  }
}
