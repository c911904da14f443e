package org.latent4j.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.latent4j.data.ArrayElement;
import org.latent4j.data.ArrayLayout;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.DataFormatException;
import org.latent4j.data.ImageShape;

/**
 * The PNG and JPEG images of a folder or a zip, one row each, in the order of their names. The
 * first folder in which they differ is their label. Sizes are read, and compared, before any pixel
 * is decoded.
 */
final class ImageCollection {

  private static final String LABEL = "label";
  private static final String FILE = "file";

  private final ImageStore store;
  private final ReadOptions options;
  private final List<String> names = new ArrayList<>();
  private final List<ImageFileHeader> headers = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<String> others = new ArrayList<>();

  private ImageCollection(ImageStore store, ReadOptions options) {
    this.store = store;
    this.options = options;
  }

  /**
   * Reads all images; the batches of CIFAR where there is no image but these.
   *
   * @param model what the rows of a model are images of, which these are brought to
   * @param label that is wanted where there are several
   * @throws DataFormatException if there is none, they differ in size and no size is given, or one
   *     is damaged
   */
  static Cells read(
      ImageStore store, Optional<ImageShape> model, Optional<String> label, ReadOptions options)
      throws IOException {
    ImageCollection collection = new ImageCollection(store, options);
    collection.scan();
    if (collection.names.isEmpty()) {
      return CifarBatches.read(store, collection.others, label, options)
          .orElseThrow(() -> new DataFormatException(collection.nothing()));
    }
    return collection.cells(model);
  }

  private void scan() throws IOException {
    for (String file : store.files()) {
      Optional<ImageFileHeader> header;
      try (InputStream in = store.stream(file)) {
        header = ImageFileHeader.read(store.name(file), in);
      }
      if (header.isPresent()) {
        names.add(file);
        headers.add(header.get());
      } else if (file.toLowerCase(Locale.ROOT).matches(".*\\.(png|jpe?g)")) {
        throw new DataFormatException(
            "'" + store.name(file) + "' is damaged: it begins as neither PNG nor JPEG does");
      } else {
        others.add(file);
      }
    }
  }

  private String nothing() {
    if (others.isEmpty()) {
      return "'" + store.name() + "' has no file in it; PNG or JPEG images are needed";
    }
    return "'"
        + store.name()
        + "' holds no PNG or JPEG image, but "
        + Wording.count(others.size(), "other file")
        + "; a table that is in it must be named itself, unpacked";
  }

  private Cells cells(Optional<ImageShape> model) throws IOException {
    ImageShape shape = shape(model);
    List<Long> axes =
        List.of(
            (long) names.size(),
            (long) shape.height(),
            (long) shape.width(),
            (long) shape.channels());
    ArrayHeader header =
        new ArrayHeader(
            store.name(),
            0,
            axes,
            ArrayElement.UINT8,
            ByteOrder.BIG_ENDIAN,
            ArrayLayout.Storage.BY_ROWS);
    if (shape.size() > ArrayHeader.MOST_COLUMNS) {
      throw new DataFormatException(
          String.format(
              Locale.ROOT,
              "'%s' has images of %d x %d x %d, more than the %d numbers that a row may have; bring"
                  + " them to a smaller size by --size",
              store.name(),
              shape.height(),
              shape.width(),
              shape.channels(),
              ArrayHeader.MOST_COLUMNS));
    }
    Cells pixels;
    try (InputStream in = new Decoded(shape)) {
      int[] positions = IntStream.range(0, shape.size()).toArray();
      pixels =
          ArrayCells.of(
              header,
              ArrayCells.array(in, header, options),
              Optional.of(shape),
              positions,
              options);
    }
    return new ExtendedCells(pixels, extras(), notes);
  }

  /** What all images are brought to. */
  private ImageShape shape(Optional<ImageShape> model) throws DataFormatException {
    ImageOptions.Size first = headers.get(0).size();
    Optional<ImageOptions.Size> asked =
        options
            .images()
            .size()
            .or(() -> model.map(m -> new ImageOptions.Size(m.height(), m.width())));
    int other =
        IntStream.range(0, headers.size())
            .filter(i -> !headers.get(i).size().equals(first))
            .findFirst()
            .orElse(-1);
    if (other >= 0 && asked.isEmpty()) {
      throw new DataFormatException(
          String.format(
              Locale.ROOT,
              "'%s' has %s pixels and '%s' %s; --size %dx%d brings all to one size",
              store.name(names.get(other)),
              headers.get(other).size(),
              names.get(0),
              first,
              first.height(),
              first.width()));
    }
    ImageOptions.Size size = asked.orElse(first);
    long greys = headers.stream().filter(ImageFileHeader::isGrey).count();
    boolean grey =
        options.images().isGrey()
            || model.map(m -> m.channels() == 1).orElse(greys == headers.size());
    if (other >= 0 || !size.equals(first)) {
      notes.add("images brought to " + size + " pixels");
    }
    if (grey && greys < headers.size()) {
      notes.add(Wording.count(headers.size() - greys, "image") + " of colour made grey");
    } else if (!grey && greys > 0) {
      notes.add(Wording.count(greys, "grey image") + " taken for colour");
    }
    if (!others.isEmpty()) {
      notes.add(
          "skipped: "
              + Wording.count(others.size(), "file")
              + " beside the images ("
              + Wording.names(others)
              + ")");
    }
    return new ImageShape(size.height(), size.width(), grey ? 1 : 3);
  }

  private List<ExtendedCells.Extra> extras() {
    List<ExtendedCells.Extra> extras = new ArrayList<>();
    List<String> labels = labels();
    if (!labels.isEmpty() && options.labels().isEmpty()) {
      extras.add(new ExtendedCells.Extra(LABEL, ColumnRole.LABEL, TextColumn.ofWords(labels)));
    }
    extras.add(new ExtendedCells.Extra(FILE, ColumnRole.ID, TextColumn.ofWords(names)));
    return extras;
  }

  /** The first folder in which the images differ, empty for one that is in none; or nothing. */
  private List<String> labels() {
    List<String> paths = names;
    while (true) {
      List<String> folders = paths.stream().map(ImageCollection::firstFolder).toList();
      if (folders.stream().distinct().count() > 1) {
        return folders;
      }
      int length = folders.get(0).length();
      if (length == 0) {
        return List.of();
      }
      paths = paths.stream().map(p -> p.substring(length + 1)).toList();
    }
  }

  private static String firstFolder(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /** The bytes of all images, one after the other, each decoded when it is asked for. */
  private final class Decoded extends InputStream {
    private final ImageShape shape;
    private byte[] image = new byte[0];
    private int at;
    private int next;

    Decoded(ImageShape shape) {
      this.shape = shape;
    }

    private boolean hasMore() throws IOException {
      if (at == image.length && next < names.size()) {
        String file = names.get(next);
        image = ImagePixels.decode(store.name(file), store.bytes(file), headers.get(next), shape);
        at = 0;
        next++;
      }
      return at < image.length;
    }

    @Override
    public int read() throws IOException {
      return hasMore() ? image[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int from, int count) throws IOException {
      if (!hasMore()) {
        return -1;
      }
      int taken = Math.min(count, image.length - at);
      System.arraycopy(image, at, target, from, taken);
      at += taken;
      return taken;
    }
  }
}
