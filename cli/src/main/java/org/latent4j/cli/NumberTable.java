package org.latent4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.Schema;
import org.latent4j.formats.Table;
import org.latent4j.linalg.Matrix;

/**
 * Rows of numbers that are made block by block.
 *
 * @param columns their names
 * @param rowCount how many rows there will be
 * @param ids what names each row
 * @param blocks makes them, in order
 * @param words for each column the words that its numbers, indices from 0, stand for; empty where
 *     they are numbers
 */
record NumberTable(
    List<String> columns,
    long rowCount,
    Optional<Ids> ids,
    Blocks blocks,
    List<List<String>> words) {

  /** All columns hold numbers. */
  NumberTable(List<String> columns, long rowCount, Optional<Ids> ids, Blocks blocks) {
    this(columns, rowCount, ids, blocks, columns.stream().map(c -> List.<String>of()).toList());
  }

  /** With the words that the numbers of some columns stand for. */
  NumberTable withWords(List<List<String>> newWords) {
    return new NumberTable(columns, rowCount, ids, blocks, newWords);
  }

  /** The words of the features of a model, then none for some more columns. */
  static List<List<String>> wordsOf(Schema schema, int more) {
    List<List<String>> words =
        new ArrayList<>(schema.features().stream().map(Column::levels).toList());
    words.addAll(Collections.nCopies(more, List.of()));
    return words;
  }

  /** Whether a column holds words. */
  boolean hasWords() {
    return words.stream().anyMatch(levels -> !levels.isEmpty());
  }

  /** The word that a number of a column stands for: that of the nearest index. */
  Optional<String> word(int column, double value) {
    List<String> levels = words.get(column);
    if (levels.isEmpty() || Double.isNaN(value)) {
      return Optional.empty();
    }
    return Optional.of(
        levels.get((int) Math.max(0, Math.min(levels.size() - 1, Math.rint(value)))));
  }

  /**
   * What names each row.
   *
   * @param column how the names are called
   * @param names one for each row
   */
  record Ids(String column, List<String> names) {

    /** The names that a table of data gives its rows. */
    static Optional<Ids> of(Table table) {
      String column = table.data().schema().first(ColumnRole.ID).map(Column::name).orElse("row");
      return table.ids().map(names -> new Ids(column, names));
    }
  }

  /** Makes the blocks. */
  @FunctionalInterface
  interface Blocks {

    /** Hands on one block after the other. */
    void forEach(Consumer<Matrix> sink);
  }

  /** Takes a block of rows. */
  @FunctionalInterface
  interface Sink {

    /** Writes it. */
    void accept(Matrix block) throws IOException;
  }

  /** Hands on one block after the other, as they are made. */
  void forEach(Sink sink) throws IOException {
    try {
      blocks.forEach(
          block -> {
            try {
              sink.accept(block);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
