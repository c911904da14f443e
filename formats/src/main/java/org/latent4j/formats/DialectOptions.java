package org.latent4j.formats;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * How a delimited text is written, as far as a reader is told and need not guess. Immutable: each
 * {@code with} method returns a changed copy.
 */
public final class DialectOptions {

  /** Spellings of a missing value; an empty field is one always. */
  public static final Set<String> MISSING_TOKENS =
      Set.of("NA", "N/A", "NaN", "nan", "null", "NULL", "?");

  private static final DialectOptions DEFAULTS = new DialectOptions();

  private Optional<Character> delimiter = Optional.empty();
  private Header header = Header.AUTO;
  private DecimalMark decimalMark = DecimalMark.AUTO;
  private Set<String> missingTokens = MISSING_TOKENS;
  private Charset charset = StandardCharsets.UTF_8;

  private DialectOptions() {}

  private DialectOptions(DialectOptions o) {
    delimiter = o.delimiter;
    header = o.header;
    decimalMark = o.decimalMark;
    missingTokens = o.missingTokens;
    charset = o.charset;
  }

  /**
   * Everything is guessed but the encoding, which is UTF-8.
   *
   * @return the options
   */
  public static DialectOptions defaults() {
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
  public DialectOptions withDelimiter(char character) {
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
    DialectOptions changed = new DialectOptions(this);
    changed.delimiter = Optional.of(character);
    return changed;
  }

  /**
   * Sets whether the first line names the columns.
   *
   * @param value whether it does
   * @return changed options
   */
  public DialectOptions withHeader(Header value) {
    DialectOptions changed = new DialectOptions(this);
    changed.header = value;
    return changed;
  }

  /**
   * Sets what stands before the decimals.
   *
   * @param value point or comma
   * @return changed options
   */
  public DialectOptions withDecimalMark(DecimalMark value) {
    DialectOptions changed = new DialectOptions(this);
    changed.decimalMark = value;
    return changed;
  }

  /**
   * Adds spellings of a missing value to {@link #MISSING_TOKENS}.
   *
   * @param tokens compared without surrounding spaces; a number, such as -999, by its value
   * @return changed options
   */
  public DialectOptions withMissingTokens(String... tokens) {
    DialectOptions changed = new DialectOptions(this);
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
  public DialectOptions withCharset(Charset value) {
    if (!value.canEncode() || "a\n".getBytes(value).length != 2) {
      throw new IllegalArgumentException(
          "charset must write an ASCII character as one byte, got " + value);
    }
    DialectOptions changed = new DialectOptions(this);
    changed.charset = value;
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
}
