package org.latent4j.formats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.DataException;
import org.latent4j.data.DataFormatException;
import org.latent4j.data.ImageShape;
import org.latent4j.data.Schema;

/**
 * Finds in a file the columns that a fitted model takes, by name or, where there are none, place.
 */
final class ModelPlanner {

  private final Cells cells;
  private final Schema model;
  private final ReadOptions options;
  private final List<String> notes = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();
  private final List<Integer> sources = new ArrayList<>();
  private final Set<Integer> used = new HashSet<>();

  private ModelPlanner(Cells cells, Schema model, ReadOptions options) {
    this.cells = cells;
    this.model = model;
    this.options = options;
  }

  /**
   * Finds them.
   *
   * @throws DataException if a column is missing, or the file has another number of columns
   * @throws DataFormatException if a column that the model needs holds words
   */
  static Plan plan(Cells cells, Schema model, ReadOptions options) throws DataFormatException {
    return new ModelPlanner(cells, model, options).plan();
  }

  private Plan plan() throws DataFormatException {
    requireImage();
    Optional<Integer> label = label();
    Optional<Integer> weight = find(options.weight());
    label.ifPresent(used::add);
    weight.ifPresent(used::add);
    int[] places = cells.isNamed() ? byName() : byPlace();
    for (int c = 0; c < places.length; c++) {
      Column column = model.columns().get(c);
      if (column.isFeature()) {
        if (column.levels().isEmpty()) {
          requireNumbers(places[c]);
        }
        add(column.levels().isEmpty() ? column : levelColumn(column, places[c]), places[c]);
      } else if (column.role() == ColumnRole.IGNORED && model.image().isPresent()) {
        add(column, -1);
      }
    }
    if (weight.isPresent()) {
      requireNumbers(weight.get());
      add(renamed(numeric(weight.get(), ColumnRole.WEIGHT)), weight.get());
    }
    if (label.isPresent()) {
      add(renamed(labelColumn(label.get())), label.get());
      notes.add("label: " + Wording.quoted(cells.names().get(label.get())));
    }
    rowNames();
    tellUnused();
    return new Plan(columns, sources, model.image(), used, notes);
  }

  private void add(Column column, int source) {
    columns.add(column);
    sources.add(source);
    used.add(source);
  }

  private void requireImage() {
    if (model.image().isPresent()
        && cells.image().isPresent()
        && !model.image().equals(cells.image())) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "'%s' holds images of %s pixels; the model was fitted to images of %s",
              cells.source(),
              size(cells.image().get()),
              size(model.image().get())));
    }
  }

  private static String size(ImageShape image) {
    return image.height() + " x " + image.width() + " x " + image.channels();
  }

  private Optional<Integer> find(Optional<String> name) throws DataFormatException {
    return name.isPresent()
        ? Optional.of(ColumnNames.find(cells.source(), cells.names(), name.get()))
        : Optional.empty();
  }

  /** The label that is asked for, that of the source, or the model's if the file has it. */
  private Optional<Integer> label() throws DataFormatException {
    if (options.label().isPresent() && options.labels().isEmpty()) {
      return find(options.label());
    }
    if (cells.label() >= 0) {
      return Optional.of(cells.label());
    }
    if (!cells.isNamed()) {
      return Optional.empty();
    }
    return model
        .first(ColumnRole.LABEL)
        .map(c -> cells.names().indexOf(c.name()))
        .filter(j -> j >= 0);
  }

  private int[] byName() {
    int[] places = new int[model.columns().size()];
    for (int c = 0; c < places.length; c++) {
      Column column = model.columns().get(c);
      places[c] = cells.names().indexOf(column.name());
      if (places[c] < 0 && column.isFeature()) {
        throw new DataException(
            "'"
                + cells.source()
                + "' has no column "
                + Wording.quoted(column.name())
                + ", which the model needs; its columns are "
                + Wording.names(cells.names()));
      }
    }
    return places;
  }

  /**
   * The columns in their order: as many as features, as pixels, or as all columns of the schema,
   * each with and without what is sought.
   */
  private int[] byPlace() throws DataFormatException {
    Set<Integer> leftOut = new HashSet<>();
    for (String name : options.leftOut()) {
      leftOut.add(ColumnNames.find(cells.source(), cells.names(), name));
    }
    int[] given =
        IntStream.range(0, cells.columns())
            .filter(j -> !used.contains(j) && !leftOut.contains(j) && cells.role(j).isEmpty())
            .toArray();
    List<int[]> possible = new ArrayList<>();
    for (Set<ColumnRole> roles : layouts()) {
      int[] wanted = indices(roles);
      if (wanted.length == given.length) {
        int[] places = new int[model.columns().size()];
        Arrays.fill(places, -1);
        for (int i = 0; i < given.length; i++) {
          places[wanted[i]] = given[i];
        }
        if (possible.stream().noneMatch(other -> isSameOfFeatures(places, other))) {
          possible.add(places);
        }
      }
    }
    if (possible.size() == 1) {
      return possible.get(0);
    }
    throw new DataException(
        String.format(
            Locale.ROOT,
            "'%s' has %s and no header to tell them by; the model takes %d (%s)%s: give these alone,"
                + " or name the columns in a first line",
            cells.source(),
            Wording.count(given.length, "column"),
            model.featureCount(),
            Wording.names(model.featureNames()),
            possible.isEmpty() ? "" : ", which may be one or others of them"));
  }

  /** Which columns rows without names may have: the first are the most likely. */
  private List<Set<ColumnRole>> layouts() {
    Set<ColumnRole> features = EnumSet.of(ColumnRole.FEATURE);
    Set<ColumnRole> all = EnumSet.allOf(ColumnRole.class);
    List<Set<ColumnRole>> layouts = new ArrayList<>(List.of(features));
    if (model.image().isPresent()) {
      layouts.add(EnumSet.of(ColumnRole.FEATURE, ColumnRole.IGNORED, ColumnRole.SOUGHT));
    }
    layouts.add(all);
    layouts.add(EnumSet.of(ColumnRole.FEATURE, ColumnRole.SOUGHT));
    layouts.add(EnumSet.complementOf(EnumSet.of(ColumnRole.SOUGHT)));
    return layouts;
  }

  private boolean isSameOfFeatures(int[] places, int[] others) {
    return IntStream.range(0, places.length)
        .filter(c -> model.columns().get(c).isFeature())
        .allMatch(c -> places[c] == others[c]);
  }

  /** Which columns of the model have one of some roles. */
  private int[] indices(Set<ColumnRole> roles) {
    return IntStream.range(0, model.columns().size())
        .filter(c -> roles.contains(model.columns().get(c).role()))
        .toArray();
  }

  private void requireNumbers(int j) throws DataFormatException {
    if (cells.words(j) > 0) {
      throw new DataFormatException(cells.complaint(j, "; the model needs a number there"));
    }
  }

  private Column numeric(int j, ColumnRole role) {
    return Column.numeric(cells.names().get(j)).withRole(role);
  }

  /** The levels of the model, and after them those that it does not know. */
  private Column levelColumn(Column column, int j) {
    List<String> levels = withUnknown(column.levels(), j);
    return levels.size() == column.levels().size()
        ? column
        : new Column(
            column.name(), ColumnKind.CATEGORICAL, column.role(), levels, column.resolution());
  }

  private List<String> withUnknown(List<String> known, int j) {
    Set<String> unknown = new TreeSet<>(cells.levels(j, Integer.MAX_VALUE));
    known.forEach(unknown::remove);
    List<String> levels = new ArrayList<>(known);
    levels.addAll(unknown);
    return levels;
  }

  /** Levels keep the indices that they had when the model was fitted; new ones follow. */
  private Column labelColumn(int j) {
    Optional<Column> fitted = model.first(ColumnRole.LABEL);
    List<String> known = fitted.map(Column::levels).orElse(List.of());
    if (cells.words(j) == 0 && known.isEmpty()) {
      return numeric(j, ColumnRole.LABEL);
    }
    return new Column(
        cells.names().get(j), ColumnKind.CATEGORICAL, ColumnRole.LABEL, withUnknown(known, j), 0);
  }

  /** A column under a name that no column before it has. */
  private Column renamed(Column column) {
    String name = column.name();
    while (isTaken(name)) {
      name += "_";
    }
    return new Column(name, column.kind(), column.role(), column.levels(), column.resolution());
  }

  private boolean isTaken(String name) {
    return columns.stream().anyMatch(c -> c.name().equals(name));
  }

  /** Keeps one column that names the rows: the model's if the file has it, else the first found. */
  private void rowNames() {
    Optional<Integer> known =
        model
            .first(ColumnRole.ID)
            .filter(c -> cells.isNamed())
            .map(c -> cells.names().indexOf(c.name()))
            .filter(j -> j >= 0 && !used.contains(j));
    known
        .or(
            () ->
                IntStream.range(0, cells.columns())
                    .filter(j -> !used.contains(j) && isRowName(j))
                    .boxed()
                    .findFirst())
        .ifPresent(j -> add(renamed(numeric(j, ColumnRole.ID)), j));
  }

  private boolean isRowName(int j) {
    return cells.role(j).isPresent()
        ? cells.role(j).get() == ColumnRole.ID
        : RowNames.isOne(cells, j);
  }

  private void tellUnused() {
    List<String> unused =
        IntStream.range(0, cells.columns())
            .filter(j -> !used.contains(j))
            .mapToObj(cells.names()::get)
            .toList();
    if (!unused.isEmpty() && cells.isNamed()) {
      notes.add("not used by the model: " + Wording.names(unused));
    }
  }
}
