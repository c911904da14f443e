package org.latent4j.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.latent4j.data.Column;
import org.latent4j.formats.Table;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FittedModel;
import org.latent4j.task.Anomalies;
import org.latent4j.task.Contributions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code latent anomaly}: the rows that are least like the others, and why. */
@Command(
    name = "anomaly",
    header = "The rows that are least like the others, and what is odd about them.",
    description =
        "A row is an alarm when its tail rank (the share of the model's reference rows that are at"
            + " most as probable) is at most the rate of false alarms, which is then the share of"
            + " usual rows that are alarms too. Rows come in order, the least probable first; what is"
            + " odd is told by how many nats the row would be more probable with the value that the"
            + " model expects most, given the row's others.",
    footer = {
      "",
      "Examples:",
      "  latent anomaly orders.latent orders-of-today.csv",
      "  latent anomaly orders.latent orders-of-today.csv --false-alarm-rate 0.001 -o odd.csv",
      "  latent anomaly orders.latent orders-of-today.csv --top 5 --json"
    })
final class AnomalyCommand extends DataVerb {

  private static final int MOST_ROWS = 20;
  private static final int MOST_COLUMNS = 3;
  private static final double NOTABLE_NATS = 0.5;

  @Option(
      names = "--false-alarm-rate",
      paramLabel = "X",
      order = 0,
      description = "Share of usual rows that are alarms. Default: ${DEFAULT-VALUE}.")
  private double rate = 0.01;

  @Option(
      names = "--top",
      paramLabel = "N",
      order = 0,
      description = "List the N least probable rows. Default: those that are alarms.")
  private Optional<Integer> top = Optional.empty();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      order = 1,
      description =
          "Write the listed rows, with the contribution of each column, to a file: a NumPy array if"
              + " it ends in .npy, else CSV.")
  private Optional<String> out = Optional.empty();

  @Option(names = "--json", order = 1, description = "Print one JSON object instead of text.")
  private boolean json;

  @Override
  ExitCode run(Terminal terminal) throws IOException {
    if (top.isPresent() && top.get() < 1) {
      throw CommandException.usage("--top must be at least 1, got " + top.get());
    }
    Optional<TableOutput> output = out.map(TableOutput::new);
    output.ifPresent(o -> o.check(modelFile(), dataName()));
    int workers = threads();
    FittedModel model = readModel();
    Table table = readData(terminal, model.schema());
    Anomalies anomalies = Anomalies.of(model, table.data(), workers);
    int[] alarms = alarms(anomalies);
    int[] rows = top.isPresent() ? anomalies.worst(top.get()) : alarms;
    boolean all = json || out.isPresent();
    int explained = all ? rows.length : Math.min(rows.length, MOST_ROWS);
    Listed listed =
        new Listed(
            model,
            table,
            rows,
            anomalies,
            rate,
            Contributions.of(model, table.data(), Arrays.copyOf(rows, explained), workers));
    if (json) {
      writeJson(terminal, listed, alarms.length);
    } else {
      terminal.print(text(listed, alarms.length));
    }
    if (!model.reference().heldOut()) {
      note(
          terminal,
          "the model's reference rows are those it was fitted to, which are more probable than new"
              + " ones: expect more false alarms");
    }
    if (output.isPresent()) {
      output.get().write(terminal, listed.table(rate));
    }
    return ExitCode.OK;
  }

  private int[] alarms(Anomalies anomalies) {
    try {
      return anomalies.alarms(rate);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--" + e.getMessage());
    }
  }

  /** The rows to tell of, with the contributions of all or the first of them. */
  private static final class Listed {
    private final FittedModel model;
    private final Table source;
    private final int[] rows;
    private final double[] logDensities;
    private final double[] tailRanks;
    private final double threshold;
    private final Contributions contributions;

    Listed(
        FittedModel model,
        Table source,
        int[] rows,
        Anomalies anomalies,
        double rate,
        Contributions contributions) {
      this.model = model;
      this.source = source;
      this.rows = rows;
      double[] densities = anomalies.logDensities();
      double[] ranks = anomalies.tailRanks();
      logDensities = Arrays.stream(rows).mapToDouble(row -> densities[row]).toArray();
      tailRanks = Arrays.stream(rows).mapToDouble(row -> ranks[row]).toArray();
      threshold = anomalies.threshold(rate);
      this.contributions = contributions;
    }

    long rowCount() {
      return source.data().rowCount();
    }

    String name(int place) {
      return source
          .ids()
          .map(ids -> ids.get(rows[place]))
          .orElse(Integer.toString(rows[place] + 1));
    }

    String heading() {
      return NumberTable.Ids.of(source).map(NumberTable.Ids::column).orElse("row");
    }

    NumberTable table(double rate) {
      List<String> columns = new ArrayList<>(List.of("logDensity", "tailRank", "alarm"));
      model.schema().featureNames().forEach(name -> columns.add("contribution_" + name));
      int width = columns.size();
      double[] values = new double[rows.length * width];
      for (int i = 0; i < rows.length; i++) {
        values[i * width] = logDensities[i];
        values[i * width + 1] = tailRanks[i];
        values[i * width + 2] = tailRanks[i] <= rate ? 1 : 0;
        double[] of = contributions.values().row(i);
        System.arraycopy(of, 0, values, i * width + 3, of.length);
      }
      List<String> names = IntStream.range(0, rows.length).mapToObj(this::name).toList();
      Matrix matrix = Matrix.wrap(rows.length, width, values);
      return new NumberTable(
          columns,
          rows.length,
          Optional.of(new NumberTable.Ids(heading(), names)),
          sink -> sink.accept(matrix));
    }
  }

  private String text(Listed listed, int alarms) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s of %s: log p(x) is below %s, as it is in %s %% of usual rows, which would make"
                + " %s%n",
            Text.count(alarms, "alarm"),
            Text.count(listed.rowCount(), "row"),
            Text.number(listed.threshold),
            plain(100 * rate),
            plain(rate * listed.rowCount())));
    int shown = Math.min(listed.rows.length, MOST_ROWS);
    TextTable table = TextTable.of(">" + listed.heading(), ">log p(x)", ">tail rank", "odd");
    for (int i = 0; i < shown; i++) {
      table.row(
          listed.name(i),
          Text.fixed(listed.logDensities[i], 3),
          plain(listed.tailRanks[i]),
          odd(listed, i));
    }
    if (shown > 0) {
      text.append('\n').append(table);
    }
    if (listed.rows.length > shown) {
      text.append(
          String.format(
              Locale.ROOT, "  … and %d more, with -o or --json%n", listed.rows.length - shown));
    }
    return text.toString();
  }

  /** The values that make a row odd, with what was expected. */
  private static String odd(Listed listed, int place) {
    double[] row = listed.contributions.rows().row(place);
    List<Column> columns = listed.model.schema().features();
    List<String> parts = new ArrayList<>();
    for (int j : listed.contributions.leading(place, MOST_COLUMNS)) {
      double nats = listed.contributions.values().get(place, j);
      if (nats >= NOTABLE_NATS) {
        parts.add(
            String.format(
                Locale.ROOT,
                "%s %s (%.1f nats; %s expected)",
                columns.get(j).name(),
                value(columns.get(j), row[j]),
                nats,
                value(columns.get(j), listed.contributions.expected().get(place, j))));
      }
    }
    return parts.isEmpty() ? "no value by itself" : String.join(", ", parts);
  }

  private static String value(Column column, double value) {
    if (column.levels().isEmpty() || Double.isNaN(value)) {
      return plain(value);
    }
    int level = (int) Math.max(0, Math.min(column.levels().size() - 1, Math.rint(value)));
    return "'" + column.levels().get(level) + "'";
  }

  /** A number as short as it can be told in four digits. */
  private static String plain(double value) {
    if (!(Math.abs(value) >= 1e-3 && Math.abs(value) < 1e9)) {
      return value == 0 ? "0" : String.format(Locale.ROOT, "%.3g", value);
    }
    int digits = 3 - (int) Math.floor(Math.log10(Math.abs(value)));
    String text = String.format(Locale.ROOT, "%." + Math.max(0, Math.min(6, digits)) + "f", value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }

  private void writeJson(Terminal terminal, Listed listed, int alarms) throws IOException {
    List<Integer> places = IntStream.range(0, listed.rows.length).boxed().toList();
    List<Column> columns = listed.model.schema().features();
    Json.write(
        terminal.out(),
        out ->
            out.whole("rows", listed.rowCount())
                .number("falseAlarmRate", rate)
                .number("threshold", listed.threshold)
                .whole("referenceRows", listed.model.reference().size())
                .truth("heldOut", listed.model.reference().heldOut())
                .whole("alarms", alarms)
                .number("falseAlarmsExpected", rate * listed.rowCount())
                .objects(
                    "listed",
                    places,
                    (object, place) -> {
                      object.whole("row", listed.rows[place] + 1L);
                      if (listed.source.ids().isPresent()) {
                        object.text("id", listed.name(place));
                      }
                      object
                          .number("logDensity", listed.logDensities[place])
                          .number("tailRank", listed.tailRanks[place])
                          .truth("alarm", listed.tailRanks[place] <= rate);
                      double[] nats = listed.contributions.values().row(place);
                      double[] expected = listed.contributions.expected().row(place);
                      object.object(
                          "contributions",
                          of -> {
                            for (int j = 0; j < nats.length; j++) {
                              of.number(columns.get(j).name(), nats[j]);
                            }
                          });
                      object.object("expected", of -> writeValues(of, columns, expected));
                    }));
  }

  private static void writeValues(Json out, List<Column> columns, double[] values)
      throws IOException {
    for (int j = 0; j < values.length; j++) {
      Column column = columns.get(j);
      if (column.levels().isEmpty() || Double.isNaN(values[j])) {
        out.number(column.name(), values[j]);
      } else {
        out.text(column.name(), column.levels().get((int) Math.rint(values[j])));
      }
    }
  }
}
