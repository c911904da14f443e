package org.latent4j.formats;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.latent4j.data.DataFormatException;

/**
 * Finds from the beginning of a delimited text how it is written: the delimiter that cuts all lines
 * into as many fields, most of them numbers; the decimal mark; and whether the first line holds
 * names. What is found here is verified on every row of the file.
 */
final class DialectSniffer {

  private static final byte[] DELIMITERS = {',', ';', '\t', '|', ' '};
  private static final int MOST_RECORDS = 200;
  private static final int MOST_FIELDS = 50_000;
  private static final int LEAST_COUNTED = 3;
  private static final int LONGEST_FIELD = 1 << 28;

  private final String source;
  private final byte[] head;
  private final boolean whole;
  private final ReadOptions options;
  private final DialectOptions given;

  /**
   * Prepares to look.
   *
   * @param source name of the file
   * @param head its beginning, ended by a line end where it is the whole file
   * @param whole whether there is no more
   * @param options what need not be guessed
   */
  DialectSniffer(String source, byte[] head, boolean whole, ReadOptions options) {
    this.source = source;
    this.head = head;
    this.whole = whole;
    this.options = options;
    given = options.dialect();
  }

  Dialect sniff() throws DataFormatException {
    byte delimiter = delimiter();
    List<List<String>> records = records(delimiter);
    if (records.isEmpty() && isBlank()) {
      throw new DataFormatException("'" + source + "' holds blank lines only");
    }
    if (records.isEmpty()) { // its first quote is wrong, as the parser will tell
      records = List.of(List.of("x1"));
    }
    Marks marks = new Marks(records);
    boolean comma =
        given.decimalMark() == DecimalMark.COMMA
            || (given.decimalMark() == DecimalMark.AUTO && marks.areCommas());
    byte mark = (byte) (comma ? ',' : '.');
    boolean header = header(records, new NumberScanner(mark));
    List<String> names = names(records, header);
    return new Dialect(
        delimiter,
        mark,
        given.charset(),
        header,
        names,
        text(names, header),
        given.missingTokens(),
        given.decimalMark() == DecimalMark.AUTO && !comma);
  }

  private boolean isBlank() {
    for (byte b : head) {
      if (b != ' ' && (b < '\t' || b > '\r')) {
        return false;
      }
    }
    return true;
  }

  private byte delimiter() {
    if (given.delimiter().isPresent()) {
      return (byte) given.delimiter().get().charValue();
    }
    byte best = ',';
    double bestScore = 0;
    for (byte candidate : DELIMITERS) {
      double score = score(candidate, records(candidate));
      if (score > bestScore) {
        best = candidate;
        bestScore = score;
      }
    }
    return best;
  }

  /** Share of lines of one width, times the mean worth of a field; 0 if it cuts nothing. */
  private static double score(byte delimiter, List<List<String>> records) {
    int width = width(records);
    if (width < 2) {
      return 0;
    }
    NumberScanner point = new NumberScanner((byte) '.');
    NumberScanner comma = new NumberScanner((byte) ',');
    int fitting = 0;
    int fields = 0;
    double worth = 0;
    for (List<String> record : records.size() == 1 ? records : records.subList(1, records.size())) {
      fitting += fits(record, width) ? 1 : 0;
      for (String field : record) {
        fields++;
        worth +=
            field.isEmpty() || isNumber(point, field) || isNumber(comma, field)
                ? 1
                : holdsOther(field, delimiter) ? 0 : 0.5;
      }
    }
    return (double) fitting / Math.max(1, records.size() - 1) * worth / fields;
  }

  private static boolean fits(List<String> record, int width) {
    return record.size() == width || (record.size() == width + 1 && record.get(width).isEmpty());
  }

  private static boolean holdsOther(String field, byte delimiter) {
    for (byte other : DELIMITERS) {
      if (other != delimiter && other != ' ' && field.indexOf(other) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** The most frequent number of fields after the first line; of the first line if it is alone. */
  private static int width(List<List<String>> records) {
    if (records.isEmpty()) {
      return 0;
    }
    if (records.size() == 1) {
      return records.get(0).size();
    }
    Map<Integer, Integer> counts = new HashMap<>();
    records.stream().skip(1).forEach(r -> counts.merge(r.size(), 1, Integer::sum));
    return counts.entrySet().stream()
        .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry::getKey))
        .orElseThrow()
        .getKey();
  }

  /** The first records that are not blank, as undecoded fields without surrounding spaces. */
  private List<List<String>> records(byte delimiter) {
    byte[] bytes = head;
    int length = head.length;
    if (delimiter == ' ') {
      bytes = head.clone();
      length = Chunk.collapseSpaces(bytes, length);
    }
    List<List<String>> records = new ArrayList<>();
    int fields = 0;
    try (CsvReader<CsvRecord> reader =
        Dialect.quotedParser(delimiter)
            .maxBufferSize(LONGEST_FIELD)
            .build(
                CsvRecordHandler.of(
                    c ->
                        c.maxFields(LONGEST_FIELD)
                            .maxFieldSize(LONGEST_FIELD)
                            .maxRecordSize(LONGEST_FIELD)),
                new String(bytes, 0, length, StandardCharsets.ISO_8859_1))) {
      for (CsvRecord record : reader) {
        List<String> stripped = record.getFields().stream().map(String::strip).toList();
        if (stripped.size() > 1 || !stripped.get(0).isEmpty()) {
          records.add(stripped);
          fields += stripped.size();
        }
        if (records.size() > MOST_RECORDS || fields > MOST_FIELDS) {
          return records;
        }
      }
    } catch (CsvParseException e) {
      return records; // A quote left open at the end of the head, or an error the parser will tell.
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    if (!whole && records.size() > 1) {
      records.remove(records.size() - 1);
    }
    return records;
  }

  private boolean header(List<List<String>> records, NumberScanner scanner) {
    if (given.header() != Header.AUTO) {
      return given.header() == Header.PRESENT;
    }
    List<String> first = records.get(0);
    if (first.stream().anyMatch(f -> isNumber(scanner, f) || Oddity.isInfinity(f))) {
      return countsColumns(first) && records.size() > 1 && !countsColumns(records.get(1));
    }
    if (first.stream().allMatch(this::isMissing)) {
      return false;
    }
    boolean words =
        records.stream().skip(1).flatMap(List::stream).noneMatch(f -> isNumber(scanner, f));
    return !words || !recurs(first, records);
  }

  /** Whether a line names columns by counting, as years do: a word, then numbers in equal steps. */
  private static boolean countsColumns(List<String> fields) {
    List<String> counts =
        fields.stream().dropWhile(f -> f.isEmpty() || Character.isLetter(f.charAt(0))).toList();
    if (counts.size() < LEAST_COUNTED
        || counts.size() == fields.size()
        || !counts.stream().allMatch(f -> f.matches("[0-9]{1,9}"))) {
      return false;
    }
    long[] numbers = counts.stream().mapToLong(Long::parseLong).toArray();
    long step = numbers[1] - numbers[0];
    return step > 0
        && IntStream.range(1, numbers.length).allMatch(i -> numbers[i] - numbers[i - 1] == step);
  }

  /** Whether a field of the first line occurs again below itself, as no name would. */
  private boolean recurs(List<String> first, List<List<String>> records) {
    return IntStream.range(0, first.size())
        .filter(j -> !isMissing(first.get(j)))
        .anyMatch(
            j ->
                records.stream()
                    .skip(1)
                    .anyMatch(r -> j < r.size() && r.get(j).equals(first.get(j))));
  }

  private boolean isMissing(String field) {
    return field.isEmpty() || given.missingTokens().contains(field);
  }

  private List<String> names(List<List<String>> records, boolean header)
      throws DataFormatException {
    int width = width(records);
    List<String> fields = new ArrayList<>();
    if (header) {
      for (String field : records.get(0)) {
        fields.add(decoded(field));
      }
      if (fields.size() == width - 1 && !lastIsEmpty(records, width)) {
        fields.add(0, "");
      }
      if (fields.size() == width + 1 && fields.get(width).isEmpty()) {
        fields.remove(width);
      }
    } else {
      fields.addAll(java.util.Collections.nCopies(width, ""));
    }
    return unique(fields);
  }

  private static boolean lastIsEmpty(List<List<String>> records, int width) {
    return records.stream()
        .skip(1)
        .filter(r -> r.size() == width)
        .allMatch(r -> r.get(width - 1).isEmpty());
  }

  private List<String> unique(List<String> fields) throws DataFormatException {
    Map<String, Integer> positions = new HashMap<>();
    for (int j = 0; j < fields.size(); j++) {
      Integer before = fields.get(j).isEmpty() ? null : positions.put(fields.get(j), j);
      if (before != null) {
        throw new DataFormatException(
            "'"
                + source
                + "': columns "
                + (before + 1)
                + " and "
                + (j + 1)
                + " are both named "
                + Wording.quoted(fields.get(j))
                + "; names must be unique");
      }
    }
    Set<String> taken = new HashSet<>(fields);
    List<String> names = new ArrayList<>(fields);
    for (int j = 0; j < names.size(); j++) {
      String name = names.get(j).isEmpty() ? "x" + (j + 1) : names.get(j);
      while (names.get(j).isEmpty() && !taken.add(name)) {
        name += "_";
      }
      names.set(j, name);
    }
    return names;
  }

  private String decoded(String field) throws DataFormatException {
    byte[] bytes = field.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return Dialect.decode(given.charset(), bytes, 0, bytes.length).strip();
    } catch (CharacterCodingException e) {
      throw new DataFormatException(
          "'"
              + source
              + "': the header is not "
              + given.charset()
              + " text; convert the file, or name its encoding",
          e);
    }
  }

  private boolean[] text(List<String> names, boolean header) throws DataFormatException {
    boolean[] text = new boolean[names.size()];
    for (String name : options.text()) {
      text[ColumnNames.find(source, names, name)] = true;
    }
    for (int j = 0; j < text.length && header && !options.features().isEmpty(); j++) {
      text[j] |= !options.features().contains(names.get(j));
    }
    return text;
  }

  private static boolean isNumber(NumberScanner scanner, String field) {
    byte[] bytes = (field + "\n").getBytes(StandardCharsets.ISO_8859_1);
    return !Double.isNaN(scanner.scan(bytes, 0)) && scanner.end() == bytes.length - 1;
  }

  /** Counts how decimals are written. */
  private static final class Marks {
    private long points;
    private long commas;
    private long thousands;

    Marks(List<List<String>> records) {
      NumberScanner point = new NumberScanner((byte) '.');
      NumberScanner comma = new NumberScanner((byte) ',');
      for (List<String> record : records) {
        for (String field : record) {
          if (isNumber(comma, field) && comma.isMarked()) {
            commas++;
            thousands += Oddity.isGrouped(field) ? 1 : 0;
          } else if (isNumber(point, field) && point.isMarked()) {
            points++;
          }
        }
      }
    }

    boolean areCommas() {
      return points == 0 && commas > thousands;
    }
  }
}
