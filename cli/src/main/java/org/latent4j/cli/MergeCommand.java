package org.latent4j.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.latent4j.formats.Table;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FittedModel;
import org.latent4j.task.ComponentMerging;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Clusters made of several components. */
@Command(
    name = "merge",
    header = "Joins components that overlap into clusters.",
    description =
        "A density may need two components where there is one cluster. Step by step the two"
            + " clusters are joined that leave the rows in least doubt; the elbow of the doubt"
            + " suggests how many to keep. The model stays as it is. Needs a model with components,"
            + " such as gmm.",
    footer = {
      "",
      "Examples:",
      "  latent merge measurements.latent measurements.csv",
      "  latent merge measurements.latent measurements.csv --clusters 4 -o clusters.csv"
    })
final class MergeCommand extends DataVerb {

  @Option(
      names = "--clusters",
      paramLabel = "N",
      order = 0,
      description = "How many clusters to tell of. Default: as many as are suggested.")
  private Optional<Integer> clusters = Optional.empty();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      order = 1,
      description =
          "Write the cluster of each row, from 1, to a file: a NumPy array if it ends in .npy, else"
              + " CSV.")
  private Optional<String> out = Optional.empty();

  @Option(names = "--json", order = 1, description = "Print one JSON object instead of text.")
  private boolean json;

  @Override
  ExitCode run(Terminal terminal) throws IOException {
    Optional<TableOutput> output = out.map(TableOutput::new);
    output.ifPresent(o -> o.check(modelFile(), dataName()));
    FittedModel model = readModel();
    Table table = readData(terminal, model.schema());
    ComponentMerging merging = ComponentMerging.of(model, table.data(), threads());
    int chosen = clusters.orElseGet(merging::suggested);
    int[] labels = merging.clusters(chosen);
    if (json) {
      writeJson(terminal, merging, chosen, labels);
    } else {
      terminal.print(text(merging, chosen, labels));
    }
    if (output.isPresent()) {
      output.get().write(terminal, labelled(table, labels));
    }
    return ExitCode.OK;
  }

  private static NumberTable labelled(Table table, int[] labels) {
    double[] values = new double[labels.length];
    for (int i = 0; i < labels.length; i++) {
      values[i] = labels[i] + 1.0;
    }
    Matrix column = Matrix.wrap(labels.length, 1, values);
    return RowVerb.table(table, List.of("cluster"), sink -> sink.accept(column));
  }

  private static long[] sizes(int[] labels, int clusters) {
    long[] sizes = new long[clusters];
    for (int label : labels) {
      sizes[label]++;
    }
    return sizes;
  }

  private static String named(List<Integer> components) {
    return components.stream().map(c -> Integer.toString(c + 1)).collect(Collectors.joining("+"));
  }

  private static String text(ComponentMerging merging, int chosen, int[] labels) {
    int k = merging.componentCount();
    TextTable steps = TextTable.of(">clusters", ">entropy", ">per row", "joined", ">rows in it");
    steps.row(
        Integer.toString(k),
        Text.fixed(merging.entropy(k), 3),
        Text.fixed(merging.meanEntropy(k), 4),
        "",
        "");
    for (ComponentMerging.Merge merge : merging.merges()) {
      steps.row(
          Integer.toString(merge.clusters()),
          Text.fixed(merge.entropy(), 3),
          Text.fixed(merging.meanEntropy(merge.clusters()), 4),
          named(merge.first()) + " and " + named(merge.second()),
          count(merge.rows()));
    }
    StringBuilder text = new StringBuilder().append(steps);
    text.append("  entropy in nats: how much doubt there is about the clusters of the rows\n\n");
    text.append(suggestion(merging)).append("\n\n");
    TextTable groups = TextTable.of(">cluster", "components", ">rows");
    long[] sizes = sizes(labels, chosen);
    List<List<Integer>> members = merging.groups(chosen);
    for (int g = 0; g < chosen; g++) {
      groups.row(Integer.toString(g + 1), named(members.get(g)), Long.toString(sizes[g]));
    }
    return text.append(groups).toString();
  }

  /** A weight of rows, which is their number unless they have weights. */
  private static String count(double weight) {
    return weight == Math.rint(weight)
        ? String.format(Locale.ROOT, "%.0f", weight)
        : Text.number(weight);
  }

  private static String suggestion(ComponentMerging merging) {
    int byNumber = merging.suggested();
    int byRows = merging.suggestedByRows();
    int k = merging.componentCount();
    if (byNumber == k && byRows == k) {
      return k < 3
          ? "nothing is suggested: " + Text.count(k, "component") + " have no elbow"
          : Text.count(k, "cluster")
              + " suggested: the components hardly overlap, nothing need be joined";
    }
    String elbow = Text.count(byNumber, "cluster") + " suggested by the elbow of the entropy";
    return byNumber == byRows
        ? elbow + ", against the number of clusters and against the rows joined"
        : String.format(
            Locale.ROOT,
            "%s against the number of clusters, %d against the rows joined",
            elbow,
            byRows);
  }

  private static void writeJson(
      Terminal terminal, ComponentMerging merging, int chosen, int[] labels) throws IOException {
    Json.write(
        terminal.out(),
        document -> {
          document
              .whole("rows", labels.length)
              .whole("k", merging.componentCount())
              .number("entropy", merging.entropy(merging.componentCount()))
              .whole("suggested", merging.suggested())
              .whole("suggestedByRows", merging.suggestedByRows())
              .objects(
                  "merges",
                  merging.merges(),
                  (step, merge) ->
                      step.whole("clusters", merge.clusters())
                          .numbers("first", numbers(merge.first()))
                          .numbers("second", numbers(merge.second()))
                          .number("entropy", merge.entropy())
                          .number("rows", merge.rows()))
              .whole("clusters", chosen)
              .objects(
                  "groups",
                  merging.groups(chosen),
                  (group, components) -> group.numbers("components", numbers(components)));
          double[] sizes = new double[chosen];
          for (int label : labels) {
            sizes[label]++;
          }
          document.numbers("sizes", sizes);
        });
  }

  /** Components as a user counts them, from 1. */
  private static double[] numbers(List<Integer> components) {
    return components.stream().mapToDouble(c -> c + 1.0).toArray();
  }
}
