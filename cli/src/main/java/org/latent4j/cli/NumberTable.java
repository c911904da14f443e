package org.latent4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnRole;
import org.latent4j.formats.Table;
import org.latent4j.linalg.Matrix;

/**
 * Rows of numbers that are made block by block.
 *
 * @param columns their names
 * @param rowCount how many rows there will be
 * @param ids what names each row
 * @param blocks makes them, in order
 */
record NumberTable(List<String> columns, long rowCount, Optional<Ids> ids, Blocks blocks) {

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
