package org.latent4j.formats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.latent4j.data.Column;
import org.latent4j.data.DataFormatException;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.ImageShape;
import org.latent4j.data.MappedDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;

/**
 * The cells of a delimited text, collected piece by piece; in a temporary file when they are too
 * many for memory.
 */
final class TextCells implements Cells {

  private static final double[] RESOLUTIONS = {1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6};

  private final String source;
  private final Dialect dialect;
  private final int columns;
  private final CellStore store;
  private final Words words = new Words();
  private final List<Oddity> oddities = new ArrayList<>();
  private final Odd[] odd;
  private final int[] decimals;
  private final long[] missingTokens;
  private final Set<Integer> recoded = new HashSet<>();
  private Profile profile;
  private byte mark;
  private boolean marked;
  private long lines;
  private long blankLines;

  TextCells(String source, Dialect dialect, ReadOptions options) {
    this.source = source;
    this.dialect = dialect;
    columns = dialect.columns();
    store = new CellStore(source, columns, options.storage());
    odd = new Odd[columns];
    Arrays.setAll(odd, j -> new Odd());
    decimals = new int[columns];
    missingTokens = new long[dialect.missingTokens()];
    profile = new Profile(columns);
    mark = dialect.mark();
  }

  /**
   * The words of one column that are no numbers: how many, of which kind, and the first of them.
   */
  private static final class Odd {
    private long total;
    private long plain;
    private long otherMarks;
    private long firstLine;
    private int firstCode;

    void add(int code, Oddity oddity, long line) {
      if (total++ == 0) {
        firstLine = line;
        firstCode = code;
      }
      plain += oddity == Oddity.WORD ? 1 : 0;
      otherMarks += oddity == Oddity.OTHER_MARK ? 1 : 0;
    }
  }

  /**
   * Adds the piece that follows.
   *
   * @throws DataFormatException if there is a problem in it
   * @throws IOException if there is no room for it
   */
  void append(ParsedChunk chunk) throws IOException {
    if (chunk.problem != null) {
      throw new DataFormatException(
          Wording.place(source, lines + chunk.problem.line()) + chunk.problem.text());
    }
    int[] codes = new int[chunk.words.size()];
    for (int local = 0; local < codes.length; local++) {
      String word = chunk.words.word(local);
      codes[local] = words.code(word);
      if (codes[local] == oddities.size()) {
        oddities.add(Oddity.of(word, dialect.mark()));
      }
    }
    for (int w = 0; w < chunk.wordCount; w++) {
      int cell = chunk.wordCells[w];
      int code = codes[Words.code(chunk.values[cell])];
      chunk.values[cell] = Words.cell(code);
      odd[cell % columns].add(code, oddities.get(code), lines + chunk.wordLines[w]);
    }
    for (int j = 0; j < columns; j++) {
      decimals[j] = Math.max(decimals[j], chunk.decimals[j]);
    }
    for (int t = 0; t < missingTokens.length; t++) {
      missingTokens[t] += chunk.missingTokens[t];
    }
    store.append(chunk.values, chunk.rows);
    profile.merge(chunk.profile);
    marked |= chunk.marked;
    lines += chunk.lines;
    blankLines += chunk.blankLines;
  }

  /**
   * Ends the collecting. Where no number of the whole file has a decimal point and some words are
   * numbers with a comma, the comma is the decimal mark.
   *
   * @throws DataFormatException if there is no row
   * @throws IOException if the temporary file fails
   */
  TextCells finish() throws IOException {
    if (profile.rows() == 0) {
      throw new DataFormatException(
          "'" + source + "' holds " + (dialect.header() ? "a header and " : "") + "no rows");
    }
    boolean commas = Arrays.stream(odd).anyMatch(o -> o.otherMarks > 0);
    if (commas && !marked && dialect.commaPossible()) {
      readCommas();
    }
    return this;
  }

  private void readCommas() throws IOException {
    mark = ',';
    NumberScanner scanner = new NumberScanner(mark);
    double[] values = new double[words.size()];
    int[] places = new int[words.size()];
    for (int code = 0; code < values.length; code++) {
      byte[] bytes = (words.word(code) + "\n").getBytes(dialect.charset());
      double value = scanner.scan(bytes, 0);
      boolean number = Double.isFinite(value) && scanner.end() == bytes.length - 1;
      values[code] = number ? value : Words.cell(code);
      places[code] = number ? scanner.decimals(0) : 0;
    }
    profile = new Profile(columns);
    Arrays.setAll(odd, j -> new Odd());
    for (int b = 0; b < store.blockCount(); b++) {
      double[] block = store.block(b);
      for (int at = 0; at < store.rows(b) * columns; at++) {
        int code = Words.code(block[at]);
        int j = at % columns;
        if (code >= 0 && !dialect.isText(j)) {
          block[at] = values[code];
          decimals[j] = Math.max(decimals[j], places[code]);
        }
        if (Words.code(block[at]) >= 0) {
          odd[j].add(code, Oddity.of(words.word(code), mark), 0);
        }
      }
      profile.add(block, store.rows(b));
      store.replace(b, block);
    }
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public List<String> names() {
    return dialect.names();
  }

  @Override
  public boolean isNamed() {
    return dialect.header();
  }

  @Override
  public Optional<ImageShape> image() {
    return Optional.empty();
  }

  @Override
  public long rows() {
    return profile.rows();
  }

  @Override
  public Profile profile() {
    return profile;
  }

  @Override
  public long words(int column) {
    return odd[column].total;
  }

  @Override
  public long spoiltNumbers(int column) {
    return dialect.isText(column) ? 0 : odd[column].total - odd[column].plain;
  }

  @Override
  public String complaint(int column, String ofWord) {
    Odd first = odd[column];
    String field =
        String.format(
            Locale.ROOT,
            "%scolumn %s holds %s",
            Wording.place(source, first.firstLine),
            Wording.quoted(names().get(column)),
            Wording.quoted(words.word(first.firstCode)));
    return Oddity.of(words.word(first.firstCode), mark).complaint(field, ofWord, mark);
  }

  @Override
  public double resolution(int column) {
    return decimals[column] < RESOLUTIONS.length ? RESOLUTIONS[decimals[column]] : 0;
  }

  @Override
  public boolean canBeRecoded() {
    return true;
  }

  @Override
  public TextColumn column(int column) {
    double[] cells = new double[Math.toIntExact(rows())];
    int row = 0;
    for (int b = 0; b < store.blockCount(); b++) {
      double[] block = store.block(b);
      for (int i = 0; i < store.rows(b); i++) {
        cells[row++] = block[i * columns + column];
      }
    }
    return new TextColumn(cells, words);
  }

  /** Block by block, so that a column of words takes no memory by its rows. */
  @Override
  public List<String> levels(int column, int most) {
    Set<String> levels = new TreeSet<>();
    for (int b = 0; b < store.blockCount(); b++) {
      column(store.block(b), store.rows(b), column).addLevels(levels, most);
      if (levels.size() > most) {
        return List.of();
      }
    }
    return List.copyOf(levels);
  }

  @Override
  public boolean mayBeDistinct(int column) {
    return words(column) <= words.size();
  }

  @Override
  public Dataset dataset(
      Schema schema, int[] features, double @Nullable [] weights, double @Nullable [] labels) {
    recode(schema.features(), features);
    if (store.isInFile()) {
      MappedDataset mapped = store.map(rows()).withColumns(schema, features);
      MappedDataset weighted = weights == null ? mapped : mapped.withWeights(weights);
      return labels == null ? weighted : weighted.withLabels(labels);
    }
    int d = features.length;
    double[] values = new double[Math.multiplyExact((int) rows(), d)];
    int to = 0;
    for (int b = 0; b < store.blockCount(); b++) {
      double[] block = store.block(b);
      for (int i = 0, row = 0; i < store.rows(b); i++, row += columns) {
        for (int feature : features) {
          values[to++] = block[row + feature];
        }
      }
    }
    HeapDataset.Builder builder = HeapDataset.builder(schema, Matrix.wrap((int) rows(), d, values));
    if (weights != null) {
      builder.weights(weights);
    }
    if (labels != null) {
      builder.labels(labels);
    }
    return builder.build();
  }

  /** Puts the indices of levels in the place of words and codes, once for each column. */
  private void recode(List<Column> modelled, int[] features) {
    for (int j = 0; j < features.length; j++) {
      List<String> levels = modelled.get(j).levels();
      if (!levels.isEmpty() && recoded.add(features[j])) {
        recode(features[j], levels);
      }
    }
  }

  private void recode(int column, List<String> levels) {
    for (int b = 0; b < store.blockCount(); b++) {
      double[] block = store.block(b);
      double[] indices = column(block, store.rows(b), column).indices(levels);
      for (int i = 0; i < indices.length; i++) {
        block[i * columns + column] = indices[i];
      }
      try {
        store.replace(b, block);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private TextColumn column(double[] block, int rows, int column) {
    double[] cells = new double[rows];
    for (int i = 0; i < rows; i++) {
      cells[i] = block[i * columns + column];
    }
    return new TextColumn(cells, words);
  }

  @Override
  public void close() throws IOException {
    store.close();
  }

  @Override
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        String.format(
            Locale.ROOT,
            "'%s': %s of %s, delimiter %s, %s header%s",
            source,
            Wording.count(rows(), "row"),
            Wording.count(columns, "column"),
            Wording.delimiter(dialect.delimiter()),
            dialect.header() ? "with a" : "no",
            (mark == ',' ? ", decimal comma" : "")
                + (store.isInFile() ? ", read from a temporary file by blocks" : "")));
    long missing = 0;
    for (int j = 0; j < columns; j++) {
      long observed = profile.numbers(j) + words(j);
      missing += observed == 0 ? 0 : rows() - observed;
    }
    if (missing > 0) {
      notes.add("missing: " + Wording.count(missing, "value") + " (" + spellings(missing) + ")");
    }
    if (blankLines > 0) {
      notes.add(Wording.count(blankLines, "blank line") + " skipped");
    }
    return notes;
  }

  private String spellings(long missing) {
    List<String> seen = new ArrayList<>();
    long spelled = 0;
    for (int t = 0; t < missingTokens.length; t++) {
      spelled += missingTokens[t];
      if (missingTokens[t] > 0) {
        seen.add(Wording.quoted(dialect.missingToken(t)));
      }
    }
    if (missing > spelled) {
      seen.add(0, "empty fields");
    }
    return String.join(", ", seen);
  }
}
