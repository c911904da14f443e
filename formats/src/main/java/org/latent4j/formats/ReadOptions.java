package org.latent4j.formats;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.latent4j.data.ImageShape;

/**
 * What a reader is told and need not guess. Columns are named as in the file's header; in a file
 * without one, x1, x2, …. Where there is no column of that name, a number is a position from 1.
 * Immutable: each {@code with} method returns a changed copy.
 */
public final class ReadOptions {

  /** Spellings of a missing value; an empty field is one always. */
  public static final Set<String> MISSING_TOKENS =
      Set.of("NA", "N/A", "NaN", "nan", "null", "NULL", "?");

  /**
   * Arrays that would take this much memory stay in their file and are read from it: 512 MiB, or an
   * eighth of the memory that the program may use if that is less.
   */
  public static final long MAPPING_THRESHOLD =
      Math.min(512L << 20, Runtime.getRuntime().maxMemory() / 8);

  /**
   * Numbers of a text that take more memory go to a temporary file: 8 GiB, or a quarter of the
   * memory that the program may use if that is less. They are copied once, to twice as much.
   */
  public static final long MEMORY_FOR_TEXT =
      Math.min(8L << 30, Runtime.getRuntime().maxMemory() / 4);

  private static final ReadOptions DEFAULTS = new ReadOptions();

  private Optional<Character> delimiter = Optional.empty();
  private Header header = Header.AUTO;
  private DecimalMark decimalMark = DecimalMark.AUTO;
  private Set<String> missingTokens = MISSING_TOKENS;
  private Charset charset = StandardCharsets.UTF_8;
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
  private long mappingThreshold = MAPPING_THRESHOLD;
  private long memoryForText = MEMORY_FOR_TEXT;
  private Path temporaryFolder = Path.of(System.getProperty("java.io.tmpdir"));

  private ReadOptions() {}

  private ReadOptions(ReadOptions o) {
    delimiter = o.delimiter;
    header = o.header;
    decimalMark = o.decimalMark;
    missingTokens = o.missingTokens;
    charset = o.charset;
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
    mappingThreshold = o.mappingThreshold;
    memoryForText = o.memoryForText;
    temporaryFolder = o.temporaryFolder;
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
   * Sets what stands between two fields.
   *
   * @param character one ASCII character, such as {@code ,} {@code ;} {@code |}, tab or space; runs
   *     of spaces count as one
   * @return changed options
   * @throws IllegalArgumentException if it is a quote, a line end, a letter, a digit, or not ASCII
   */
  public ReadOptions withDelimiter(char character) {
    if (character >= 128
        || character == '"'
        || character == '\n'
        || character == '\r'
        || character == 0
        || Character.isLetterOrDigit(character)) {
      throw new IllegalArgumentException(
          "delimiter must be one ASCII character that is no quote, line end, letter or digit, got '"
              + character
              + "'");
    }
    ReadOptions changed = new ReadOptions(this);
    changed.delimiter = Optional.of(character);
    return changed;
  }

  /**
   * Sets whether the first line names the columns.
   *
   * @param value whether it does
   * @return changed options
   */
  public ReadOptions withHeader(Header value) {
    ReadOptions changed = new ReadOptions(this);
    changed.header = value;
    return changed;
  }

  /**
   * Sets what stands before the decimals.
   *
   * @param value point or comma
   * @return changed options
   */
  public ReadOptions withDecimalMark(DecimalMark value) {
    ReadOptions changed = new ReadOptions(this);
    changed.decimalMark = value;
    return changed;
  }

  /**
   * Adds spellings of a missing value to {@link #MISSING_TOKENS}.
   *
   * @param tokens compared without surrounding spaces; a number, such as -999, by its value
   * @return changed options
   */
  public ReadOptions withMissingTokens(String... tokens) {
    ReadOptions changed = new ReadOptions(this);
    Set<String> all = new LinkedHashSet<>(missingTokens);
    for (String token : tokens) {
      all.add(token.strip());
    }
    changed.missingTokens = Set.copyOf(all);
    return changed;
  }

  /**
   * Sets the encoding of a delimited text.
   *
   * @param value UTF-8 (the default) or one in which ASCII characters are one byte, such as
   *     windows-1252
   * @return changed options
   * @throws IllegalArgumentException if ASCII characters are not one byte
   */
  public ReadOptions withCharset(Charset value) {
    if (!value.canEncode() || "a\n".getBytes(value).length != 2) {
      throw new IllegalArgumentException(
          "charset must write an ASCII character as one byte, got " + value);
    }
    ReadOptions changed = new ReadOptions(this);
    changed.charset = value;
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
   * Sets from which size an array stays in its file, to be read from it by blocks, instead of being
   * copied to memory.
   *
   * @param bytes of memory, 8 for each number; 0 for always
   * @return changed options
   */
  public ReadOptions withMappingThreshold(long bytes) {
    ReadOptions changed = new ReadOptions(this);
    changed.mappingThreshold = bytes;
    return changed;
  }

  /**
   * Sets how much memory the numbers of a text, or of an array that is no plain file, may take;
   * more of them go to a temporary file, which is gone when the program ends.
   *
   * @param bytes of memory, 8 for each number; at most 8 GiB
   * @return changed options
   * @throws IllegalArgumentException if it is negative or more
   */
  public ReadOptions withMemoryForText(long bytes) {
    if (bytes < 0 || bytes > 8L << 30) {
      throw new IllegalArgumentException(
          "memory for text must be between 0 and 8 GiB (8589934592), got " + bytes);
    }
    ReadOptions changed = new ReadOptions(this);
    changed.memoryForText = bytes;
    return changed;
  }

  /**
   * Sets where temporary files go.
   *
   * @param folder an existing one; the property {@code java.io.tmpdir} names the default
   * @return changed options
   */
  public ReadOptions withTemporaryFolder(Path folder) {
    ReadOptions changed = new ReadOptions(this);
    changed.temporaryFolder = folder;
    return changed;
  }

  /**
   * What stands between two fields.
   *
   * @return nothing when it is guessed
   */
  public Optional<Character> delimiter() {
    return delimiter;
  }

  /**
   * Whether the first line names the columns.
   *
   * @return the choice
   */
  public Header header() {
    return header;
  }

  /**
   * What stands before the decimals.
   *
   * @return the choice
   */
  public DecimalMark decimalMark() {
    return decimalMark;
  }

  /**
   * Spellings of a missing value, besides the empty field.
   *
   * @return the tokens
   */
  public Set<String> missingTokens() {
    return missingTokens;
  }

  /**
   * Encoding of a delimited text.
   *
   * @return the encoding
   */
  public Charset charset() {
    return charset;
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
   * From which size an array is read from its file by blocks.
   *
   * @return bytes of memory, 8 for each number
   */
  public long mappingThreshold() {
    return mappingThreshold;
  }

  /**
   * How much memory the numbers of a text may take.
   *
   * @return bytes, 8 for each number
   */
  public long memoryForText() {
    return memoryForText;
  }

  /**
   * Where temporary files go.
   *
   * @return a folder
   */
  public Path temporaryFolder() {
    return temporaryFolder;
  }
}
