package org.latent4j.formats;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.latent4j.data.ImageShape;

/**
 * What a reader is told and need not guess. Columns are named as in the file's header; in a file
 * without one, x1, x2, …. Where there is no column of that name, a number is a position from 1.
 * Immutable: each {@code with} method returns a changed copy.
 */
public final class ReadOptions {

  private static final ReadOptions DEFAULTS = new ReadOptions();

  private DialectOptions dialect = DialectOptions.defaults();
  private Optional<String> label = Optional.empty();
  private Optional<String> weight = Optional.empty();
  private List<String> leftOut = List.of();
  private List<String> kept = List.of();
  private List<String> text = List.of();
  private List<String> features = List.of();
  private List<String> numbers = List.of();
  private ModelledColumns modelled = ModelledColumns.NUMBERS;
  private Optional<String> partialLabel = Optional.empty();
  private MissingPolicy missingPolicy = MissingPolicy.KEEP;
  private Optional<ImageShape> image = Optional.empty();
  private Optional<Path> labels = Optional.empty();
  private ImageOptions images = ImageOptions.asTheyAre();
  private StorageOptions storage = StorageOptions.defaults();

  private ReadOptions() {}

  private ReadOptions(ReadOptions o) {
    dialect = o.dialect;
    label = o.label;
    weight = o.weight;
    leftOut = o.leftOut;
    kept = o.kept;
    text = o.text;
    features = o.features;
    numbers = o.numbers;
    modelled = o.modelled;
    partialLabel = o.partialLabel;
    missingPolicy = o.missingPolicy;
    image = o.image;
    labels = o.labels;
    images = o.images;
    storage = o.storage;
  }

  /**
   * Everything is guessed, no label, no weight, missing values are kept.
   *
   * @return the options
   */
  public static ReadOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Sets how a delimited text is written.
   *
   * @param value what need not be guessed
   * @return changed options
   */
  public ReadOptions withDialect(DialectOptions value) {
    ReadOptions changed = new ReadOptions(this);
    changed.dialect = value;
    return changed;
  }

  /**
   * Names the column with the known class or target of a row, in numbers or words; one of the file
   * of labels, if there is {@link #withLabels one}.
   *
   * @param column its name
   * @return changed options
   */
  public ReadOptions withLabel(String column) {
    ReadOptions changed = new ReadOptions(this);
    changed.label = Optional.of(column);
    return changed;
  }

  /**
   * Names the column with the weight of a row.
   *
   * @param column its name
   * @return changed options
   */
  public ReadOptions withWeight(String column) {
    ReadOptions changed = new ReadOptions(this);
    changed.weight = Optional.of(column);
    return changed;
  }

  /**
   * Names columns that shall not be modelled.
   *
   * @param columns their names; they replace those named before
   * @return changed options
   */
  public ReadOptions withLeftOut(String... columns) {
    ReadOptions changed = new ReadOptions(this);
    changed.leftOut = List.of(columns);
    return changed;
  }

  /**
   * Names columns that shall be modelled though they are constant, or look like row names.
   *
   * @param columns their names; they replace those named before
   * @return changed options
   */
  public ReadOptions withKept(String... columns) {
    ReadOptions changed = new ReadOptions(this);
    changed.kept = List.of(columns);
    return changed;
  }

  /**
   * Names columns whose fields are words even where they look like numbers, such as postal codes.
   *
   * @param columns their names; they replace those named before
   * @return changed options
   */
  public ReadOptions withText(String... columns) {
    ReadOptions changed = new ReadOptions(this);
    changed.text = List.of(columns);
    return changed;
  }

  /**
   * Keeps the whole of a text with a header for {@link Table#whole}: its other columns are read as
   * they are spelled, whatever they hold.
   *
   * @param columns that are read as numbers or words, as they are used; none to keep nothing more
   * @return a copy
   */
  public ReadOptions withWhole(String... columns) {
    ReadOptions changed = new ReadOptions(this);
    changed.features = List.of(columns);
    return changed;
  }

  /** The columns beside which others are kept as they are spelled; empty to keep none. */
  List<String> features() {
    return features;
  }

  /**
   * Names columns whose whole numbers count or measure even where they look like codes.
   *
   * @param columns their names; they replace those named before
   * @return changed options
   */
  public ReadOptions withNumbers(String... columns) {
    ReadOptions changed = new ReadOptions(this);
    changed.numbers = List.of(columns);
    return changed;
  }

  /**
   * Sets which columns are read for.
   *
   * @param value what the models can take
   * @return changed options
   */
  public ReadOptions withModelled(ModelledColumns value) {
    ReadOptions changed = new ReadOptions(this);
    changed.modelled = value;
    return changed;
  }

  /**
   * Names the column that says which component of a mixture a row comes from, where it is known.
   *
   * @param column its name
   * @return changed options
   */
  public ReadOptions withPartialLabel(String column) {
    ReadOptions changed = new ReadOptions(this);
    changed.partialLabel = Optional.of(column);
    return changed;
  }

  /**
   * Sets what happens to rows with missing values.
   *
   * @param value keep or drop
   * @return changed options
   */
  public ReadOptions withMissingPolicy(MissingPolicy value) {
    ReadOptions changed = new ReadOptions(this);
    changed.missingPolicy = value;
    return changed;
  }

  /**
   * Says that the columns, without label, weight, row names and those left out by name, are the
   * pixels of an image.
   *
   * @param shape as many pixels as columns
   * @return changed options
   */
  public ReadOptions withImage(ImageShape shape) {
    ReadOptions changed = new ReadOptions(this);
    changed.image = Optional.of(shape);
    return changed;
  }

  /**
   * Names a file with the known class or target of each row, in their order: an idx or NumPy array,
   * or a column of a text, which {@link #withLabel} names if there are several.
   *
   * @param file its path
   * @return changed options
   */
  public ReadOptions withLabels(Path file) {
    ReadOptions changed = new ReadOptions(this);
    changed.labels = Optional.of(file);
    return changed;
  }

  /**
   * Sets what is done to the images of a folder or a zip.
   *
   * @param value size and colours
   * @return changed options
   */
  public ReadOptions withImages(ImageOptions value) {
    ReadOptions changed = new ReadOptions(this);
    changed.images = value;
    return changed;
  }

  /**
   * Sets where the numbers of a table are held.
   *
   * @param value limits of memory, and the folder of temporary files
   * @return changed options
   */
  public ReadOptions withStorage(StorageOptions value) {
    ReadOptions changed = new ReadOptions(this);
    changed.storage = value;
    return changed;
  }

  /**
   * How a delimited text is written.
   *
   * @return what need not be guessed
   */
  public DialectOptions dialect() {
    return dialect;
  }

  /**
   * The column with the known class or target.
   *
   * @return its name, or nothing
   */
  public Optional<String> label() {
    return label;
  }

  /**
   * The column with the weight.
   *
   * @return its name, or nothing
   */
  public Optional<String> weight() {
    return weight;
  }

  /**
   * The columns that shall not be modelled.
   *
   * @return their names
   */
  public List<String> leftOut() {
    return leftOut;
  }

  /**
   * The columns that shall be modelled in any case.
   *
   * @return their names
   */
  public List<String> kept() {
    return kept;
  }

  /**
   * The columns whose fields are words.
   *
   * @return their names
   */
  public List<String> text() {
    return text;
  }

  /**
   * The columns whose whole numbers are no codes.
   *
   * @return their names
   */
  public List<String> numbers() {
    return numbers;
  }

  /**
   * Which columns are read for.
   *
   * @return the choice
   */
  public ModelledColumns modelled() {
    return modelled;
  }

  /**
   * The column with the component of a row, where it is known.
   *
   * @return its name, or nothing
   */
  public Optional<String> partialLabel() {
    return partialLabel;
  }

  /**
   * What happens to rows with missing values.
   *
   * @return the choice
   */
  public MissingPolicy missingPolicy() {
    return missingPolicy;
  }

  /**
   * The shape of the image that a row is.
   *
   * @return the shape, or nothing
   */
  public Optional<ImageShape> image() {
    return image;
  }

  /**
   * The file with the known class or target of each row.
   *
   * @return its path, or nothing
   */
  public Optional<Path> labels() {
    return labels;
  }

  /**
   * What is done to the images of a folder or a zip.
   *
   * @return size and colours
   */
  public ImageOptions images() {
    return images;
  }

  /**
   * Where the numbers of a table are held.
   *
   * @return limits of memory, and the folder of temporary files
   */
  public StorageOptions storage() {
    return storage;
  }
}
