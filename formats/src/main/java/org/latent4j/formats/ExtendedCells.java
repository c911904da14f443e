package org.latent4j.formats;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.Dataset;
import org.latent4j.data.ImageShape;
import org.latent4j.data.Schema;

/** The cells of a file, and after them columns from beside it: labels, or names of the rows. */
final class ExtendedCells implements Cells {

  private final Cells inner;
  private final List<Extra> extras;
  private final List<String> names;
  private final List<String> notes;
  private final Profile profile;

  /**
   * A column from beside a file.
   *
   * @param name that is wanted; a column of the file that has it keeps it
   * @param role label or names of the rows
   * @param column one cell for each row
   */
  record Extra(String name, ColumnRole role, TextColumn column) {}

  /**
   * Adds columns.
   *
   * @param inner the cells of the file
   * @param extras columns of as many rows
   * @param notes what is to be told of them, or of how the rows were made
   */
  ExtendedCells(Cells inner, List<Extra> extras, List<String> notes) {
    this.inner = inner;
    this.extras = List.copyOf(extras);
    this.notes = Stream.concat(inner.notes().stream(), notes.stream()).toList();
    List<String> all = new ArrayList<>(inner.names());
    Profile joined = inner.profile();
    for (Extra extra : extras) {
      String name = extra.name();
      while (all.contains(name)) {
        name += "_";
      }
      all.add(name);
      Profile own = new Profile(1);
      own.add(extra.column().cells(), extra.column().cells().length);
      joined = joined.beside(own);
    }
    names = List.copyOf(all);
    profile = joined;
  }

  private Optional<Extra> extra(int column) {
    return column < inner.columns()
        ? Optional.empty()
        : Optional.of(extras.get(column - inner.columns()));
  }

  @Override
  public String source() {
    return inner.source();
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public boolean isNamed() {
    return inner.isNamed();
  }

  @Override
  public Optional<ImageShape> image() {
    return inner.image();
  }

  @Override
  public long rows() {
    return inner.rows();
  }

  @Override
  public Optional<ColumnRole> role(int column) {
    return extra(column).map(Extra::role).or(() -> inner.role(column));
  }

  @Override
  public Profile profile() {
    return profile;
  }

  @Override
  public long words(int column) {
    return extra(column).map(e -> e.column().wordCount()).orElseGet(() -> inner.words(column));
  }

  @Override
  public String complaint(int column, String ofWord) {
    return extra(column).isPresent()
        ? "'"
            + source()
            + "': column "
            + Wording.quoted(names.get(column))
            + " holds words"
            + ofWord
        : inner.complaint(column, ofWord);
  }

  @Override
  public long spoiltNumbers(int column) {
    return extra(column).isPresent() ? 0 : inner.spoiltNumbers(column);
  }

  @Override
  public double resolution(int column) {
    return extra(column).isPresent() ? 0 : inner.resolution(column);
  }

  @Override
  public TextColumn column(int column) {
    return extra(column).map(Extra::column).orElseGet(() -> inner.column(column));
  }

  @Override
  public List<String> levels(int column, int most) {
    return extra(column)
        .map(e -> e.column().levels(most))
        .orElseGet(() -> inner.levels(column, most));
  }

  @Override
  public boolean mayBeDistinct(int column) {
    return extra(column).isPresent() || inner.mayBeDistinct(column);
  }

  @Override
  public boolean canBeRecoded() {
    return inner.canBeRecoded();
  }

  @Override
  public List<String> notes() {
    return notes;
  }

  @Override
  public Dataset dataset(
      Schema schema, int[] features, double @Nullable [] weights, double @Nullable [] labels) {
    return inner.dataset(schema, features, weights, labels);
  }

  @Override
  public void close() throws IOException {
    inner.close();
  }
}
