package org.latent4j.formats;

import java.util.List;

/**
 * All columns of a text in its order: features by their place in the data set, all others by the
 * words they are spelled with. Takes 8 bytes for each cell of the others. Immutable, thread-safe.
 */
public final class WholeTable {

  private final List<String> names;
  private final int[] features;
  private final List<List<String>> words;
  private final double[][] indices;

  WholeTable(List<String> names, int[] features, List<List<String>> words, double[][] indices) {
    this.names = List.copyOf(names);
    this.features = features;
    this.words = List.copyOf(words);
    this.indices = indices;
  }

  /**
   * Names of the columns.
   *
   * @return one for each column of the file
   */
  public List<String> names() {
    return names;
  }

  /**
   * Which feature a column is.
   *
   * @param column from 0
   * @return its place among the features of the data set, −1 for another column
   */
  public int feature(int column) {
    return features[column];
  }

  /**
   * The distinct texts of another column.
   *
   * @param column from 0
   * @return words; none of a feature
   */
  public List<String> words(int column) {
    return words.get(column);
  }

  /**
   * The text of a cell of another column.
   *
   * @param column from 0
   * @param row of the data set, from 0
   * @return its index among the words, NaN where it is missing
   */
  public double index(int column, long row) {
    return indices[column][Math.toIntExact(row)];
  }
}
