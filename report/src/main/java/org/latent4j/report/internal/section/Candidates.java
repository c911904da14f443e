package org.latent4j.report.internal.section;

import java.util.Arrays;
import java.util.List;
import org.latent4j.report.internal.chart.Whisker;
import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.page.Numbers;
import org.latent4j.report.internal.study.Study;
import org.latent4j.select.Criterion;
import org.latent4j.select.Leaderboard;

/** What a search tried: the leaderboard. */
final class Candidates implements Section {

  private static final int SHOWN = 12;
  private static final int MOST = 200;

  @Override
  public String id() {
    return "candidates";
  }

  @Override
  public String title(Study study) {
    return "Models tried";
  }

  @Override
  public boolean appliesTo(Study study) {
    return study.input().leaderboard().filter(b -> !b.entries().isEmpty()).isPresent();
  }

  @Override
  public void write(Study study, Markup page) {
    Leaderboard board = study.input().leaderboard().orElseThrow();
    List<Leaderboard.Entry> entries = board.entries();
    Figures.paragraph(page, judged(board));
    Whisker scale = scale(entries);
    int first = Math.min(SHOWN, entries.size());
    table(
        page,
        entries.subList(0, first),
        0,
        scale,
        byHeldOut(board)
            ? "The chosen one first, then the best: log density of held-out rows ± one standard"
                + " error"
            : "The least " + board.criterion().title() + " first");
    if (entries.size() > first) {
      int last = Math.min(MOST, entries.size());
      page.line().open("details");
      page.element(
          "summary",
          Numbers.counted(entries.size() - (long) first, "further model", "further models"));
      table(
          page,
          entries.subList(first, last),
          first,
          scale,
          "In the same units and on the same scale");
      page.close();
    }
    page.line()
        .element(
            "p",
            byHeldOut(board)
                ? "Farther right is better; the line shows the first model's place, the whisker one"
                    + " standard error to either side. BIC stands beside it for comparison and"
                    + " decided nothing."
                : "The log density of held-out rows, known of the chosen one only, decided"
                    + " nothing.",
            "class",
            "quiet");
  }

  private static boolean byHeldOut(Leaderboard board) {
    return board.criterion() == Criterion.HELD_OUT;
  }

  private static String judged(Leaderboard board) {
    if (!byHeldOut(board)) {
      return "Each was fitted to all "
          + Numbers.of(board.trainingRows())
          + " rows and judged by its "
          + board.criterion().title()
          + ": lower is better, and what a model gains in log likelihood must outweigh the"
          + " parameters it takes.";
    }
    String rows =
        Numbers.of(board.heldOutRows())
            + (board.folds() > 1
                ? " rows in each of " + board.folds() + " folds"
                : " held-out rows")
            + " after fitting to "
            + Numbers.of(board.trainingRows());
    return "Each was judged by its log density of "
        + rows
        + ", in nats per row: a model that is ahead by 0.1 gives them 10\u202F% more probability"
        + " each.";
  }

  /** From the best down to those not far behind the middle; the rest are arrows at the end. */
  private static Whisker scale(List<Leaderboard.Entry> entries) {
    double[] means =
        entries.stream()
            .mapToDouble(Leaderboard.Entry::heldOutMeanLogLikelihood)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    if (means.length == 0) {
      return new Whisker(0, 1, 1);
    }
    double best = entries.get(0).heldOutMeanLogLikelihood();
    double greatest = means[means.length - 1];
    double error =
        entries.stream()
            .limit(SHOWN)
            .mapToDouble(Leaderboard.Entry::standardError)
            .filter(Double::isFinite)
            .max()
            .orElse(0);
    double[] shown = Arrays.copyOfRange(means, Math.max(0, means.length - SHOWN), means.length);
    double middle = shown[shown.length / 2];
    double low = Math.max(shown[0], greatest - 4 * (greatest - middle)) - error;
    double room = Math.max(1e-9 * Math.max(1, Math.abs(greatest)), 0.1 * (greatest - low));
    return new Whisker(low - room, greatest + error + room / 2, Double.isFinite(best) ? best : low);
  }

  private static void table(
      Markup page, List<Leaderboard.Entry> entries, int offset, Whisker scale, String caption) {
    Tables.open(
        page,
        caption,
        "#",
        "model",
        "#log density",
        "held out",
        "#BIC",
        "#ICL",
        "#parameters",
        "#time",
        "remark");
    for (int i = 0; i < entries.size(); i++) {
      row(page, entries.get(i), offset + i, scale);
    }
    Tables.close(page);
  }

  private static void row(Markup page, Leaderboard.Entry entry, int rank, Whisker scale) {
    boolean fitted = entry.outcome() == Leaderboard.Outcome.FITTED;
    boolean known = Double.isFinite(entry.heldOutMeanLogLikelihood());
    String style = !fitted ? "faded" : rank == 0 ? "winner" : "fitted";
    page.line().open("tr", "class", style);
    Tables.number(page, fitted ? Integer.toString(rank + 1) : Numbers.NONE);
    page.open("th", "scope", "row").text(Words.family(entry.family()));
    page.element("span", entry.label(), "class", "label").close();
    Tables.number(
        page,
        known
            ? Numbers.withError(entry.heldOutMeanLogLikelihood(), entry.standardError())
            : Numbers.NONE);
    page.open("td");
    if (known) {
      scale.draw(page, entry.heldOutMeanLogLikelihood(), entry.standardError(), style);
    }
    page.close();
    Tables.number(page, rounded(entry.criteria().bic()));
    Tables.number(page, rounded(entry.criteria().icl()));
    Tables.number(
        page, entry.parameterCount() > 0 ? Numbers.of(entry.parameterCount()) : Numbers.NONE);
    Tables.number(page, Numbers.seconds(entry.seconds()));
    page.element("td", remark(entry), "class", "remark").close();
  }

  private static String rounded(double value) {
    return Double.isFinite(value) ? Numbers.fixed(value, 0) : Numbers.NONE;
  }

  private static String remark(Leaderboard.Entry entry) {
    String outcome =
        switch (entry.outcome()) {
          case FITTED -> "";
          case ABANDONED -> "left";
          case FAILED -> "failed";
        };
    String scaled = entry.standardised() ? "standardised columns" : "";
    String note = entry.note().isEmpty() ? outcome : entry.note();
    return scaled.isEmpty() || note.isEmpty() ? scaled + note : scaled + "; " + note;
  }
}
