package org.latent4j.formats;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latent4j.data.ArrayElement;
import org.latent4j.data.ArrayLayout;
import org.latent4j.data.MappedDataset;

/**
 * Blocks of rows of a text, in memory as long as they are not too many, and then in a temporary
 * file. Cells keep their bits, those of words included.
 */
final class CellStore implements Closeable {

  private final String source;
  private final int columns;
  private final long mostBytes;
  private final Path folder;
  private final List<double[]> blocks = new ArrayList<>();
  private final List<Integer> rows = new ArrayList<>();
  private final List<Long> offsets = new ArrayList<>();
  private long bytes;
  private Optional<TemporaryFile> file = Optional.empty();

  /**
   * An empty store.
   *
   * @param source what messages call the text
   * @param columns of each row
   * @param storage what may be kept in memory, and where a file may be made
   */
  CellStore(String source, int columns, StorageOptions storage) {
    this.source = source;
    this.columns = columns;
    mostBytes = storage.memoryForText();
    folder = storage.temporaryFolder();
  }

  /**
   * Adds rows.
   *
   * @param values begins with them; kept
   * @param rowCount how many there are
   * @throws IOException if they do not fit into memory, nor on the disk
   */
  void append(double[] values, int rowCount) throws IOException {
    rows.add(rowCount);
    if (file.isPresent()) {
      write(file.get(), values, rowCount);
      return;
    }
    blocks.add(values);
    bytes += (long) values.length * Double.BYTES;
    if (bytes > mostBytes) {
      file = Optional.of(new TemporaryFile(folder, source));
      for (int b = 0; b < blocks.size(); b++) {
        write(file.get(), blocks.set(b, new double[0]), rows.get(b));
      }
      blocks.clear();
    }
  }

  private void write(TemporaryFile target, double[] values, int rowCount) throws IOException {
    offsets.add(target.size());
    target.append(encoded(values, rowCount));
  }

  private ByteBuffer encoded(double[] values, int rowCount) {
    ByteBuffer buffer = buffer(rowCount);
    buffer.asDoubleBuffer().put(values, 0, rowCount * columns);
    return buffer;
  }

  private ByteBuffer buffer(int rowCount) {
    return ByteBuffer.allocate(rowCount * columns * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  int blockCount() {
    return rows.size();
  }

  int rows(int block) {
    return rows.get(block);
  }

  /**
   * The rows of a block, one after the other; changes to them need {@link #replace}.
   *
   * @throws UncheckedIOException if the file cannot be read
   */
  double[] block(int block) {
    if (file.isEmpty()) {
      return blocks.get(block);
    }
    ByteBuffer buffer = buffer(rows.get(block));
    try {
      file.get().read(offsets.get(block), buffer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    double[] values = new double[rows.get(block) * columns];
    buffer.flip().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
    return values;
  }

  /** Puts changed rows in the place of those that a block had. */
  void replace(int block, double[] values) throws IOException {
    if (file.isPresent()) {
      file.get().replace(offsets.get(block), encoded(values, rows.get(block)));
    } else {
      blocks.set(block, values);
    }
  }

  /** Whether the rows are in a file. */
  boolean isInFile() {
    return file.isPresent();
  }

  /**
   * The rows where they lie in the file, all columns.
   *
   * @throws UncheckedIOException if the file cannot be mapped
   */
  MappedDataset map(long rowCount) {
    ArrayLayout layout =
        new ArrayLayout(
            rowCount,
            columns,
            ArrayElement.FLOAT64,
            ByteOrder.LITTLE_ENDIAN,
            ArrayLayout.Storage.BY_ROWS);
    try {
      return MappedDataset.over(file.orElseThrow().map(), TemporaryFile.MAP_SHIFT, layout);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (file.isPresent()) {
      file.get().close();
    }
  }
}
