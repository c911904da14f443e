package org.latent4j.formats;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** How a delimited text is written. */
final class Dialect {

  private final byte delimiter;
  private final byte mark;
  private final Charset charset;
  private final boolean header;
  private final List<String> names;
  private final boolean[] text;
  private final byte[][] missing;
  private final double[] missingNumbers;
  private final boolean commaPossible;

  /**
   * Joins the parts.
   *
   * @param delimiter between fields
   * @param mark before decimals
   * @param charset of words
   * @param header whether the first record holds names
   * @param names of the columns
   * @param text which columns hold words even if they look like numbers
   * @param missing spellings of a missing value
   * @param commaPossible whether the mark may turn out to be a comma
   */
  Dialect(
      byte delimiter,
      byte mark,
      Charset charset,
      boolean header,
      List<String> names,
      boolean[] text,
      Set<String> missing,
      boolean commaPossible) {
    this.delimiter = delimiter;
    this.mark = mark;
    this.charset = charset;
    this.header = header;
    this.names = List.copyOf(names);
    this.text = text.clone();
    this.missing =
        missing.stream().sorted().map(token -> token.getBytes(charset)).toArray(byte[][]::new);
    this.commaPossible = commaPossible;
    missingNumbers = Arrays.stream(this.missing).mapToDouble(this::number).toArray();
  }

  /** What number a spelling of a missing value is; NaN if it is none. */
  private double number(byte[] token) {
    byte[] ended = Arrays.copyOf(token, token.length + 1);
    ended[token.length] = '\n';
    NumberScanner scanner = new NumberScanner(mark);
    double value = scanner.scan(ended, 0);
    return scanner.end() == token.length ? value : Double.NaN;
  }

  byte delimiter() {
    return delimiter;
  }

  byte mark() {
    return mark;
  }

  Charset charset() {
    return charset;
  }

  boolean header() {
    return header;
  }

  List<String> names() {
    return names;
  }

  int columns() {
    return names.size();
  }

  boolean isText(int column) {
    return column < text.length && text[column];
  }

  /** Whether the file so far leaves open that numbers are written with a decimal comma. */
  boolean commaPossible() {
    return commaPossible;
  }

  int missingTokens() {
    return missing.length;
  }

  String missingToken(int index) {
    return new String(missing[index], charset);
  }

  /** Whether a number may stand for a missing value. */
  boolean hasMissingNumbers() {
    return Arrays.stream(missingNumbers).anyMatch(number -> !Double.isNaN(number));
  }

  /** Which spelling of a missing value a number is, or -1. */
  int missingToken(double number) {
    for (int t = 0; t < missingNumbers.length; t++) {
      if (missingNumbers[t] == number) {
        return t;
      }
    }
    return -1;
  }

  /** Which spelling of a missing value some bytes are, or -1. */
  int missingToken(byte[] b, int from, int to) {
    for (int t = 0; t < missing.length; t++) {
      if (missing[t].length == to - from && Arrays.equals(missing[t], 0, to - from, b, from, to)) {
        return t;
      }
    }
    return -1;
  }

  /**
   * A parser of quoted text. It sees each byte as one character (ISO-8859-1), since delimiters,
   * quotes and line ends are ASCII; words are decoded afterwards.
   */
  static CsvReaderBuilder quotedParser(byte delimiter) {
    return CsvReader.builder()
        .fieldSeparator((char) delimiter)
        .trimWhitespacesAroundQuotes(true)
        .allowUnclosedQuote(false)
        .skipEmptyLines(false)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
  }

  /**
   * Decodes bytes.
   *
   * @throws CharacterCodingException if they are not in the encoding
   */
  static String decode(Charset charset, byte[] b, int from, int to)
      throws CharacterCodingException {
    return charset.newDecoder().decode(ByteBuffer.wrap(b, from, to - from)).toString();
  }
}
