package org.latent4j.report.internal.section;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.latent4j.data.Column;
import org.latent4j.data.Dataset;
import org.latent4j.data.Splits;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.report.SyntheticReport;
import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.page.Numbers;
import org.latent4j.report.internal.study.Histogram;
import org.latent4j.task.ColumnFidelity;

/** Each column of a synthetic table beside the real one. */
final class SyntheticColumns {

  private static final int MOST_DRAWN = 12;
  private static final int MOST_TOLD = 60;
  private static final int MOST_WORDS = 6;
  private static final int MOST_ROWS = 20_000;

  private SyntheticColumns() {}

  static void write(SyntheticReport.Input input, Markup page) {
    List<ColumnFidelity> found = input.quality().fidelity().columns();
    int[] worst =
        IntStream.range(0, found.size())
            .boxed()
            .sorted(Comparator.comparingDouble((Integer j) -> -excess(found.get(j))))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] drawn = Arrays.stream(worst).limit(MOST_DRAWN).sorted().toArray();
    Matrix real = rows(input.real());
    Matrix synthetic = rows(input.synthetic());
    List<Column> columns = input.model().schema().features();
    Figures.figure(
        page,
        "Bars are real rows, the outline is synthetic ones."
            + (found.size() > MOST_DRAWN
                ? " The "
                    + MOST_DRAWN
                    + " of "
                    + found.size()
                    + " columns that differ most are shown."
                : ""),
        figure -> {
          figure.open("div", "class", "multiples");
          for (int j : drawn) {
            String below = "distance " + Numbers.percent(found.get(j).distance());
            draw(figure, columns.get(j), real.column(j), synthetic.column(j), below);
          }
          figure.close();
        });
    table(found, worst, page);
  }

  private static double excess(ColumnFidelity found) {
    return Double.isNaN(found.distance()) ? 1 : found.distance() - found.chance();
  }

  private static Matrix rows(Dataset data) {
    return Splits.subsample(data, MOST_ROWS, new SeededRandom(0)).toMatrix();
  }

  private static void draw(
      Markup page, Column column, double[] real, double[] synthetic, String below) {
    if (!column.levels().isEmpty()) {
      words(page, column, real, synthetic, below);
      return;
    }
    double[] sorted = Arrays.stream(real).filter(v -> !Double.isNaN(v)).sorted().toArray();
    if (sorted.length == 0) {
      return;
    }
    // the outermost two in a thousand would squeeze all others together
    int cut = sorted.length / 1000;
    double low = sorted[cut];
    double high = sorted[sorted.length - 1 - cut];
    Histogram own = Histogram.over(low, high, sorted.length, column.resolution());
    Histogram other = own.empty();
    own.addAll(real);
    other.addAll(synthetic);
    Overlay.write(page, column.name(), own, other, below);
  }

  private static void words(
      Markup page, Column column, double[] real, double[] synthetic, String below) {
    double[] own = shares(real, column.levels().size());
    double[] other = shares(synthetic, column.levels().size());
    int[] order =
        IntStream.range(0, own.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer l) -> -own[l]))
            .mapToInt(Integer::intValue)
            .toArray();
    boolean rest = order.length > MOST_WORDS;
    int shown = rest ? MOST_WORDS - 1 : order.length;
    List<String> words = new ArrayList<>();
    double[] first = new double[rest ? MOST_WORDS : shown];
    double[] second = new double[first.length];
    for (int w = 0; w < order.length; w++) {
      int place = Math.min(w, first.length - 1);
      first[place] += own[order[w]];
      second[place] += other[order[w]];
      if (w < shown) {
        words.add(column.levels().get(order[w]));
      }
    }
    if (rest) {
      words.add("others");
    }
    Overlay.words(page, column.name(), words, first, second, below);
  }

  private static double[] shares(double[] values, int levels) {
    double[] shares = new double[levels];
    long present = Arrays.stream(values).filter(v -> !Double.isNaN(v)).count();
    for (double value : values) {
      if (!Double.isNaN(value)) {
        shares[(int) value] += 1.0 / present;
      }
    }
    return shares;
  }

  private static void table(List<ColumnFidelity> found, int[] worst, Markup page) {
    boolean gaps = found.stream().anyMatch(c -> c.realMissing() + c.syntheticMissing() > 0);
    List<String> heads =
        new ArrayList<>(
            List.of(
                "column",
                "#distance",
                "#by chance",
                "#moved by",
                "#1 %",
                "#median",
                "#99 %",
                "#outside"));
    if (gaps) {
      heads.add("#missing");
    }
    Tables.open(
        page,
        "Distance: of numbers the greatest gap between shares up to any value, of words half the"
            + " differences of their shares; chance passes the number beside it once in 20 times."
            + " Moved by: how far numbers must go on average to match, in standard deviations."
            + " Quantiles are real → synthetic. Outside: synthetic numbers beyond all real ones;"
            + " of words, those of the real rows that no synthetic row has."
            + (gaps ? " Missing: shares, real → synthetic." : ""),
        heads.toArray(String[]::new));
    for (int place : Arrays.stream(worst).limit(MOST_TOLD).toArray()) {
      row(found.get(place), gaps, page);
    }
    Tables.close(page);
    if (found.size() > MOST_TOLD) {
      Figures.paragraph(
          page, "Told are the " + MOST_TOLD + " of " + found.size() + " that differ most.");
    }
  }

  private static void row(ColumnFidelity column, boolean gaps, Markup page) {
    page.line().open("tr");
    Tables.head(page, column.name());
    Tables.number(page, Numbers.percent(column.distance()));
    Tables.number(page, Numbers.percent(column.chance()));
    Tables.number(page, Numbers.fixed(column.wasserstein(), 2));
    for (int q : new int[] {0, 2, 4}) {
      Tables.number(page, quantiles(column, q));
    }
    Tables.number(page, Numbers.percent(column.outside()));
    if (gaps) {
      Tables.number(
          page,
          Numbers.percent(column.realMissing())
              + " → "
              + Numbers.percent(column.syntheticMissing()));
    }
    page.close();
  }

  private static String quantiles(ColumnFidelity column, int place) {
    if (column.real().isEmpty()) {
      return Numbers.NONE;
    }
    double spread = column.real().get(4) - column.real().get(0);
    return Numbers.like(column.real().get(place), spread)
        + " → "
        + Numbers.like(column.synthetic().get(place), spread);
  }
}
