package org.latent4j.formats;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.DataException;
import org.latent4j.data.DataFormatException;
import org.latent4j.data.Schema;

/**
 * Reads files of rows. What a file is, its first bytes tell: a NumPy array (.npy, versions 1 to 3),
 * an idx array (MNIST), or else a delimited text (CSV, TSV and the like); each plain or gzip. A
 * name that ends in .bin is believed to be one of CIFAR. Folders and zips are read as images.
 *
 * <p><b>Text.</b> Delimiter, header and decimal mark are guessed from the beginning and verified on
 * every row; what the columns are is decided by all rows. A column of numbers is {@code BINARY} (0
 * and 1), {@code COUNT} (whole, from 0) or {@code NUMERIC}, with the spacing of its values as
 * resolution; one of words is {@code CATEGORICAL}, or {@code BINARY} with two levels. Columns that
 * name the rows or are constant are not modelled, nor are columns of words unless {@link
 * ReadOptions#withModelled} asks for them, and whole numbers that are codes with them: their roles
 * say so, and the notes of the table. A column that is a number in nine of ten fields must be one
 * in all.
 *
 * <p>Texts whose numbers would fill more than a share of memory go to a temporary file and are read
 * from it by blocks ({@link StorageOptions#withMemoryForText}).
 *
 * <p><b>Arrays.</b> The first axis is the rows. Three axes are images, four are images with
 * channels. Large arrays stay in their file and are read from it by blocks ({@link
 * StorageOptions#withMappingThreshold}).
 *
 * <p><b>Images.</b> Each PNG or JPEG file of a folder, or of a zip, is a row, in the order of their
 * names; the first folder in which they differ is the label. They have one size, or are brought to
 * one ({@link ReadOptions#withImages}). Binary batches of CIFAR-10 and CIFAR-100 bring their labels
 * along.
 *
 * <p><b>Labels</b> of any rows may lie in a file of their own ({@link ReadOptions#withLabels}).
 *
 * <p>A missing value is NaN. An infinite one is an error. Every error tells file, line or row,
 * column, value and rule in one sentence.
 */
public final class Tables {

  private Tables() {}

  /**
   * Reads what a user names.
   *
   * @param data a path, {@code -} for the standard input, or {@code example:NAME}
   * @param options what need not be guessed
   * @return the table
   * @throws DataFormatException if the content cannot be used; the text says where and why
   * @throws IOException if there is no such file, or it cannot be read
   */
  public static Table open(String data, ReadOptions options) throws IOException {
    ReadOptions completed = completed(data, options);
    return table(cells(data, Optional.empty(), completed), completed);
  }

  /**
   * Reads a file.
   *
   * @param file its path
   * @param options what need not be guessed
   * @return the table
   * @throws DataFormatException if the content cannot be used; the text says where and why
   * @throws IOException if there is no such file, or it cannot be read
   */
  public static Table read(Path file, ReadOptions options) throws IOException {
    return table(cells(file, Optional.empty(), options), options);
  }

  /**
   * Reads a stream to its end. It is not closed.
   *
   * @param in the content of a file of any kind
   * @param name what messages call it
   * @param options what need not be guessed
   * @return the table
   * @throws DataFormatException if the content cannot be used; the text says where and why
   * @throws IOException if the stream cannot be read
   */
  public static Table read(InputStream in, String name, ReadOptions options) throws IOException {
    return table(cells(Source.of(in, name), Optional.empty(), options), options);
  }

  /**
   * Reads rows for a fitted model: the data set has the model's features, in its order. They are
   * found by name or, where the file has no names, by place: as many columns as features, as pixels
   * of the model's images, or as columns when the model was fitted. Other columns are not used,
   * except the model's label and row names if the file has them.
   *
   * @param model schema of the fitted model
   * @param data a path, {@code -} for the standard input, or {@code example:NAME}
   * @param options what need not be guessed
   * @return the table
   * @throws DataException if a column is missing, or the columns cannot be told
   * @throws DataFormatException if the content cannot be used; the text says where and why
   * @throws IOException if there is no such file, or it cannot be read
   */
  public static Table readFor(Schema model, String data, ReadOptions options) throws IOException {
    ReadOptions completed = completed(data, options);
    return table(model, cells(data, Optional.of(model), completed), completed);
  }

  /**
   * Reads rows for a fitted model from a stream, which is not closed.
   *
   * @param model schema of the fitted model
   * @param in the content of a file of any kind
   * @param name what messages call it
   * @param options what need not be guessed
   * @return the table, as of {@link #readFor(Schema, String, ReadOptions)}
   * @throws DataException if a column is missing, or the columns cannot be told
   * @throws DataFormatException if the content cannot be used; the text says where and why
   * @throws IOException if the stream cannot be read
   */
  public static Table readFor(Schema model, InputStream in, String name, ReadOptions options)
      throws IOException {
    return table(model, cells(Source.of(in, name), Optional.of(model), options), options);
  }

  private static Cells cells(String data, Optional<Schema> model, ReadOptions options)
      throws IOException {
    if (data.equals("-")) {
      return cells(Source.of(unclosable(System.in), "stdin"), model, options);
    }
    if (data.startsWith(Examples.PREFIX)) {
      try (Source source = Examples.source(data.substring(Examples.PREFIX.length()))) {
        return cells(source, model, options);
      }
    }
    try {
      return cells(Path.of(data), model, options);
    } catch (InvalidPathException e) {
      throw new DataFormatException(Wording.quoted(data) + " is no path: " + e.getReason(), e);
    }
  }

  private static Cells cells(Path file, Optional<Schema> model, ReadOptions options)
      throws IOException {
    Optional<ImageStore> store = ImageStore.open(file);
    if (store.isPresent()) {
      try (ImageStore images = store.get()) {
        Cells cells =
            ImageCollection.read(
                images, model.flatMap(Schema::image), label(model, options), options);
        return LabelFile.addTo(cells, options);
      }
    }
    try (Source source = Source.open(file)) {
      return cells(source, model, options);
    }
  }

  private static Cells cells(Source source, Optional<Schema> model, ReadOptions options)
      throws IOException {
    if (!options.images().equals(ImageOptions.asTheyAre())) {
      throw new DataFormatException(
          "'"
              + source.name()
              + "' is neither a folder nor a zip of images, which alone are brought to a size or to"
              + " grey");
    }
    Cells cells =
        source.format() == Source.Format.CIFAR
            ? CifarBatches.read(source, label(model, options), options)
            : cells(source, options);
    return LabelFile.addTo(cells, options);
  }

  private static Optional<String> label(Optional<Schema> model, ReadOptions options) {
    return options
        .label()
        .or(() -> model.flatMap(m -> m.first(ColumnRole.LABEL)).map(Column::name));
  }

  private static InputStream unclosable(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public void close() {}
    };
  }

  private static ReadOptions completed(String data, ReadOptions options) throws IOException {
    return data.startsWith(Examples.PREFIX)
        ? Examples.options(data.substring(Examples.PREFIX.length()), options)
        : options;
  }

  private static Table table(Cells cells, ReadOptions options) throws IOException {
    try (cells) {
      return new TableBuilder(cells, FitPlanner.plan(cells, options), options).build();
    }
  }

  private static Table table(Schema model, Cells cells, ReadOptions options) throws IOException {
    try (cells) {
      return new TableBuilder(cells, ModelPlanner.plan(cells, model, options), options).build();
    }
  }

  /** The cells of a file of one of the formats that tell themselves. */
  static Cells cells(Source source, ReadOptions options) throws IOException {
    return switch (source.format()) {
      case NPY -> ArrayCells.read(source, NpyHeader.read(source.name(), source.stream()), options);
      case IDX -> ArrayCells.read(source, IdxHeader.read(source.name(), source.stream()), options);
      case TEXT, CIFAR -> TextReader.read(source, options);
    };
  }
}
