package org.latent4j.report.internal.section;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnRole;
import org.latent4j.report.internal.chart.Bars;
import org.latent4j.report.internal.chart.Tile;
import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.page.Numbers;
import org.latent4j.report.internal.study.ColumnFacts;
import org.latent4j.report.internal.study.Pictures;
import org.latent4j.report.internal.study.Study;

/** What the rows are: each column with its range, its histogram and its gaps. */
final class DataTable implements Section {

  private static final int SHOWN = 40;
  private static final int SHOWN_PIXELS = 6;
  private static final int EXAMPLES = 16;
  private static final int NAMES = 8;

  @Override
  public String id() {
    return "data";
  }

  @Override
  public String title(Study study) {
    return "Data";
  }

  @Override
  public boolean appliesTo(Study study) {
    return true;
  }

  @Override
  public void write(Study study, Markup page) {
    int[] chosen = chosen(study);
    Figures.paragraph(page, summary(study));
    notModelled(study, page);
    notes(study, page);
    study.pictures().ifPresent(pictures -> pictures(study, pictures, page));
    table(study, page, study.columns(chosen));
    int d = study.model().schema().featureCount();
    if (chosen.length < d) {
      page.line()
          .element(
              "p",
              "Shown are "
                  + chosen.length
                  + " of "
                  + Numbers.of((long) d)
                  + (study.isComplete()
                      ? " columns, evenly spread."
                      : " columns: those with the most missing values, then the first ones."),
              "class",
              "quiet");
    }
  }

  /** Those with gaps tell most; of columns without, some from all over the table. */
  private static int[] chosen(Study study) {
    int d = study.model().schema().featureCount();
    int most = Math.min(d, study.pictures().isPresent() ? SHOWN_PIXELS : SHOWN);
    if (study.isComplete()) {
      return IntStream.range(0, most).map(i -> (int) ((long) i * d / most)).toArray();
    }
    long[] missing = study.summary().missingCounts();
    return IntStream.range(0, d)
        .boxed()
        .sorted(Comparator.comparingLong((Integer j) -> -missing[j]))
        .limit(most)
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  private static String summary(Study study) {
    long rows = study.summary().rowCount();
    int d = study.model().schema().featureCount();
    long missing = study.summary().missingTotal();
    String what =
        Numbers.counted(rows, "row", "rows")
            + " and "
            + Numbers.counted(d, "modelled column", "modelled columns")
            + (study.input().data().isWeighted()
                ? ", rows counting by weights that add to "
                    + Numbers.of(study.summary().weightTotal())
                : "");
    if (missing == 0) {
      return what + ". No value is missing.";
    }
    return what
        + ". "
        + Numbers.counted(missing, "value is", "values are")
        + " missing ("
        + Numbers.percent(missing / ((double) rows * d))
        + "), in "
        + Numbers.counted(
            Arrays.stream(study.summary().missingCounts()).filter(m -> m > 0).count(),
            "column",
            "columns")
        + " and "
        + Numbers.counted(rows - study.complete().rowCount(), "row", "rows")
        + ".";
  }

  private static void notModelled(Study study, Markup page) {
    List<Column> others =
        study.input().data().schema().columns().stream().filter(c -> !c.isFeature()).toList();
    if (others.isEmpty()) {
      return;
    }
    page.line().open("p").text("Not used in fitting: ");
    for (int i = 0; i < Math.min(NAMES, others.size()); i++) {
      page.text(i == 0 ? "" : ", ").name(others.get(i).name());
      page.text(" (" + role(others.get(i).role()) + ")");
    }
    page.text(
        others.size() > NAMES
            ? " and " + Numbers.counted(others.size() - NAMES, "other column.", "other columns.")
            : ".");
    page.close();
  }

  private static String role(ColumnRole role) {
    return switch (role) {
      case LABEL -> "label";
      case WEIGHT -> "weight of the rows";
      case COMPONENT -> "known components";
      default -> "left out";
    };
  }

  private static void notes(Study study, Markup page) {
    List<String> notes = study.input().notes();
    if (!notes.isEmpty()) {
      page.line().open("ul", "class", "notes");
      for (String note : notes.subList(0, Math.min(SHOWN, notes.size()))) {
        page.element("li", Words.sentence(note));
      }
      page.close();
    }
  }

  private static void pictures(Study study, Pictures pictures, Markup page) {
    page.line().open("div", "class", "sheets");
    double blank = pictures.low();
    double[] mean = pictures.spread(study.summary().means(), blank);
    double[] deviation = pictures.spread(study.summary().standardDeviations(), 0);
    double most = Arrays.stream(deviation).max().orElse(1);
    Figures.tiles(
        page,
        "Mean",
        p -> Tile.picture(p, pictures.shape(), mean, pictures.low(), pictures.high(), "mean"));
    Figures.tiles(
        page,
        "Deviation",
        p -> Tile.picture(p, pictures.shape(), deviation, 0, most, "standard deviation"));
    int count = study.drawn().rows() > 0 ? 0 : Math.min(EXAMPLES, study.shown().rows());
    if (count > 0) {
      examples(study, pictures, page, count);
    }
    page.close();
  }

  /** Some rows, unless the samples stand beside them elsewhere. */
  private static void examples(Study study, Pictures pictures, Markup page, int count) {
    Figures.tiles(
        page,
        "Some rows",
        p -> {
          for (int i = 0; i < count; i++) {
            int row = (int) ((long) i * study.shown().rows() / count);
            double[] values = pictures.spread(study.shown().row(row), pictures.low());
            Tile.picture(
                p,
                pictures.shape(),
                values,
                pictures.low(),
                pictures.high(),
                "row " + study.shownNumber(row));
          }
        });
  }

  private static void table(Study study, Markup page, List<ColumnFacts> facts) {
    boolean gaps = !study.isComplete();
    List<String> heads =
        Stream.of("column", "#least", "#mean", "#greatest", "#deviation", "distribution")
            .collect(Collectors.toList());
    if (gaps) {
      heads.addAll(List.of("#missing", "where in the file"));
    }
    Tables.open(
        page,
        study.isComplete()
            ? "In the units of the columns. Deviation is the standard deviation."
            : "In the units of the columns. Where in the file: from the first row to the last, the"
                + " darker the more values are missing.",
        heads.toArray(String[]::new));
    for (ColumnFacts fact : facts) {
      page.line().open("tr");
      Tables.head(page, fact.column().name());
      number(page, fact, fact.minimum());
      Tables.number(page, Numbers.like(fact.mean(), fact.deviation()));
      number(page, fact, fact.maximum());
      Tables.number(page, Numbers.like(fact.deviation(), fact.deviation()));
      page.open("td");
      Bars.small(page, fact.histogram().edges(), fact.histogram().densities());
      page.close();
      if (gaps) {
        gaps(study, page, fact);
      }
      page.close();
    }
    Tables.close(page);
  }

  private static void number(Markup page, ColumnFacts fact, double value) {
    Tables.number(
        page,
        Double.isInfinite(value)
            ? Numbers.NONE
            : Words.value(fact.column(), value, fact.deviation()));
  }

  private static void gaps(Study study, Markup page, ColumnFacts fact) {
    double share = (double) fact.missing() / study.summary().rowCount();
    Tables.number(
        page,
        fact.missing() == 0
            ? "0"
            : Numbers.of(fact.missing()) + " (" + Numbers.percent(share) + ")");
    page.open("td");
    Bars.strip(page, fact.gaps());
    page.close();
  }
}
