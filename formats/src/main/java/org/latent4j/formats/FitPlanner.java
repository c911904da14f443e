package org.latent4j.formats;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.DataFormatException;
import org.latent4j.data.ImageShape;

/** Decides what each column of a file is, and which of them a model shall describe. */
final class FitPlanner {

  /** A schema keeps the levels of a column that is left out up to this many. */
  private static final int MOST_LEVELS = 100;

  private static final List<String> NO_LEVELS = List.of();

  private final Cells cells;
  private final Profile profile;
  private final Optional<ImageShape> image;
  private final int label;
  private final int weight;
  private final Set<Integer> leftOut;
  private final Set<Integer> kept;
  private final List<String> notes = new ArrayList<>();
  private final List<String> rowNames = new ArrayList<>();
  private final List<String> constants = new ArrayList<>();
  private final List<Column> worded = new ArrayList<>();
  private final DiscreteColumns discrete;
  private final int component;

  private FitPlanner(Cells cells, ReadOptions options) throws DataFormatException {
    this.cells = cells;
    profile = cells.profile();
    image = options.image().isPresent() ? options.image() : cells.image();
    label = label(options);
    weight = find(options.weight());
    leftOut = find(options.leftOut());
    kept = find(options.kept());
    component = find(options.partialLabel());
    Set<Integer> others = new HashSet<>(leftOut);
    others.addAll(List.of(label, weight, component));
    discrete =
        new DiscreteColumns(
            cells,
            image.isPresent() ? ModelledColumns.NUMBERS : options.modelled(),
            others,
            kept,
            find(options.numbers()));
  }

  /**
   * Decides.
   *
   * @throws DataFormatException if a column is neither numbers nor words, or none is left to model
   */
  static Plan plan(Cells cells, ReadOptions options) throws DataFormatException {
    return new FitPlanner(cells, options).plan();
  }

  /** The label that is asked for; without, what the source says, if no components come of it. */
  private int label(ReadOptions options) throws DataFormatException {
    if (options.label().isPresent() && options.labels().isEmpty()) {
      return find(options.label());
    }
    return find(options.partialLabel()) == cells.label() ? -1 : cells.label();
  }

  private int find(Optional<String> name) throws DataFormatException {
    return name.isPresent() ? ColumnNames.find(cells.source(), cells.names(), name.get()) : -1;
  }

  private Set<Integer> find(List<String> names) throws DataFormatException {
    Set<Integer> found = new HashSet<>();
    for (String name : names) {
      found.add(ColumnNames.find(cells.source(), cells.names(), name));
    }
    return found;
  }

  private Plan plan() throws DataFormatException {
    List<Column> columns = new ArrayList<>();
    List<Integer> sources = new ArrayList<>();
    for (int j = 0; j < cells.columns(); j++) {
      boolean excluded = leftOut.contains(j) && j != label && j != weight && j != component;
      if (!(excluded && image.isPresent())) {
        columns.add(excluded ? left(j) : column(j));
        sources.add(j);
      }
    }
    requireFeatures(columns);
    requirePixels(columns);
    tell();
    return new Plan(columns, sources, image, kept, notes);
  }

  private Column left(int j) {
    return cells.words(j) > 0 ? words(j, ColumnRole.IGNORED) : numbers(j, ColumnRole.IGNORED);
  }

  private Column column(int j) throws DataFormatException {
    if (j == label) {
      return label(j);
    }
    if (j == component) {
      return component(j);
    }
    if (j == weight) {
      requireNumbers(j, "; weights must be numbers");
      return numbers(j, ColumnRole.WEIGHT);
    }
    if (cells.role(j).isPresent()) {
      return cells.words(j) > 0 ? words(j, cells.role(j).get()) : numbers(j, cells.role(j).get());
    }
    long words = cells.words(j);
    long observed = profile.numbers(j) + words;
    if (observed == 0) {
      return empty(j);
    }
    if (image.isEmpty() && !kept.contains(j) && RowNames.isOne(cells, j)) {
      rowNames.add(name(j));
      return words > 0
          ? new Column(cells.names().get(j), ColumnKind.CATEGORICAL, ColumnRole.ID, NO_LEVELS, 0)
          : numbers(j, ColumnRole.ID);
    }
    if (words == 0) {
      Optional<Column> codes = discrete.codes(j);
      return codes.isPresent() ? codes.get() : numeric(j);
    }
    if (!discrete.areModelled() && (kept.contains(j) || image.isPresent())) {
      requireNumbers(j, "; a column that is modelled must hold numbers");
    }
    if (cells.isMostlyNumbers(j)) {
      requireNumbers(
          j,
          String.format(
              Locale.ROOT,
              " where %s; correct it, name it as a missing value, or declare the column as text",
              profile.numbers(j) == 1
                  ? "1 value is a number"
                  : profile.numbers(j) + " values are numbers"));
    }
    if (discrete.areModelled()) {
      return discrete.words(j);
    }
    Column column = words(j, ColumnRole.IGNORED);
    worded.add(column);
    return column;
  }

  /** The column that names components: its levels, those of numbers in their order. */
  private Column component(int j) throws DataFormatException {
    List<String> levels = cells.numberLevels(j, Integer.MAX_VALUE);
    levels = levels.isEmpty() ? cells.levels(j, Integer.MAX_VALUE) : levels;
    if (levels.isEmpty()) {
      throw new DataFormatException(
          "'"
              + cells.source()
              + "': column "
              + name(j)
              + " has no value in any row; a partial label must name the component of some");
    }
    long observed = profile.numbers(j) + cells.words(j);
    notes.add(
        String.format(
            Locale.ROOT,
            "components: %s (%s) names those of %d of %s",
            name(j),
            Wording.count(levels.size(), "level"),
            observed,
            Wording.count(cells.rows(), "row")));
    return new Column(
        cells.names().get(j), ColumnKind.CATEGORICAL, ColumnRole.COMPONENT, levels, 0);
  }

  private Column numeric(int j) {
    boolean constant = cells.rows() > 1 && profile.isConstant(j) && !kept.contains(j);
    if (constant) {
      constants.add(name(j));
    }
    return numbers(j, constant ? ColumnRole.IGNORED : ColumnRole.FEATURE);
  }

  /**
   * A column without any value: one that only a delimiter at the end of each line makes is none.
   */
  private Column empty(int j) throws DataFormatException {
    boolean trailing =
        j == cells.columns() - 1 && cells.names().get(j).equals("x" + (j + 1)) && j > 0;
    if (!trailing) {
      throw new DataFormatException(
          "'"
              + cells.source()
              + "': column "
              + name(j)
              + " has no value in any row; leave the column out");
    }
    notes.add("left out: the last column is empty");
    return numbers(j, ColumnRole.IGNORED);
  }

  private Column label(int j) {
    Column column = cells.words(j) > 0 ? words(j, ColumnRole.LABEL) : numbers(j, ColumnRole.LABEL);
    String levels =
        column.levels().isEmpty()
            ? ""
            : " (" + Wording.count(column.levels().size(), "level") + ")";
    notes.add("label: " + name(j) + levels + ", not used in fitting");
    return column;
  }

  private void requireNumbers(int j, String ofWord) throws DataFormatException {
    if (cells.words(j) > 0) {
      throw new DataFormatException(cells.complaint(j, ofWord));
    }
  }

  private Column numbers(int j, ColumnRole role) {
    boolean whole = profile.isWhole(j) && profile.numbers(j) > 0;
    ColumnKind kind =
        !whole || profile.minimum(j) < 0
            ? ColumnKind.NUMERIC
            : profile.maximum(j) <= 1 ? ColumnKind.BINARY : ColumnKind.COUNT;
    double resolution = whole ? 1 : cells.resolution(j);
    return new Column(cells.names().get(j), kind, role, NO_LEVELS, resolution);
  }

  private Column words(int j, ColumnRole role) {
    int most = role == ColumnRole.LABEL ? Integer.MAX_VALUE : MOST_LEVELS;
    List<String> levels = cells.levels(j, most);
    ColumnKind kind = levels.size() == 2 ? ColumnKind.BINARY : ColumnKind.CATEGORICAL;
    return new Column(cells.names().get(j), kind, role, levels, 0);
  }

  private String name(int j) {
    return Wording.quoted(cells.names().get(j));
  }

  private void requireFeatures(List<Column> columns) throws DataFormatException {
    if (columns.stream().noneMatch(Column::isFeature)) {
      tell();
      throw new DataFormatException(
          "'"
              + cells.source()
              + "' has no column to model"
              + (notes.isEmpty() ? "" : ": ")
              + String.join("; ", notes));
    }
  }

  private void requirePixels(List<Column> columns) throws DataFormatException {
    long pixels =
        columns.stream().filter(c -> c.isFeature() || c.role() == ColumnRole.IGNORED).count();
    if (image.isPresent() && pixels != image.get().size()) {
      ImageShape shape = image.get();
      throw new DataFormatException(
          String.format(
              Locale.ROOT,
              "'%s' has %d pixel columns; an image of %d x %d x %d needs %d",
              cells.source(),
              pixels,
              shape.height(),
              shape.width(),
              shape.channels(),
              shape.size()));
    }
  }

  private void tell() {
    if (weight >= 0) {
      notes.add("weight: " + name(weight));
    }
    if (!leftOut.isEmpty()) {
      notes.add(
          "left out as asked: "
              + Wording.names(leftOut.stream().sorted().map(cells.names()::get).toList()));
    }
    tell(rowNames, " names the rows", " name the rows");
    tell(constants, " is constant", " are constant");
    notes.addAll(discrete.notes());
    String levels =
        worded.size() == 1 && !worded.get(0).levels().isEmpty()
            ? " (" + Wording.count(worded.get(0).levels().size(), "level") + ")"
            : "";
    tell(
        worded.stream().map(c -> Wording.quoted(c.name())).toList(),
        " holds words" + levels + "; the models asked for take numbers",
        " hold words; the models asked for take numbers");
  }

  private void tell(List<String> names, String ofOne, String ofMany) {
    if (names.size() == 1) {
      notes.add("left out: " + names.get(0) + ofOne);
    } else if (names.size() > 1) {
      String first = String.join(", ", names.subList(0, Math.min(6, names.size())));
      notes.add(
          "left out: "
              + names.size()
              + " columns"
              + ofMany
              + " ("
              + first
              + (names.size() > 6 ? ", …" : "")
              + ")");
    }
  }
}
