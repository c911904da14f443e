package org.latent4j.report.internal.section;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.latent4j.report.SyntheticReport;
import org.latent4j.report.internal.chart.Checkerboard;
import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.page.Numbers;
import org.latent4j.task.PairFidelity;

/** How the columns of a synthetic table go together, beside the real ones. */
final class SyntheticPairs {

  private static final int MOST_NAMES = 24;
  private static final int MOST_TOLD = 12;

  private SyntheticPairs() {}

  static void write(SyntheticReport.Input input, Markup page) {
    List<PairFidelity> pairs = input.quality().fidelity().pairs();
    Set<String> all = new LinkedHashSet<>();
    for (PairFidelity pair : pairs) {
      all.add(pair.first());
      all.add(pair.second());
    }
    List<String> names = all.stream().limit(MOST_NAMES).toList();
    if (names.size() > 2) {
      board(pairs, names, all.size(), page);
    }
    table(pairs, page);
  }

  private static void board(
      List<PairFidelity> pairs, List<String> names, int columns, Markup page) {
    double[][] values = new double[names.size()][names.size()];
    for (double[] row : values) {
      Arrays.fill(row, Double.NaN);
    }
    for (PairFidelity pair : pairs) {
      int a = names.indexOf(pair.first());
      int b = names.indexOf(pair.second());
      if (a >= 0 && b >= 0) {
        values[b][a] = pair.real();
        values[a][b] = pair.synthetic();
      }
    }
    Figures.figure(
        page,
        "Below the diagonal how real columns go together, above it how synthetic ones do: a good"
            + " table is its own mirror image. Blue is a positive dependence, orange a negative one,"
            + " the stronger the darker."
            + (columns > names.size()
                ? " The first " + names.size() + " of " + columns + " columns are shown."
                : ""),
        figure ->
            Checkerboard.draw(
                figure,
                "Dependence of pairs of columns",
                "Real below the diagonal, synthetic above; the table tells those that differ most.",
                names,
                values));
  }

  private static void table(List<PairFidelity> pairs, Markup page) {
    List<PairFidelity> worst = new ArrayList<>(pairs);
    worst.sort(Comparator.comparingDouble(SyntheticPairs::excess).reversed());
    Tables.open(
        page,
        "The pairs that differ most of "
            + Numbers.of((long) pairs.size())
            + ". Distance: half the differences of shares in the table of both columns, numbers cut"
            + " into fifths; chance passes the number beside it about once in 20 times. Dependence:"
            + " Spearman's correlation of numbers, Cramér's V of words, the correlation ratio of a"
            + " number and words.",
        "column",
        "column",
        "#distance",
        "#by chance",
        "#dependence, real",
        "#synthetic");
    for (PairFidelity pair : worst.subList(0, Math.min(MOST_TOLD, worst.size()))) {
      page.line().open("tr");
      Tables.head(page, pair.first());
      Tables.head(page, pair.second());
      Tables.number(page, Numbers.percent(pair.distance()));
      Tables.number(page, Numbers.percent(pair.chance()));
      Tables.number(page, Numbers.fixed(pair.real(), 2));
      Tables.number(page, Numbers.fixed(pair.synthetic(), 2));
      page.close();
    }
    Tables.close(page);
  }

  private static double excess(PairFidelity pair) {
    return Double.isNaN(pair.distance()) ? -1 : pair.distance() - pair.chance();
  }
}
