package org.latent4j.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latent4j.data.Schema;
import org.latent4j.formats.DecimalMark;
import org.latent4j.formats.DialectOptions;
import org.latent4j.formats.Header;
import org.latent4j.formats.ImageOptions;
import org.latent4j.formats.MissingPolicy;
import org.latent4j.formats.ReadOptions;
import org.latent4j.formats.Table;
import org.latent4j.formats.Tables;
import org.latent4j.linalg.NativeLibrary;
import picocli.CommandLine.Option;

/** How a table is read: options that every verb with a DATA argument has. */
final class DataOptions {

  static final String STANDARD_INPUT = "-";

  private static final Map<String, Character> NAMED_DELIMITERS =
      Map.of("tab", '\t', "space", ' ', "comma", ',', "semicolon", ';', "pipe", '|');

  @Option(
      names = "--delimiter",
      order = 5,
      paramLabel = "C",
      description = "What stands between fields: one character, tab or space. Default: guessed.")
  private String delimiter = "";

  @Option(
      names = "--header",
      order = 5,
      paramLabel = "auto|yes|no",
      description = "Whether the first line names the columns. Default: guessed.")
  private String header = "auto";

  @Option(
      names = "--decimal",
      order = 5,
      paramLabel = "auto|point|comma",
      description = "What stands before decimals. Default: guessed.")
  private String decimal = "auto";

  @Option(
      names = "--charset",
      order = 5,
      paramLabel = "NAME",
      description = "Encoding of the text, such as windows-1252. Default: UTF-8.")
  private String charset = "";

  @Option(
      names = "--missing-token",
      order = 5,
      paramLabel = "TEXT",
      split = ",",
      description = "Another spelling of a missing value, beside NA, NaN, null, ? and nothing.")
  private List<String> missingTokens = List.of();

  @Option(
      names = "--missing",
      order = 5,
      paramLabel = "keep|drop",
      description = "Keep rows with missing values (the default), or leave them out.")
  private String missing = "keep";

  @Option(
      names = "--text",
      order = 5,
      paramLabel = "COLUMN",
      split = ",",
      description = "A column that holds words, even where they look like numbers.")
  private List<String> text = List.of();

  @Option(
      names = "--temp-folder",
      order = 5,
      paramLabel = "DIR",
      description =
          "Where a temporary file goes when the numbers of a text are more than memory holds."
              + " Default: the system's.")
  private Optional<Path> temporaryFolder = Optional.empty();

  @Option(
      names = "--number",
      order = 5,
      paramLabel = "COLUMN",
      split = ",",
      description =
          "A column whose whole numbers count or measure, even where they look like codes.")
  private List<String> numbers = List.of();

  @Option(
      names = "--labels",
      order = 5,
      paramLabel = "FILE",
      description =
          "A file with the label of each row: idx, .npy or text. Of several columns --label names"
              + " the one.")
  private Optional<Path> labels = Optional.empty();

  @Option(
      names = "--size",
      order = 5,
      paramLabel = "HxW",
      description =
          "Bring the images of a folder or zip to this height and width, by means of areas; those"
              + " for a model are brought to its size.")
  private String size = "";

  @Option(names = "--grey", order = 5, description = "Make the images of a folder or zip grey.")
  private boolean grey;

  /**
   * What the options say.
   *
   * @throws CommandException if one has a value that it cannot have
   */
  ReadOptions readOptions() {
    ReadOptions options = withoutLabels();
    return labels.isPresent() ? options.withLabels(labels.get()) : options;
  }

  /** The same for rows that the labels are not of. */
  ReadOptions withoutLabels() {
    ReadOptions options =
        ReadOptions.defaults()
            .withDialect(dialect())
            .withMissingPolicy(
                choose(
                    "--missing",
                    missing,
                    Map.of("keep", MissingPolicy.KEEP, "drop", MissingPolicy.DROP_ROWS)))
            .withText(text.toArray(String[]::new))
            .withNumbers(numbers.toArray(String[]::new))
            .withImages(images());
    return temporaryFolder.isPresent()
        ? options.withStorage(
            options.storage().withTemporaryFolder(requireFolder(temporaryFolder.get())))
        : options;
  }

  private DialectOptions dialect() {
    DialectOptions dialect =
        DialectOptions.defaults()
            .withHeader(
                choose(
                    "--header",
                    header,
                    Map.of("auto", Header.AUTO, "yes", Header.PRESENT, "no", Header.ABSENT)))
            .withDecimalMark(
                choose(
                    "--decimal",
                    decimal,
                    Map.of(
                        "auto",
                        DecimalMark.AUTO,
                        "point",
                        DecimalMark.POINT,
                        "comma",
                        DecimalMark.COMMA)))
            .withMissingTokens(missingTokens.toArray(String[]::new));
    if (!delimiter.isEmpty()) {
      dialect = dialect.withDelimiter(delimiterCharacter());
    }
    return charset.isEmpty() ? dialect : dialect.withCharset(namedCharset());
  }

  /** Reads DATA to fit a model to. */
  static Table read(Terminal terminal, String data, ReadOptions options) throws IOException {
    NativeLibrary.loadInBackground();
    return data.equals(STANDARD_INPUT)
        ? Tables.read(terminal.in(), "standard input", options)
        : Tables.open(data, options);
  }

  /** Reads DATA for a model that is fitted already: its features, in its order. */
  static Table readFor(Terminal terminal, Schema model, String data, ReadOptions options)
      throws IOException {
    return data.equals(STANDARD_INPUT)
        ? Tables.readFor(model, terminal.in(), "standard input", options)
        : Tables.readFor(model, data, options);
  }

  /** The value that a word stands for. */
  static <T> T choose(String option, String word, Map<String, T> choices) {
    T value = choices.get(word);
    if (value == null) {
      throw CommandException.usage(
          option
              + " must be one of "
              + String.join(", ", choices.keySet().stream().sorted().toList())
              + ", got '"
              + word
              + "'");
    }
    return value;
  }

  private ImageOptions images() {
    ImageOptions images = ImageOptions.asTheyAre();
    if (!size.isEmpty()) {
      if (!size.matches("[1-9][0-9]{0,4}x[1-9][0-9]{0,4}")) {
        throw CommandException.usage(
            "--size must be a height and a width such as 64x64, got '" + size + "'");
      }
      String[] sides = size.split("x", -1);
      images =
          images.withSize(
              new ImageOptions.Size(Integer.parseInt(sides[0]), Integer.parseInt(sides[1])));
    }
    return grey ? images.withGrey() : images;
  }

  private static Path requireFolder(Path folder) {
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw CommandException.usage(
          "--temp-folder must be a folder that may be written to, got '" + folder + "'");
    }
    return folder;
  }

  private char delimiterCharacter() {
    Character named = NAMED_DELIMITERS.get(delimiter);
    if (named != null) {
      return named;
    }
    if (delimiter.equals("\\t")) {
      return '\t';
    }
    if (delimiter.length() != 1) {
      throw CommandException.usage(
          "--delimiter must be one character, tab or space, got '" + delimiter + "'");
    }
    return delimiter.charAt(0);
  }

  private Charset namedCharset() {
    try {
      return Charset.forName(charset);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new CommandException(
          ExitCode.USAGE,
          "--charset must be an encoding this Java knows, got '" + charset + "'",
          e);
    }
  }
}
