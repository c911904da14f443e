package org.latent4j.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.latent4j.data.ColumnRole;
import org.latent4j.formats.Table;
import org.latent4j.model.FittedModel;
import org.latent4j.task.Clustering;
import org.latent4j.task.RowTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The cluster of each row. */
@Command(
    name = "cluster",
    header = "The cluster that each row most probably belongs to.",
    description =
        "One column: cluster, a number from 1, or 0 for a row of a noise component; the names of a"
            + " partial label that the fit knew. Needs a model with components, such as gmm.",
    footer = {
      "",
      "Examples:",
      "  latent cluster faithful.latent example:faithful --probabilities",
      "  latent cluster measurements.latent new.csv -o clusters.csv"
    })
final class ClusterCommand extends RowVerb {

  @Option(
      names = "--probabilities",
      description =
          "Add columns p1, p2, …: the probability of each cluster given the row, and noise where "
              + "the model has a noise component.")
  private boolean probabilities;

  @Override
  RowTask task(FittedModel model) {
    return Clustering.task(model);
  }

  @Override
  NumberTable answers(FittedModel model, RowTask task, Table table, int threads) {
    List<List<String>> words =
        new ArrayList<>(Collections.nCopies(task.columns().size(), List.of()));
    words.set(0, names(model));
    if (probabilities) {
      return super.answers(model, task, table, threads).withWords(words);
    }
    return table(
            table,
            task.columns().subList(0, 1),
            sink -> task.run(table.data(), threads, block -> sink.accept(block.columnRange(0, 1))))
        .withWords(words.subList(0, 1));
  }

  /** What numbers of clusters are called, from 0, where the fit knew components by name. */
  private static List<String> names(FittedModel model) {
    if (model.schema().first(ColumnRole.COMPONENT).isEmpty()) {
      return List.of();
    }
    int k = model.clusterer().orElseThrow().componentCount();
    List<String> names = new ArrayList<>(List.of("noise"));
    names.addAll(model.schema().componentNames(k));
    return names;
  }
}
