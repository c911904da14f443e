package org.latent4j.data;

import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows that stay in their file and are read by blocks through memory mapping, so that a table may
 * be larger than memory: any number of rows, every number format of {@link ArrayElement}, both byte
 * orders, stored by rows or by columns. A file by columns is read with one run per column and
 * block.
 *
 * <p>The file must not be shortened while it is mapped: reading a page that is gone ends in an
 * {@link InternalError} of the Java platform. The mapping is released when the data set is garbage.
 */
public final class MappedDataset implements Dataset {

  /** log₂ of the bytes in one mapping; a multiple of every element, so that none is cut. */
  private static final int MAP_SHIFT = 30;

  private static final int RUN_VALUES = 1 << 14;

  private final ArrayLayout layout;
  private final List<ByteBuffer> segments;
  private final int segmentShift;
  private final Schema schema;
  private final int[] columns;
  private final double @Nullable [] weights;
  private final double @Nullable [] labels;
  private final boolean wholeRows;
  private final boolean doubleRows;

  private MappedDataset(
      ArrayLayout layout,
      List<ByteBuffer> segments,
      int segmentShift,
      Schema schema,
      int[] columns,
      double @Nullable [] weights,
      double @Nullable [] labels) {
    this.layout = layout;
    this.segments = segments;
    this.segmentShift = segmentShift;
    this.schema = schema;
    this.columns = columns;
    this.weights = weights;
    this.labels = labels;
    wholeRows =
        layout.storage() == ArrayLayout.Storage.BY_ROWS
            && Arrays.equals(columns, IntStream.range(0, layout.columns()).toArray());
    doubleRows = wholeRows && layout.element() == ArrayElement.FLOAT64;
  }

  /**
   * Maps an array, all of whose columns are numeric features x1, x2, ….
   *
   * @param file an uncompressed file
   * @param offset where its first number begins, in bytes
   * @param layout how the numbers lie
   * @return the data set
   * @throws DataFormatException if the file is shorter than the layout says
   * @throws IOException if the file cannot be opened
   */
  public static MappedDataset map(Path file, long offset, ArrayLayout layout) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long available = Math.max(0, channel.size() - offset);
      if (available < layout.byteCount()) {
        throw new DataFormatException(
            String.format(
                Locale.ROOT,
                "'%s' must hold %d bytes of numbers (%d rows of %d columns of %d bytes), got %d",
                file,
                layout.byteCount(),
                layout.rows(),
                layout.columns(),
                layout.element().bytes(),
                available));
      }
      List<ByteBuffer> segments = new ArrayList<>();
      long size = 1L << MAP_SHIFT;
      for (long at = 0; at < layout.byteCount(); at += size) {
        long length = Math.min(size, layout.byteCount() - at);
        segments.add(channel.map(FileChannel.MapMode.READ_ONLY, offset + at, length));
      }
      return over(segments, MAP_SHIFT, layout);
    }
  }

  /**
   * Takes an array that lies in memory, in pieces of one size.
   *
   * @param segments each of 2^{@code segmentShift} bytes, but the last may be shorter; not copied
   * @param segmentShift at least 3, so that no number is cut
   * @param layout how the numbers lie
   * @return a data set of numeric features x1, x2, …
   * @throws IllegalArgumentException if the pieces are of other sizes, or too few
   */
  public static MappedDataset over(
      List<ByteBuffer> segments, int segmentShift, ArrayLayout layout) {
    long size = 1L << segmentShift;
    for (int s = 0; s < segments.size(); s++) {
      long needed = Math.min(size, layout.byteCount() - s * size);
      if (segmentShift < 3 || segments.get(s).capacity() < needed) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "segment %d must hold %d bytes, got %d",
                s + 1,
                needed,
                segments.get(s).capacity()));
      }
    }
    if (segments.size() * size < layout.byteCount()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "segments must hold %d bytes, got %d of %d",
              layout.byteCount(),
              segments.size(),
              size));
    }
    return new MappedDataset(
        layout,
        segments.stream().map(s -> s.duplicate().order(layout.byteOrder())).toList(),
        segmentShift,
        Schema.numeric(layout.columns()),
        IntStream.range(0, layout.columns()).toArray(),
        null,
        null);
  }

  /**
   * The same rows with other columns.
   *
   * @param newSchema what the columns are
   * @param sources for each feature of the schema its column in the file, from 0
   * @return a data set on the same file
   * @throws IllegalArgumentException if there are not as many sources as features
   * @throws IndexOutOfBoundsException if the file has no such column
   */
  public MappedDataset withColumns(Schema newSchema, int... sources) {
    if (sources.length != newSchema.featureCount()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "sources must be as many as features (%d), got %d",
              newSchema.featureCount(),
              sources.length));
    }
    for (int source : sources) {
      Objects.checkIndex(source, layout.columns());
    }
    return new MappedDataset(
        layout, segments, segmentShift, newSchema, sources.clone(), weights, labels);
  }

  /**
   * The same rows with weights.
   *
   * @param values n finite numbers, each at least 0, not all 0; copied
   * @return a data set on the same file
   * @throws DataException if a weight is negative, NaN or infinite, or all are 0
   */
  public MappedDataset withWeights(double... values) {
    RowValues.requireLength("weights", values, layout.rows());
    RowValues.requireWeights(values);
    return new MappedDataset(
        layout, segments, segmentShift, schema, columns, values.clone(), labels);
  }

  /**
   * The same rows with known classes or targets.
   *
   * @param values n values, NaN where missing; copied
   * @return a data set on the same file
   */
  public MappedDataset withLabels(double... values) {
    RowValues.requireLength("labels", values, layout.rows());
    return new MappedDataset(
        layout, segments, segmentShift, schema, columns, weights, values.clone());
  }

  /**
   * How the numbers lie in the file.
   *
   * @return the layout, columns that are not features included
   */
  public ArrayLayout layout() {
    return layout;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public int featureCount() {
    return columns.length;
  }

  @Override
  public long rowCount() {
    return layout.rows();
  }

  @Override
  public void read(long firstRow, int count, DoubleBuffer target) {
    Objects.checkFromIndexSize(firstRow, count, layout.rows());
    if (target.remaining() < (long) count * columns.length) {
      throw new BufferOverflowException();
    }
    if (doubleRows) {
      run(
          firstRow * columns.length,
          count * columns.length,
          (segment, from, values) -> target.put(ArrayElement.doubles(segment, from, values)));
      return;
    }
    int blockRows = Math.max(1, RUN_VALUES / Math.max(layout.columns(), columns.length));
    double[] block = new double[Math.min(count, blockRows) * columns.length];
    for (int done = 0; done < count; done += blockRows) {
      int rows = Math.min(blockRows, count - done);
      if (layout.storage() == ArrayLayout.Storage.BY_ROWS) {
        readByRows(firstRow + done, rows, block);
      } else {
        readByColumns(firstRow + done, rows, block);
      }
      target.put(block, 0, rows * columns.length);
    }
  }

  private void readByRows(long firstRow, int rows, double[] block) {
    int width = layout.columns();
    double[] whole = wholeRows ? block : new double[rows * width];
    run(firstRow * width, rows * width, whole);
    if (whole != block) {
      for (int i = 0, at = 0; i < rows; i++) {
        for (int column : columns) {
          block[at++] = whole[i * width + column];
        }
      }
    }
  }

  private void readByColumns(long firstRow, int rows, double[] block) {
    double[] column = new double[rows];
    for (int j = 0; j < columns.length; j++) {
      run(columns[j] * layout.rows() + firstRow, rows, column);
      for (int i = 0; i < rows; i++) {
        block[i * columns.length + j] = column[i];
      }
    }
  }

  private void run(long firstElement, int count, double[] target) {
    int[] done = {0};
    run(
        firstElement,
        count,
        (segment, from, values) -> {
          layout.element().decode(segment, from, target, done[0], values);
          done[0] += values;
        });
  }

  /** Takes numbers that lie side by side in one segment. */
  @FunctionalInterface
  private interface Part {
    void take(ByteBuffer segment, int from, int values);
  }

  /** Visits numbers that lie side by side, over the ends of segments. */
  private void run(long firstElement, int count, Part part) {
    int bytes = layout.element().bytes();
    long at = firstElement * bytes;
    long end = at + (long) count * bytes;
    while (at < end) {
      int inSegment = (int) (at & ((1L << segmentShift) - 1));
      int values = (int) (Math.min(end - at, (1L << segmentShift) - inSegment) / bytes);
      part.take(segments.get((int) (at >>> segmentShift)), inSegment, values);
      at += (long) values * bytes;
    }
  }

  @Override
  public boolean isWeighted() {
    return weights != null;
  }

  @Override
  public void readWeights(long firstRow, int count, double[] target) {
    if (weights == null) {
      Dataset.super.readWeights(firstRow, count, target);
    } else {
      System.arraycopy(weights, Math.toIntExact(firstRow), target, 0, count);
    }
  }

  @Override
  public Optional<double[]> labels() {
    return Optional.ofNullable(labels).map(double[]::clone);
  }
}
