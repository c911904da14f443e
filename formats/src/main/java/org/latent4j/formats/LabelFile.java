package org.latent4j.formats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.DataFormatException;

/** Labels that lie in a file of their own, one for each row of the data, in the same order. */
final class LabelFile {

  private static final String LABEL = "label";

  private LabelFile() {}

  /**
   * Puts the labels beside the cells.
   *
   * @param options name the file and, if it has several columns, the one to take
   * @return the cells themselves if there is no such file
   * @throws DataFormatException if there is not one label for each row
   */
  static Cells addTo(Cells cells, ReadOptions options) throws IOException {
    if (options.labels().isEmpty()) {
      return cells;
    }
    try {
      return with(cells, options.labels().get(), options);
    } catch (IOException | RuntimeException e) {
      cells.close();
      throw e;
    }
  }

  private static Cells with(Cells cells, Path file, ReadOptions options) throws IOException {
    ExtendedCells.Extra labels;
    try (Cells own = read(file, cells.rows(), options)) {
      if (own.rows() != cells.rows()) {
        throw new DataFormatException(
            String.format(
                Locale.ROOT,
                "labels must be as many as rows: '%s' has %d, '%s' has %s",
                file,
                own.rows(),
                cells.source(),
                Wording.count(cells.rows(), "row")));
      }
      int column = column(own, options.label());
      String name = own.isNamed() ? own.names().get(column) : LABEL;
      labels = new ExtendedCells.Extra(name, ColumnRole.LABEL, own.column(column));
    }
    return new ExtendedCells(cells, List.of(labels), List.of("labels from '" + file + "'"));
  }

  private static int column(Cells own, Optional<String> name) throws DataFormatException {
    if (name.isPresent()) {
      return ColumnNames.find(own.source(), own.names(), name.get());
    }
    if (own.columns() > 1) {
      throw new DataFormatException(
          "'"
              + own.source()
              + "' has "
              + own.columns()
              + " columns ("
              + Wording.names(own.names())
              + "); --label names the one with the labels");
    }
    return 0;
  }

  /**
   * Reads the file. Of a column of words no value can tell whether the first is its name; where the
   * number of rows speaks against what was guessed, and the words do not speak for it, it is the
   * other.
   */
  private static Cells read(Path file, long rows, ReadOptions options) throws IOException {
    DialectOptions given = options.dialect();
    DialectOptions dialect =
        DialectOptions.defaults()
            .withCharset(given.charset())
            .withMissingTokens(given.missingTokens().toArray(String[]::new));
    ReadOptions own = ReadOptions.defaults().withDialect(dialect);
    Cells cells = cells(file, own);
    if (cells.columns() == 1 && cells.rows() == rows - 1 && cells.isNamed()) {
      boolean isLevel = cells.levels(0, Integer.MAX_VALUE).contains(cells.names().get(0));
      return isLevel
          ? reread(cells, file, own.withDialect(dialect.withHeader(Header.ABSENT)))
          : cells;
    }
    if (cells.columns() == 1 && cells.rows() == rows + 1 && !cells.isNamed()) {
      List<String> texts = cells.column(0).texts();
      boolean isLevel = texts.subList(1, texts.size()).contains(texts.get(0));
      return isLevel
          ? cells
          : reread(cells, file, own.withDialect(dialect.withHeader(Header.PRESENT)));
    }
    return cells;
  }

  private static Cells reread(Cells cells, Path file, ReadOptions options) throws IOException {
    cells.close();
    return cells(file, options);
  }

  private static Cells cells(Path file, ReadOptions options) throws IOException {
    try (Source source = Source.open(file)) {
      return Tables.cells(source, options);
    }
  }
}
