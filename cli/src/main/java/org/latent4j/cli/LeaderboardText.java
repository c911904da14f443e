package org.latent4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.latent4j.select.Criterion;
import org.latent4j.select.Leaderboard;

/**
 * A leaderboard as a table for people.
 *
 * @param board what a search tried
 */
record LeaderboardText(Leaderboard board) {

  private static final int MOST_ROWS = 12;

  @Override
  public String toString() {
    boolean heldOut = board.criterion() == Criterion.HELD_OUT;
    TextTable table =
        heldOut
            ? TextTable.of(
                ">#",
                "model",
                "size",
                "columns",
                ">held-out log p",
                ">± s.e.",
                ">BIC",
                ">ICL",
                ">parameters",
                ">seconds")
            : TextTable.of(
                ">#",
                "model",
                "size",
                ">BIC",
                ">ICL",
                ">AIC",
                ">parameters",
                ">held-out log p",
                ">± s.e.",
                ">seconds");
    List<Leaderboard.Entry> entries = board.entries();
    for (int i = 0; i < Math.min(entries.size(), MOST_ROWS); i++) {
      table.row((heldOut ? byHeldOut(i) : byCriterion(i)).toArray(String[]::new));
    }
    StringBuilder text = new StringBuilder().append(table);
    if (entries.size() > MOST_ROWS) {
      text.append(
          String.format(
              Locale.ROOT,
              "  … and %d more, in the report (--report) or with --json%n",
              entries.size() - MOST_ROWS));
    }
    if (!entries.isEmpty() && !entries.get(0).note().isEmpty()) {
      text.append("  1 was ").append(Text.printable(entries.get(0).note())).append('\n');
    }
    return text.append(judged()).append("\n\n").toString();
  }

  private List<String> byHeldOut(int index) {
    Leaderboard.Entry e = board.entries().get(index);
    List<String> cells = named(index);
    cells.add(e.standardised() ? "standardised" : "as they are");
    cells.add(Text.fixed(e.heldOutMeanLogLikelihood(), 3));
    cells.add(Text.fixed(e.standardError(), 3));
    cells.add(Text.fixed(e.criteria().bic(), 1));
    cells.add(Text.fixed(e.criteria().icl(), 1));
    cells.add(parameters(e));
    cells.add(Text.fixed(e.seconds(), 2));
    return cells;
  }

  private List<String> byCriterion(int index) {
    Leaderboard.Entry e = board.entries().get(index);
    List<String> cells = named(index);
    cells.add(Text.fixed(e.criteria().bic(), 1));
    cells.add(Text.fixed(e.criteria().icl(), 1));
    cells.add(Text.fixed(e.criteria().aic(), 1));
    cells.add(parameters(e));
    cells.add(Text.fixed(e.heldOutMeanLogLikelihood(), 3));
    cells.add(Text.fixed(e.standardError(), 3));
    cells.add(Text.fixed(e.seconds(), 2));
    return cells;
  }

  private List<String> named(int index) {
    Leaderboard.Entry e = board.entries().get(index);
    return new ArrayList<>(List.of(Integer.toString(index + 1), e.family(), e.label()));
  }

  private static String parameters(Leaderboard.Entry e) {
    return e.parameterCount() > 0 ? Long.toString(e.parameterCount()) : "";
  }

  private String judged() {
    if (board.criterion() != Criterion.HELD_OUT) {
      return String.format(
          Locale.ROOT,
          "  chosen by the least %s on all %s; log p(x) per row in nats decided nothing",
          board.criterion().title(),
          Text.count(board.trainingRows(), "row"));
    }
    return board.folds() > 1
        ? String.format(
            Locale.ROOT,
            "  log p(x) per row in nats, each row held out once in %d folds",
            board.folds())
        : String.format(
            Locale.ROOT,
            "  log p(x) per row in nats, on %s that were held out of %,d",
            Text.count(board.heldOutRows(), "row"),
            board.trainingRows() + board.heldOutRows());
  }
}
