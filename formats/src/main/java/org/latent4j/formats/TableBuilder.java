package org.latent4j.formats;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.DataException;
import org.latent4j.data.DataFormatException;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Splits;

/** Makes a table of the cells of a file, as planned. */
final class TableBuilder {

  private static final int BLOCK_VALUES = 1 << 15;

  private final Cells cells;
  private final ReadOptions options;
  private Plan plan;

  TableBuilder(Cells cells, Plan plan, ReadOptions options) {
    this.cells = cells;
    this.plan = plan;
    this.options = options;
  }

  /**
   * Makes it.
   *
   * @throws DataFormatException if a weight cannot be one, or no row is complete
   */
  Table build() throws DataFormatException {
    double @Nullable [] weights = weights();
    double @Nullable [] labels = labels();
    Dataset data = cells.dataset(plan.schema(), plan.features(), weights, labels);
    int[] rows = options.missingPolicy() == MissingPolicy.DROP_ROWS ? complete(data) : new int[0];
    long dropped = rows.length == 0 ? 0 : data.rowCount() - rows.length;
    List<String> notes = new ArrayList<>(cells.notes());
    if (dropped > 0) {
      if (leaveOutConstants(Splits.select(data, rows))) {
        data = cells.dataset(plan.schema(), plan.features(), weights, labels);
      }
      data = selected(data, rows);
    }
    data = known(data, rows);
    notes.addAll(plan.notes());
    if (dropped > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "dropped %d of %s, in which a value is missing",
              dropped,
              Wording.count(cells.rows(), "row")));
    }
    int[] kept = dropped > 0 ? rows : new int[0];
    return new Table(cells.source(), data, notes, dropped, ids(kept), whole(kept));
  }

  /** All columns, of some rows or of all. */
  private Optional<WholeTable> whole(int[] rows) {
    if (options.features().isEmpty() || cells.image().isPresent() || !cells.canBeRecoded()) {
      return Optional.empty();
    }
    int[] places = new int[cells.columns()];
    Arrays.fill(places, -1);
    int[] features = plan.features();
    for (int j = 0; j < features.length; j++) {
      places[features[j]] = j;
    }
    List<List<String>> words = new ArrayList<>();
    double[][] indices = new double[places.length][];
    for (int c = 0; c < places.length; c++) {
      words.add(List.of());
      indices[c] = new double[0];
      if (places[c] < 0) {
        TextColumn column = cells.column(c);
        words.set(c, column.levels(Integer.MAX_VALUE));
        double[] all = column.indices(words.get(c));
        indices[c] =
            rows.length == 0 ? all : Arrays.stream(rows).mapToDouble(r -> all[r]).toArray();
      }
    }
    return Optional.of(new WholeTable(cells.names(), places, words, indices));
  }

  private double @Nullable [] weights() throws DataFormatException {
    Optional<Integer> index = plan.first(ColumnRole.WEIGHT);
    if (index.isEmpty()) {
      return null;
    }
    String name = plan.columns().get(index.get()).name();
    double[] weights = cells.column(plan.sources().get(index.get())).cells();
    double total = 0;
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
        throw new DataFormatException(
            String.format(
                Locale.ROOT,
                "'%s': row %d of weight column %s is %s; weights must be finite and at least 0",
                cells.source(),
                i + 1,
                Wording.quoted(name),
                Double.isNaN(weights[i]) ? "missing" : Words.spelled(weights[i])));
      }
      total += weights[i];
    }
    if (total == 0) {
      throw new DataFormatException(
          "'"
              + cells.source()
              + "': weight column "
              + Wording.quoted(name)
              + " is 0 in every row; one weight at least must be above 0");
    }
    return weights;
  }

  /** The rows with the components that a column knows of them, if there is one. */
  private Dataset known(Dataset data, int[] rows) {
    Optional<Integer> index = plan.first(ColumnRole.COMPONENT);
    if (index.isEmpty()) {
      return data;
    }
    double[] levels =
        cells
            .column(plan.sources().get(index.get()))
            .indices(plan.columns().get(index.get()).levels());
    int[] components = new int[(int) data.rowCount()];
    for (int i = 0; i < components.length; i++) {
      double level = levels[rows.length == 0 ? i : rows[i]];
      components[i] = Double.isNaN(level) ? -1 : (int) level;
    }
    return data.withKnownComponents(components);
  }

  private double @Nullable [] labels() {
    Optional<Integer> index = plan.first(ColumnRole.LABEL);
    if (index.isEmpty()) {
      return null;
    }
    TextColumn column = cells.column(plan.sources().get(index.get()));
    List<String> levels = plan.columns().get(index.get()).levels();
    return levels.isEmpty() ? column.cells() : column.indices(levels);
  }

  private Optional<List<String>> ids(int[] rows) {
    return plan.first(ColumnRole.ID)
        .map(c -> cells.column(plan.sources().get(c)).texts(rows))
        .or(
            () ->
                rows.length == 0
                    ? Optional.empty()
                    : Optional.of(
                        Arrays.stream(rows).mapToObj(r -> Integer.toString(r + 1)).toList()));
  }

  /** Rows without a missing feature; none if all are such. */
  private int[] complete(Dataset data) throws DataFormatException {
    if (data.rowCount() > Integer.MAX_VALUE - 8) {
      throw new DataException(
          "'"
              + cells.source()
              + "' has "
              + data.rowCount()
              + " rows; rows can be dropped from fewer than 2^31 only");
    }
    int d = data.featureCount();
    int[] rows = new int[(int) data.rowCount()];
    int kept = 0;
    int blockRows = Math.max(1, BLOCK_VALUES / d);
    double[] block = new double[Math.min(blockRows, rows.length) * d];
    for (int row = 0; row < rows.length; row += blockRows) {
      int count = Math.min(blockRows, rows.length - row);
      data.read(row, count, DoubleBuffer.wrap(block));
      for (int i = 0; i < count; i++) {
        if (isComplete(block, i * d, d)) {
          rows[kept++] = row + i;
        }
      }
    }
    if (kept == 0) {
      throw new DataFormatException(
          "'"
              + cells.source()
              + "': a value is missing in every row; impute, or leave a column out");
    }
    return kept == rows.length ? new int[0] : Arrays.copyOf(rows, kept);
  }

  private static boolean isComplete(double[] block, int from, int d) {
    for (int j = from; j < from + d; j++) {
      if (Double.isNaN(block[j])) {
        return false;
      }
    }
    return true;
  }

  /**
   * Takes a column out of the features that varies only in rows that were dropped.
   *
   * @return whether there is one
   */
  private boolean leaveOutConstants(Dataset kept) throws DataFormatException {
    Profile profile = Profile.of(kept);
    List<Column> columns = new ArrayList<>();
    List<String> constants = new ArrayList<>();
    int feature = 0;
    for (int c = 0; c < plan.columns().size(); c++) {
      Column column = plan.columns().get(c);
      boolean constant =
          column.isFeature()
              && profile.isConstant(feature++)
              && kept.rowCount() > 1
              && !plan.mayBeConstant().contains(plan.sources().get(c));
      columns.add(constant ? column.withRole(ColumnRole.IGNORED) : column);
      if (constant) {
        constants.add(column.name());
      }
    }
    if (constants.isEmpty()) {
      return false;
    }
    List<String> notes = new ArrayList<>(plan.notes());
    notes.add("left out, constant in the rows without missing values: " + Wording.names(constants));
    plan = new Plan(columns, plan.sources(), plan.image(), plan.mayBeConstant(), notes);
    if (plan.features().length == 0) {
      throw new DataFormatException(
          "'" + cells.source() + "' has no column to model: " + String.join("; ", notes));
    }
    return true;
  }

  private static Dataset selected(Dataset data, int[] rows) {
    Dataset view = Splits.select(data, rows);
    if (!(data instanceof HeapDataset)) {
      return view;
    }
    HeapDataset.Builder builder = HeapDataset.builder(view.schema(), view.toMatrix());
    if (view.isWeighted()) {
      double[] weights = new double[rows.length];
      view.readWeights(0, rows.length, weights);
      builder.weights(weights);
    }
    view.labels().ifPresent(builder::labels);
    return builder.build();
  }
}
