package org.latent4j.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latent4j.data.ArrayLayout;
import org.latent4j.data.Column;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.ImageShape;
import org.latent4j.data.MappedDataset;
import org.latent4j.data.Schema;

/** The cells of an array file, NumPy or idx: numbers only, in columns without names. */
final class ArrayCells implements Cells {

  private static final int SEGMENT_SHIFT = 24;
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
  private static final int BLOCK_VALUES = 1 << 15;

  /** From here on not every whole number is a double. */
  private static final double LARGEST_WHOLE = 0x1p53;

  private final String source;
  private final MappedDataset array;
  private final int[] positions;
  private final List<String> names;
  private final Optional<ImageShape> image;
  private final boolean mapped;
  private final Profile profile;

  private ArrayCells(
      String source,
      MappedDataset array,
      Optional<ImageShape> image,
      int[] positions,
      long mappingThreshold) {
    this.source = source;
    this.array = array;
    this.image = image;
    this.positions = positions;
    names = image.map(ArrayCells::pixelNames).orElseGet(array.schema()::featureNames);
    mapped = array.rowCount() * array.featureCount() * Double.BYTES >= mappingThreshold;
    profile = Profile.of(array.withColumns(Schema.numeric(positions.length), positions));
  }

  static ArrayCells read(Source source, ArrayHeader header, ReadOptions options)
      throws IOException {
    return of(header, array(source, header, options), header.image(), positions(header), options);
  }

  /**
   * Some columns of an array as images.
   *
   * @param positions where in a row of the array each value of the image is
   */
  static ArrayCells of(
      ArrayHeader header,
      MappedDataset array,
      Optional<ImageShape> image,
      int[] positions,
      ReadOptions options) {
    return new ArrayCells(
        header.source(), array, image, positions, options.storage().mappingThreshold());
  }

  /** The numbers after a header, with one column for each number of a row. */
  static MappedDataset array(Source source, ArrayHeader header, ReadOptions options)
      throws IOException {
    if (source.file().isPresent()) {
      header.requireLength(Files.size(source.file().get()) - header.bytes());
      return MappedDataset.map(source.file().get(), header.bytes(), header.layout());
    }
    return array(source.stream(), header, options);
  }

  /** The numbers of a stream, in memory or in a temporary file. */
  static MappedDataset array(InputStream in, ArrayHeader header, ReadOptions options)
      throws IOException {
    if (header.dataBytes() > options.storage().memoryForText()) {
      try (TemporaryFile file =
          new TemporaryFile(options.storage().temporaryFolder(), header.source())) {
        pieces(in, header, file::append);
        return MappedDataset.over(file.map(), TemporaryFile.MAP_SHIFT, header.layout());
      }
    }
    List<ByteBuffer> segments = new ArrayList<>();
    pieces(in, header, segments::add);
    return MappedDataset.over(segments, SEGMENT_SHIFT, header.layout());
  }

  /** Takes what follows of a stream. */
  @FunctionalInterface
  private interface Piece {
    void take(ByteBuffer bytes) throws IOException;
  }

  /** Reads a stream whose length is not known, with no more memory than bytes have come. */
  private static void pieces(InputStream in, ArrayHeader header, Piece target) throws IOException {
    long expected = header.dataBytes();
    header.layout();
    long count = 0;
    while (count < expected) {
      int wanted = (int) Math.min(1 << SEGMENT_SHIFT, expected - count);
      byte[] bytes = in.readNBytes(wanted);
      count += bytes.length;
      if (bytes.length < wanted) {
        throw header.damaged(Long.toString(count));
      }
      target.take(ByteBuffer.wrap(bytes));
    }
    if (in.read() >= 0) {
      throw header.damaged("more");
    }
  }

  /**
   * Where in the file the columns are. Pixels of an array by columns lie in reverse order of axes.
   */
  private static int[] positions(ArrayHeader header) throws IOException {
    int[] positions = new int[header.layout().columns()];
    boolean reversed =
        header.image().isPresent() && header.storage() == ArrayLayout.Storage.BY_COLUMNS;
    for (int j = 0; j < positions.length; j++) {
      positions[j] = reversed ? reversed(header.image().get(), j) : j;
    }
    return positions;
  }

  private static int reversed(ImageShape image, int pixel) {
    int channel = pixel % image.channels();
    int x = pixel / image.channels() % image.width();
    int y = pixel / image.channels() / image.width();
    return y + image.height() * (x + image.width() * channel);
  }

  /** Names of the pixels of an image, row by row: r1c1, r1c2, …, with k1, k2, … for channels. */
  static List<String> pixelNames(ImageShape image) {
    List<String> names = new ArrayList<>(image.size());
    for (int y = 1; y <= image.height(); y++) {
      for (int x = 1; x <= image.width(); x++) {
        for (int k = 1; k <= image.channels(); k++) {
          names.add("r" + y + "c" + x + (image.channels() > 1 ? "k" + k : ""));
        }
      }
    }
    return names;
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public boolean isNamed() {
    return false;
  }

  @Override
  public Optional<ImageShape> image() {
    return image;
  }

  @Override
  public long rows() {
    return array.rowCount();
  }

  @Override
  public Profile profile() {
    return profile;
  }

  @Override
  public long words(int column) {
    return profile.numbers(column) == 0
            || (isUsable(profile.minimum(column)) && isUsable(profile.maximum(column)))
        ? 0
        : 1;
  }

  @Override
  public long spoiltNumbers(int column) {
    return words(column);
  }

  private boolean isUsable(double value) {
    return array.layout().element().isWhole()
        ? Math.abs(value) < LARGEST_WHOLE
        : !Double.isInfinite(value);
  }

  @Override
  public String complaint(int column, String ofWord) {
    MappedDataset one = single(column);
    double[] block = new double[(int) Math.min(BLOCK_VALUES, rows())];
    for (long row = 0; row < rows(); row += BLOCK_VALUES) {
      int count = (int) Math.min(BLOCK_VALUES, rows() - row);
      one.read(row, count, DoubleBuffer.wrap(block));
      for (int i = 0; i < count; i++) {
        if (!isUsable(block[i])) {
          return complaint(row + i + 1, names.get(column), block[i]);
        }
      }
    }
    throw new IllegalStateException("there is nothing to complain about");
  }

  private String complaint(long row, String name, double value) {
    return String.format(
        Locale.ROOT,
        "'%s': row %d of column '%s' is %s; %s",
        source,
        row,
        name,
        Words.spelled(value),
        array.layout().element().isWhole()
            ? "whole numbers must lie within 2^53 to be held exactly"
            : "values must be finite, or missing");
  }

  private MappedDataset single(int column) {
    return array.withColumns(Schema.of(List.of(Column.numeric("x"))), positions[column]);
  }

  @Override
  public double resolution(int column) {
    return 0;
  }

  @Override
  public TextColumn column(int column) {
    if (rows() > LARGEST_ARRAY) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "'%s' has %d rows; a label or weight column may have at most %d",
              source,
              rows(),
              LARGEST_ARRAY));
    }
    MappedDataset one = single(column);
    double[] cells = new double[(int) rows()];
    DoubleBuffer target = DoubleBuffer.wrap(cells);
    for (int row = 0; row < cells.length; row += BLOCK_VALUES) {
      one.read(row, Math.min(BLOCK_VALUES, cells.length - row), target);
    }
    for (int i = 0; i < cells.length; i++) {
      cells[i] = Double.isNaN(cells[i]) ? Double.NaN : cells[i];
    }
    return new TextColumn(cells, new Words());
  }

  @Override
  public Dataset dataset(
      Schema schema, int[] features, double @Nullable [] weights, double @Nullable [] labels) {
    int[] sources = new int[features.length];
    for (int j = 0; j < sources.length; j++) {
      sources[j] = positions[features[j]];
    }
    MappedDataset view = array.withColumns(schema, sources);
    if (!mapped) {
      HeapDataset.Builder builder = HeapDataset.builder(schema, view.toMatrix());
      if (weights != null) {
        builder.weights(weights);
      }
      if (labels != null) {
        builder.labels(labels);
      }
      return builder.build();
    }
    MappedDataset weighted = weights == null ? view : view.withWeights(weights);
    return labels == null ? weighted : weighted.withLabels(labels);
  }

  @Override
  public List<String> notes() {
    String kind = array.layout().element().name().toLowerCase(Locale.ROOT);
    String rows =
        image
            .map(
                i ->
                    String.format(
                        Locale.ROOT,
                        "%s of %d x %d pixels%s",
                        Wording.count(rows(), "image"),
                        i.height(),
                        i.width(),
                        i.channels() > 1 ? ", " + i.channels() + " channels" : ""))
            .orElse(Wording.count(rows(), "row") + " of " + Wording.count(columns(), "column"));
    return List.of(
        String.format(
            Locale.ROOT,
            "'%s': %s, %s%s",
            source,
            rows,
            kind,
            mapped ? ", read from the file by blocks" : ""));
  }
}
