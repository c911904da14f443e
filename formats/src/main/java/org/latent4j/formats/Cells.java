package org.latent4j.formats;

import java.io.Closeable;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.Dataset;
import org.latent4j.data.ImageShape;
import org.latent4j.data.Schema;

/** All cells of a file, before it is decided which columns are modelled. */
interface Cells extends Closeable {

  /** What messages call the file. */
  String source();

  /** Names of the columns. */
  List<String> names();

  /** Whether the file itself names the columns. */
  boolean isNamed();

  /** What the rows are images of, if the file says so. */
  Optional<ImageShape> image();

  long rows();

  /** What the source itself says that a column is for, such as the folders of images its label. */
  default Optional<ColumnRole> role(int column) {
    return Optional.empty();
  }

  /** The column that the source itself says is the label, or -1. */
  default int label() {
    for (int j = 0; j < columns(); j++) {
      if (role(j).filter(r -> r == ColumnRole.LABEL).isPresent()) {
        return j;
      }
    }
    return -1;
  }

  /** What a pass over all rows told. */
  Profile profile();

  /** How many cells of a column are words. */
  long words(int column);

  /**
   * What is wrong with the first word of a column, taken as one of numbers.
   *
   * @param ofWord how the sentence goes on if it is no spoilt number but plainly a word
   */
  String complaint(int column, String ofWord);

  /** How many words of a column are numbers that cannot be taken. */
  long spoiltNumbers(int column);

  /** The spacing of a column's numbers, as far as their spelling tells; 0 when unknown. */
  double resolution(int column);

  /** The cells of one column, for the few that are needed by themselves. */
  TextColumn column(int column);

  /**
   * The distinct texts of one column, sorted.
   *
   * @param most how many are wanted
   * @return none if there are more
   */
  default List<String> levels(int column, int most) {
    return column(column).levels(most);
  }

  /**
   * The distinct texts of one column, in the order of the numbers they are.
   *
   * @param most how many are wanted
   * @return none if there are more, or one is no number
   */
  default List<String> numberLevels(int column, int most) {
    return words(column) > 0
        ? List.of()
        : levels(column, most).stream()
            .sorted(Comparator.comparingDouble(Double::parseDouble))
            .toList();
  }

  /** Whether all cells of a column of words might differ; a quick look. */
  default boolean mayBeDistinct(int column) {
    return true;
  }

  /** Lets go of a temporary file; a data set that was made of it stays good. */
  @Override
  default void close() throws IOException {}

  /** Whether a column may be recoded to the indices of its levels as it is read. */
  default boolean canBeRecoded() {
    return false;
  }

  /** What was guessed of the file as a whole, one sentence each. */
  List<String> notes();

  /**
   * All rows of some columns, words and codes as the indices of their levels.
   *
   * @param schema its features are the columns asked for
   * @param features their positions in the file
   * @param weights one for each row, or none
   * @param labels one for each row, or none
   */
  Dataset dataset(
      Schema schema, int[] features, double @Nullable [] weights, double @Nullable [] labels);

  default int columns() {
    return names().size();
  }

  /** Whether nine in ten values of a column are numbers, or would be if they were not spoilt. */
  default boolean isMostlyNumbers(int column) {
    long numbers = profile().numbers(column) + spoiltNumbers(column);
    return 10 * numbers >= 9 * (profile().numbers(column) + words(column));
  }
}
