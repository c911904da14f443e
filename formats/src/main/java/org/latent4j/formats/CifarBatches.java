package org.latent4j.formats;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latent4j.data.ArrayElement;
import org.latent4j.data.ArrayLayout;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.DataFormatException;
import org.latent4j.data.ImageShape;
import org.latent4j.data.MappedDataset;
import org.latent4j.data.Schema;

/**
 * The binary files of CIFAR-10 and CIFAR-100 (Krizhevsky 2009): records of one label (10 classes),
 * or of a coarse and a fine one (20 and 100), and of 32 x 32 pixels, all reds before all greens
 * before all blues. Classes have the names that a text beside the files gives them, if there is
 * one.
 */
final class CifarBatches {

  private static final ImageShape SHAPE = new ImageShape(32, 32, 3);
  private static final int SEGMENT_SHIFT = 24;
  private static final String ENDING = ".bin";
  private static final String PACKED = ".bin.gz";
  private static final List<String> TESTS = List.of("test_batch.bin", "test.bin");

  /**
   * A label of a record.
   *
   * @param name of the column
   * @param classes how many there are
   * @param names the text beside the files that has a line for each
   */
  private record Label(String name, int classes, String names) {}

  /**
   * A kind of record.
   *
   * @param title its name in a sentence
   * @param labels what comes before the pixels
   */
  private record Kind(String title, List<Label> labels) {

    int recordBytes() {
      return labels.size() + SHAPE.size();
    }
  }

  private static final Kind CIFAR_10 =
      new Kind("CIFAR-10", List.of(new Label("label", 10, "batches.meta.txt")));
  private static final Kind CIFAR_100 =
      new Kind(
          "CIFAR-100",
          List.of(
              new Label("coarse", 20, "coarse_label_names.txt"),
              new Label("fine", 100, "fine_label_names.txt")));
  private static final List<Kind> KINDS = List.of(CIFAR_10, CIFAR_100);

  /** Reads a text that may lie beside the files. */
  @FunctionalInterface
  private interface Beside {
    Optional<byte[]> read(String name) throws IOException;
  }

  private final String source;
  private final Beside beside;
  private final List<String> notes = new ArrayList<>();
  private final List<ByteBuffer> segments = new ArrayList<>();
  private byte[] segment = new byte[1 << SEGMENT_SHIFT];
  private int filled;
  private long size;

  private CifarBatches(String source, Beside beside) {
    this.source = source;
    this.beside = beside;
  }

  /** Whether a file of a name is taken for one. */
  static boolean isName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(ENDING) || lower.endsWith(PACKED);
  }

  /**
   * Reads one file.
   *
   * @param wanted the label to take, the finest if there is none of that name
   * @throws DataFormatException if its size or its labels are not those of CIFAR
   */
  static Cells read(Source file, Optional<String> wanted, ReadOptions options) throws IOException {
    Path folder = Path.of(file.name()).toAbsolutePath().getParent();
    CifarBatches batches =
        new CifarBatches(
            file.name(),
            name -> {
              Path text = folder == null ? Path.of(name) : folder.resolve(name);
              return Files.isRegularFile(text)
                  ? Optional.of(Files.readAllBytes(text))
                  : Optional.empty();
            });
    batches.add(file.name(), file.stream(), options);
    return batches.cells(wanted, options);
  }

  /**
   * Reads the batches of a folder, those for tests only if there is no other.
   *
   * @param files all names in it
   * @return nothing if there is no batch
   */
  static Optional<Cells> read(
      ImageStore store, List<String> files, Optional<String> wanted, ReadOptions options)
      throws IOException {
    List<String> all = files.stream().filter(f -> f.endsWith(ENDING)).toList();
    List<String> training = all.stream().filter(f -> !isTest(f)).toList();
    List<String> read = training.isEmpty() ? all : training;
    if (read.isEmpty()) {
      return Optional.empty();
    }
    CifarBatches batches =
        new CifarBatches(
            store.name(),
            name -> files.contains(name) ? Optional.of(store.bytes(name)) : Optional.empty());
    for (String file : read) {
      batches.add(store.name(file), new ByteArrayInputStream(store.bytes(file)), options);
    }
    if (read.size() < all.size()) {
      batches.notes.add(
          "left out: "
              + Wording.names(all.stream().filter(CifarBatches::isTest).toList())
              + ", for tests; to read it, name the file itself");
    }
    return Optional.of(batches.cells(wanted, options));
  }

  private static boolean isTest(String file) {
    return TESTS.contains(file.substring(file.lastIndexOf('/') + 1));
  }

  private void add(String name, InputStream in, ReadOptions options) throws IOException {
    long before = size;
    while (true) {
      int count = in.readNBytes(segment, filled, segment.length - filled);
      size += count;
      filled += count;
      if (filled < segment.length) {
        break;
      }
      if (size > options.storage().memoryForText()) {
        throw new DataFormatException(
            "'"
                + name
                + "' has more than "
                + options.storage().memoryForText()
                + " bytes; CIFAR has fewer");
      }
      segments.add(ByteBuffer.wrap(segment));
      segment = new byte[1 << SEGMENT_SHIFT];
      filled = 0;
    }
    long own = size - before;
    if (KINDS.stream().noneMatch(k -> own % k.recordBytes() == 0)) {
      throw new DataFormatException(
          String.format(
              Locale.ROOT,
              "'%s' has %d bytes, no multiple of %d (CIFAR-10) or %d (CIFAR-100), for which a file"
                  + " is taken whose name ends in %s",
              name,
              own,
              CIFAR_10.recordBytes(),
              CIFAR_100.recordBytes(),
              ENDING));
    }
  }

  private Cells cells(Optional<String> wanted, ReadOptions options) throws IOException {
    segments.add(ByteBuffer.wrap(segment, 0, filled));
    Kind kind = kind();
    List<Label> labels = kind.labels();
    int chosen = labels.size() - 1;
    for (int l = 0; l < labels.size(); l++) {
      chosen = wanted.equals(Optional.of(labels.get(l).name())) ? l : chosen;
    }
    ArrayHeader header =
        new ArrayHeader(
            source,
            0,
            List.of(size / kind.recordBytes(), (long) kind.recordBytes()),
            ArrayElement.UINT8,
            ByteOrder.BIG_ENDIAN,
            ArrayLayout.Storage.BY_ROWS);
    Cells pixels =
        ArrayCells.of(header, array(kind), Optional.of(SHAPE), positions(labels.size()), options);
    TextColumn column = named(labels.get(chosen), column(kind, chosen));
    List<ExtendedCells.Extra> extras =
        options.labels().isPresent()
            ? List.of()
            : List.of(new ExtendedCells.Extra(labels.get(chosen).name(), ColumnRole.LABEL, column));
    return new ExtendedCells(pixels, extras, notes);
  }

  /** The kind whose records the bytes divide into, with labels that it has. */
  private Kind kind() throws DataFormatException {
    String complaint = "";
    for (Kind kind : KINDS) {
      if (size % kind.recordBytes() == 0) {
        complaint = complaint(kind);
        if (complaint.isEmpty()) {
          return kind;
        }
      }
    }
    throw new DataFormatException(
        complaint.isEmpty()
            ? "'" + source + "' has files of CIFAR-10 beside files of CIFAR-100; name one of them"
            : complaint);
  }

  private String complaint(Kind kind) {
    for (int l = 0; l < kind.labels().size(); l++) {
      Label label = kind.labels().get(l);
      double[] values = column(kind, l);
      for (int i = 0; i < values.length; i++) {
        if (values[i] >= label.classes()) {
          return String.format(
              Locale.ROOT,
              "'%s': record %d has %s %.0f, but %s has classes 0 to %d",
              source,
              i + 1,
              label.name(),
              values[i],
              kind.title(),
              label.classes() - 1);
        }
      }
    }
    return "";
  }

  private MappedDataset array(Kind kind) {
    return MappedDataset.over(
        segments,
        SEGMENT_SHIFT,
        new ArrayLayout(
            size / kind.recordBytes(),
            kind.recordBytes(),
            ArrayElement.UINT8,
            ByteOrder.BIG_ENDIAN,
            ArrayLayout.Storage.BY_ROWS));
  }

  private double[] column(Kind kind, int place) {
    MappedDataset one = array(kind).withColumns(Schema.of(List.of(Column.numeric("label"))), place);
    double[] values = new double[Math.toIntExact(one.rowCount())];
    one.read(0, values.length, DoubleBuffer.wrap(values));
    return values;
  }

  private static int[] positions(int first) {
    int plane = SHAPE.height() * SHAPE.width();
    int[] positions = new int[SHAPE.size()];
    for (int j = 0; j < positions.length; j++) {
      positions[j] = first + j % SHAPE.channels() * plane + j / SHAPE.channels();
    }
    return positions;
  }

  private TextColumn named(Label label, double[] values) throws IOException {
    Optional<byte[]> text = beside.read(label.names());
    if (text.isPresent()) {
      List<String> names =
          new String(text.get(), StandardCharsets.UTF_8)
              .lines()
              .map(String::strip)
              .filter(l -> !l.isEmpty())
              .toList();
      if (names.size() == label.classes()) {
        return TextColumn.ofWords(Arrays.stream(values).mapToObj(v -> names.get((int) v)).toList());
      }
    }
    return new TextColumn(values, new Words());
  }
}
