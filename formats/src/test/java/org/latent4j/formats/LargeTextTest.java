package org.latent4j.formats;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of several pieces, against a plain reading with the CSV library. */
class LargeTextTest {

  private static final String[] WORDS = {
    "plain", "with, comma", "with \"quotes\"", "with\nline end", "5\" disk", "\"", "\n", "ü"
  };

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void agreesWithAPlainReading(long seed) throws IOException {
    String text = table(new Random(seed), 60_000);
    Table table = TestInput.read(text, TestInput.DEFAULTS.withLabel("word"));
    double[] labels = table.data().labels().orElseThrow();

    int row = -1;
    for (CsvRecord expected : CsvReader.builder().ofCsvRecord(text)) {
      if (row >= 0) {
        double[] read = table.data().rows(row, 1).toArray();
        String word = expected.getField(1).strip();
        assertThat(read[0]).isEqualTo(Double.parseDouble(expected.getField(0)));
        assertThat(Double.compare(read[1], number(expected.getField(2)))).isZero();
        if (word.isEmpty()) {
          assertThat(labels[row]).isNaN();
        } else {
          assertThat(TestInput.column(table, "word").levels().get((int) labels[row]))
              .isEqualTo(word);
        }
      }
      row++;
    }
    assertThat(table.data().rowCount()).isEqualTo(row);
  }

  private static double number(String field) {
    return field.equals("NA") ? Double.NaN : Double.parseDouble(field);
  }

  /** Some stretches without any quote and some full of them, so that both ways of reading meet. */
  private static String table(Random random, int rows) {
    StringBuilder text = new StringBuilder("x,word,\"y\"\n");
    boolean quoted = true;
    for (int i = 0; i < rows; i++) {
      quoted = random.nextInt(4000) == 0 ? !quoted : quoted;
      String word = WORDS[quoted ? random.nextInt(WORDS.length) : 0];
      text.append(random.nextGaussian()).append(',');
      boolean bare = word.equals("plain") || word.equals("5\" disk") || word.equals("ü");
      text.append(bare ? word : '"' + word.replace("\"", "\"\"") + '"').append(',');
      String y = random.nextInt(9) == 0 ? "NA" : Integer.toString(random.nextInt());
      text.append(quoted && random.nextBoolean() ? '"' + y + '"' : y).append('\n');
    }
    return text.toString();
  }
}
