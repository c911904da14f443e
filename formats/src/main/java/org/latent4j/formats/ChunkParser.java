package org.latent4j.formats;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.RecordType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Turns a piece of text into cells. Text without quotation marks is read number by number from its
 * bytes; text with them is cut into fields by the CSV library. Both give each field to the same
 * rules.
 */
final class ChunkParser {

  /** Beyond this many decimals a column has no resolution that is worth to be known. */
  static final int MOST_DECIMALS = 6;

  private static final int LONGEST_FIELD = 1 << 28;

  private final Dialect dialect;
  private final NumberScanner scanner;
  private final byte delimiter;
  private final int columns;
  private final boolean missingNumbers;
  private final Chunk chunk;
  private final byte[] bytes;
  private final ParsedChunk out;
  private boolean inHeader;
  private int line;
  private int column;
  private boolean lastIsEmpty;
  private boolean lastIsQuoted;

  private ChunkParser(Chunk given, Dialect dialect) {
    this.dialect = dialect;
    scanner = new NumberScanner(dialect.mark());
    delimiter = dialect.delimiter();
    columns = dialect.columns();
    missingNumbers = dialect.hasMissingNumbers();
    chunk = delimiter == ' ' ? given.collapsed() : given;
    bytes = chunk.bytes();
    // A record has a line end of its own and at least as many bytes as fields.
    int capacity = Math.min(given.lines() + given.bareReturns(), given.length() / columns + 1);
    out = new ParsedChunk(columns, capacity, dialect.missingTokens());
    inHeader = given.isFirst() && dialect.header();
  }

  /**
   * Parses a piece.
   *
   * @return its cells; those before the problem if there is one
   */
  static ParsedChunk parse(Chunk chunk, Dialect dialect) {
    ChunkParser parser = new ChunkParser(chunk, dialect);
    if (chunk.openQuote() >= 0) {
      parser.line = chunk.lines(chunk.openQuote()) + 1;
      parser.problem("a quoted field begins here and is not closed");
    } else if (chunk.isQuoted()) {
      parser.parseQuoted();
    } else {
      parser.parseLines();
    }
    parser.out.lines = chunk.lines();
    parser.out.profile.add(parser.out.values, parser.out.rows);
    return parser.out;
  }

  private void parseLines() {
    int end = chunk.length();
    int p = 0;
    while (p < end && out.problem == null) {
      line++;
      column = 0;
      lastIsQuoted = false;
      p = field(p);
      while (bytes[p] != '\n') {
        p = field(p + 1);
      }
      p++;
      endRecord();
    }
  }

  /**
   * Reads the field that begins at an index; gives the index of the delimiter or line end after.
   */
  private int field(int from) {
    byte[] b = bytes;
    int p = from;
    while (isSpace(b[p])) {
      p++;
    }
    if (!inHeader && !dialect.isText(column)) {
      double value = scanner.scan(b, p);
      if (Double.isFinite(value)) {
        int e = scanner.end();
        while (isSpace(b[e])) {
          e++;
        }
        if (b[e] == '\r' && b[e + 1] == '\n') {
          e++;
        }
        if (b[e] == delimiter || b[e] == '\n') {
          number(value);
          return e;
        }
      }
    }
    int e = p;
    while (b[e] != delimiter && b[e] != '\n') {
      e++;
    }
    other(b, p, e);
    return e;
  }

  private boolean isSpace(byte c) {
    return (c == ' ' || c == '\t') && c != delimiter;
  }

  private static boolean isBlank(byte c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private void number(double value) {
    int j = column++;
    lastIsEmpty = false;
    if (j >= columns) {
      return;
    }
    int token = missingNumbers ? dialect.missingToken(value) : -1;
    if (token >= 0) {
      out.missingTokens[token]++;
      out.values[out.rows * columns + j] = Double.NaN;
      return;
    }
    out.values[out.rows * columns + j] = value;
    out.marked |= scanner.isMarked();
    int decimals = out.decimals[j];
    if (decimals <= MOST_DECIMALS) {
      out.decimals[j] = scanner.decimals(decimals);
    }
  }

  /** A field that is no number: missing, or a word. */
  private void other(byte[] b, int from, int to) {
    int end = to;
    while (end > from && isBlank(b[end - 1])) {
      end--;
    }
    int j = column++;
    lastIsEmpty = end == from;
    if (inHeader || j >= columns) {
      return;
    }
    int token = lastIsEmpty ? -1 : dialect.missingToken(b, from, end);
    if (lastIsEmpty || token >= 0) {
      out.values[out.rows * columns + j] = Double.NaN;
      if (token >= 0) {
        out.missingTokens[token]++;
      }
    } else {
      word(j, b, from, end);
    }
  }

  private void word(int j, byte[] b, int from, int to) {
    String word;
    try {
      word = Dialect.decode(dialect.charset(), b, from, to);
    } catch (CharacterCodingException e) {
      problem(
          String.format(
              Locale.ROOT,
              "column %s holds bytes that are not %s text; convert the file, or name its encoding",
              Wording.quoted(dialect.names().get(j)),
              dialect.charset()));
      return;
    }
    if (word.indexOf('\0') >= 0) {
      problem("a byte is 0; this is no text, nor an array file of a known format");
      return;
    }
    out.word(j, word, line);
  }

  private void endRecord() {
    boolean blank = column == 1 && lastIsEmpty && !lastIsQuoted;
    if (blank) {
      out.blankLines++;
    } else if (inHeader) {
      inHeader = false;
    } else if (column == columns || (column == columns + 1 && lastIsEmpty)) {
      out.rows++;
    } else {
      problem(
          String.format(
              Locale.ROOT,
              "%s, expected %d (delimiter: %s); put fields that hold the delimiter in quotes, or"
                  + " name another",
              Wording.count(column, "field"),
              columns,
              Wording.delimiter(delimiter)));
    }
  }

  private void problem(String text) {
    if (out.problem == null) {
      out.problem = new ParsedChunk.Problem(line, text);
    }
  }

  private void parseQuoted() {
    String latin = new String(bytes, 0, chunk.length(), StandardCharsets.ISO_8859_1);
    try (CsvReader<Object> reader =
        Dialect.quotedParser(delimiter).maxBufferSize(LONGEST_FIELD).build(new Fields(), latin)) {
      boolean more = reader.iterator().hasNext();
      assert !more : "the handler consumes every record";
    } catch (CsvParseException e) {
      problem("a quoted field is followed by text; write a quote within quotes twice");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes the fields that the CSV library cuts, one character per byte. */
  private final class Fields extends CsvCallbackHandler<Object> {

    private byte[] scratch = new byte[64];

    @Override
    protected void beginRecord(long startingLineNumber) {
      line = (int) startingLineNumber;
      column = 0;
    }

    @Override
    protected void addField(char[] buffer, int offset, int length, boolean quoted) {
      if (out.problem != null) {
        return;
      }
      lastIsQuoted = quoted;
      if (scratch.length <= length) {
        scratch = new byte[2 * length + 1];
      }
      for (int i = 0; i < length; i++) {
        scratch[i] = (byte) buffer[offset + i];
      }
      scratch[length] = '\n';
      int from = 0;
      while (from < length && isBlank(scratch[from])) {
        from++;
      }
      int to = length;
      while (to > from && isBlank(scratch[to - 1])) {
        to--;
      }
      scratch[to] = '\n';
      if (!inHeader && !dialect.isText(column)) {
        double value = scanner.scan(scratch, from);
        if (Double.isFinite(value) && scanner.end() == to) {
          number(value);
          return;
        }
      }
      other(scratch, from, to);
    }

    @Override
    protected void setEmpty() {
      column = 1;
      lastIsEmpty = true;
      lastIsQuoted = false;
    }

    @Override
    protected @Nullable Object buildRecord() {
      if (out.problem == null) {
        endRecord();
      }
      return null;
    }

    @Override
    protected RecordType getRecordType() {
      return RecordType.DATA;
    }

    @Override
    protected int getFieldCount() {
      return columns;
    }

    @Override
    protected void setComment(char[] buffer, int offset, int length) {
      throw new IllegalStateException("comments are not enabled");
    }
  }
}
