package org.latent4j.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnRole;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.Tensor;
import org.latent4j.model.Decoder;
import org.latent4j.model.FitReport;
import org.latent4j.model.FittedModel;
import org.latent4j.model.FittedModel.Provenance;
import org.latent4j.model.LatentSpace;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.ModelTable;
import org.latent4j.model.ReferenceRows;
import org.latent4j.model.Tabulated;
import org.latent4j.task.HighestDensity;

/** A model in words and small tables. */
final class ModelText {

  private static final int MOST_NAMES = 12;
  private static final int MOST_FEATURES = 24;
  private static final int MOST_CODES = 8;
  private static final int MOST_COLUMNS = 10;

  private final FittedModel fitted;
  private final StringBuilder text = new StringBuilder();

  ModelText(FittedModel fitted) {
    this.fitted = fitted;
  }

  @Override
  public String toString() {
    text.setLength(0);
    text.append(Text.printable(FitSummary.title(fitted))).append('\n');
    columns();
    fit();
    origin();
    vectors();
    text.append(tables(fitted, table -> true));
    fitted.decoder().ifPresent(this::meaningOfCodes);
    return text.toString();
  }

  private void line(String name, String value) {
    String padded = String.format(Locale.ROOT, "  %-20s", name);
    text.append(padded).append(Text.printable(value)).append('\n');
  }

  private void columns() {
    List<String> features = fitted.schema().featureNames();
    line("columns", features.size() + ": " + Text.abbreviated(features, MOST_NAMES));
    named("label", ColumnRole.LABEL);
    named("not modelled", ColumnRole.IGNORED);
    fitted
        .schema()
        .image()
        .ifPresent(
            image ->
                line("image", image.height() + " x " + image.width() + " x " + image.channels()));
  }

  private void named(String title, ColumnRole role) {
    List<String> names =
        fitted.schema().columns().stream().filter(c -> c.role() == role).map(Column::name).toList();
    if (!names.isEmpty()) {
      line(title, Text.abbreviated(names, MOST_NAMES));
    }
  }

  private void fit() {
    FitReport report = fitted.report();
    long parameters = fitted.model().parameterCount();
    boolean weighted = fitted.schema().first(ColumnRole.WEIGHT).isPresent();
    line(weighted ? "sum of weights" : "rows", total(report.weightTotal()));
    line("fit", FitSummary.ending(report));
    line("parameters", String.format(Locale.ROOT, "%,d", parameters));
    if (!Double.isNaN(report.logLikelihood())) {
      line(
          FitSummary.isBound(fitted) ? "lower bound" : "log likelihood",
          Text.number(report.logLikelihood())
              + " ("
              + Text.number(report.meanLogLikelihood())
              + " per row)");
      line(
          "BIC, AIC",
          Text.number(report.bic(parameters)) + ", " + Text.number(report.aic(parameters)));
    }
    reference();
    report.notes().forEach(sentence -> line("note", sentence));
  }

  private static String total(double weightTotal) {
    return weightTotal == Math.rint(weightTotal)
        ? String.format(Locale.ROOT, "%,.0f", weightTotal)
        : Text.number(weightTotal);
  }

  private void reference() {
    ReferenceRows reference = fitted.reference();
    if (reference.heldOut()) {
      double mean = reference.mean();
      line(
          FitSummary.isBound(fitted) ? "held-out bound" : "held-out log p(x)",
          String.format(
              Locale.ROOT,
              "%s per row, %.3f bits per column",
              Text.number(mean),
              fitted.bitsPerDimension(mean)));
    }
    if (reference.size() > 0) {
      line(
          "tail ranks against",
          Text.count(reference.size(), "row")
              + (reference.heldOut() ? " kept from the fit" : " of the fit itself"));
      regions();
    }
  }

  /** The log density that most rows reach; nothing of shares that too few rows can tell. */
  private void regions() {
    List<String> levels = new ArrayList<>();
    for (int percent : new int[] {50, 90, 99}) {
      double level = HighestDensity.ofReference(fitted, percent / 100.0);
      if (Double.isFinite(level)) {
        levels.add(percent + " % of rows from " + Text.number(level));
      }
    }
    if (!levels.isEmpty()) {
      line("log p(x)", String.join(", ", levels));
    }
  }

  private void origin() {
    Provenance origin = fitted.provenance();
    line("seed", Long.toString(origin.seed()));
    line("fitted by", "Latent4J " + origin.libraryVersion());
  }

  /** The parameters that are a list of numbers; the mean is told with the codes. */
  private void vectors() {
    Map<String, Tensor> tensors = ModelFamily.named(fitted.family()).save(fitted.model()).tensors();
    List<String> shown = new ArrayList<>();
    tensors.forEach(
        (name, tensor) -> {
          if (tensor.rank() == 1 && !name.equals("mean")) {
            shown.add(String.format(Locale.ROOT, "  %-20s%s", name, list(tensor.values())));
          }
        });
    if (!shown.isEmpty()) {
      String units = fitted.encoding().isIdentity() ? "" : ", in units of the standardised columns";
      text.append("\nParameters").append(units).append(":\n");
      shown.forEach(l -> text.append(Text.printable(l)).append('\n'));
    }
  }

  private static String list(double... values) {
    List<String> words = Arrays.stream(values).mapToObj(Text::number).toList();
    return Text.abbreviated(words, MOST_NAMES);
  }

  /** Tables that the model tells of itself, each after an empty line; empty if there are none. */
  static String tables(FittedModel fitted, Predicate<ModelTable> chosen) {
    StringBuilder text = new StringBuilder();
    if (fitted.model() instanceof Tabulated tabulated) {
      tabulated.tables(fitted.schema()).stream()
          .filter(chosen)
          .forEach(table -> append(text, table, fitted.schema().featureNames()));
    }
    return text.toString();
  }

  /** Whether a table is shown without leaving anything out. */
  static boolean isShownWhole(ModelTable table) {
    return table.values().rows() <= MOST_FEATURES && table.values().columns() <= MOST_COLUMNS;
  }

  private static void append(StringBuilder text, ModelTable table, List<String> features) {
    List<String> names = table.rowNames(features);
    List<String> headings = new ArrayList<>(List.of(table.rowNames().isEmpty() ? "column" : ""));
    int columns = Math.min(table.columnNames().size(), MOST_COLUMNS);
    table.columnNames().subList(0, columns).forEach(name -> headings.add(">" + name));
    TextTable cells = TextTable.of(headings.toArray(String[]::new));
    int rows = Math.min(names.size(), MOST_FEATURES);
    for (int i = 0; i < rows; i++) {
      List<String> row = new ArrayList<>(List.of(names.get(i)));
      for (int j = 0; j < columns; j++) {
        row.add(Text.fixed(table.values().get(i, j), 3));
      }
      cells.row(row.toArray(String[]::new));
    }
    text.append('\n').append(table.title()).append(":\n").append(cells);
    leftOut(text, names.size() - rows, "row");
    leftOut(text, table.columnNames().size() - columns, "column");
  }

  /** What codes are in the data's units: rows of components, or the effect of a step along each. */
  private void meaningOfCodes(Decoder decoder) {
    LatentSpace space = decoder.latentSpace();
    boolean mixture = space.kind() == LatentSpace.Kind.PROBABILITIES;
    int codes = Math.min(space.dimension(), MOST_CODES);
    Matrix rows = decoder.decode(corners(space.dimension(), codes));
    List<String> headings = new ArrayList<>(List.of("column"));
    if (!mixture) {
      headings.add(">centre");
    }
    List<String> names = fitted.schema().componentNames(space.dimension());
    boolean lastIsNoise = fitted.clusterer().map(c -> c.hasNoiseComponent()).orElse(false);
    for (int c = 0; c < codes; c++) {
      String number = lastIsNoise && c == space.dimension() - 1 ? "noise" : names.get(c);
      headings.add(">" + (mixture ? number : space.columnName(c)));
    }
    TextTable table = TextTable.of(headings.toArray(String[]::new));
    List<String> features = fitted.schema().featureNames();
    for (int j = 0; j < Math.min(features.size(), MOST_FEATURES); j++) {
      List<String> cells = new ArrayList<>(List.of(features.get(j)));
      if (!mixture) {
        cells.add(Text.number(rows.get(0, j)));
      }
      for (int c = 1; c <= codes; c++) {
        cells.add(
            word(j, rows.get(c, j))
                .orElse(Text.number(rows.get(c, j) - (mixture ? 0 : rows.get(0, j)))));
      }
      table.row(cells.toArray(String[]::new));
    }
    text.append(
        mixture
            ? "\nMean of each component"
                + (fitted.schema().hasDiscreteFeatures() ? ", most frequent word:\n" : ":\n")
            : "\nThe row of code 0, and what one unit of each code adds to it:\n");
    text.append(table);
    leftOut(text, features.size() - MOST_FEATURES, "column");
    leftOut(text, space.dimension() - codes, mixture ? "component" : "code");
  }

  /** The level of a column of words; nothing for a number. */
  private Optional<String> word(int feature, double value) {
    List<String> levels = fitted.schema().features().get(feature).levels();
    int level = (int) Math.rint(value);
    return level >= 0 && level < levels.size() ? Optional.of(levels.get(level)) : Optional.empty();
  }

  private static void leftOut(StringBuilder text, int count, String thing) {
    if (count > 0) {
      text.append("  … and ").append(Text.count(count, "more " + thing)).append('\n');
    }
  }

  /** The code 0, then the codes that are 1 in one place. */
  private static Matrix corners(int dimension, int count) {
    double[] values = new double[(count + 1) * dimension];
    for (int c = 0; c < count; c++) {
      values[(c + 1) * dimension + c] = 1;
    }
    return Matrix.wrap(count + 1, dimension, values);
  }
}
