package org.latent4j.formats;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;

/**
 * Which columns hold words, or numbers that stand for words, where a model can take them.
 *
 * <p>A column of words has at most 100 levels, and at least 5 rows for each on average; others tell
 * rows apart rather than kinds of rows and are left out. Whole numbers are codes if there are at
 * most 20 of them, at least 10 rows for each on average, and they do not count. They count if they
 * begin at 0 and are spread no less than a Poisson of their mean would be, within three standard
 * errors.
 */
final class DiscreteColumns {

  private static final int MOST_LEVELS = 100;
  private static final int MOST_KEPT_LEVELS = 1000;
  private static final int ROWS_PER_LEVEL = 5;
  private static final int MOST_CODES = 20;
  private static final int ROWS_PER_CODE = 10;

  private final Cells cells;
  private final Profile profile;
  private final Set<Integer> kept;
  private final Set<Integer> numbers;
  private final boolean modelled;
  private final List<String> worded = new ArrayList<>();
  private final List<String> coded = new ArrayList<>();
  private final List<String> constant = new ArrayList<>();
  private final List<String> tooMany = new ArrayList<>();

  /**
   * Looks at the columns.
   *
   * @param others columns that are not modelled
   * @param kept columns that are modelled in any case
   * @param numbers columns that are no codes
   */
  DiscreteColumns(
      Cells cells,
      ModelledColumns choice,
      Set<Integer> others,
      Set<Integer> kept,
      Set<Integer> numbers) {
    this.cells = cells;
    this.kept = kept;
    this.numbers = numbers;
    profile = cells.profile();
    modelled =
        switch (choice) {
          case NUMBERS -> false;
          case ALL -> true;
          case ALL_IF_DISCRETE -> anyDiscrete(others);
        };
  }

  private boolean anyDiscrete(Set<Integer> others) {
    for (int j = 0; j < cells.columns(); j++) {
      if (!others.contains(j) && (isBinary(j) || hasKinds(j))) {
        return true;
      }
    }
    return false;
  }

  private boolean isBinary(int j) {
    return cells.words(j) == 0
        && profile.numbers(j) > 0
        && profile.isWhole(j)
        && profile.minimum(j) == 0
        && profile.maximum(j) == 1;
  }

  /** Whether a column of words tells kinds of rows. */
  private boolean hasKinds(int j) {
    return cells.words(j) > 0
        && !cells.isMostlyNumbers(j)
        && !RowNames.isOne(cells, j)
        && cells.levels(j, mostLevels(j)).size() > 1;
  }

  private int mostLevels(int j) {
    if (kept.contains(j)) {
      return MOST_KEPT_LEVELS;
    }
    long observed = profile.numbers(j) + cells.words(j);
    return (int) Math.max(2, Math.min(MOST_LEVELS, observed / ROWS_PER_LEVEL));
  }

  /** Whether words are modelled. */
  boolean areModelled() {
    return modelled;
  }

  /** A column of words: a feature, unless it is constant or has too many levels. */
  Column words(int j) {
    List<String> levels = cells.levels(j, mostLevels(j));
    String name = Wording.quoted(cells.names().get(j));
    ColumnRole role = ColumnRole.FEATURE;
    if (levels.isEmpty()) {
      tooMany.add(name);
      role = ColumnRole.IGNORED;
    } else if (levels.size() == 1 && cells.rows() > 1 && !kept.contains(j)) {
      constant.add(name);
      role = ColumnRole.IGNORED;
    } else {
      worded.add(name + " (" + Wording.count(levels.size(), "level") + ")");
    }
    ColumnKind kind = levels.size() == 2 ? ColumnKind.BINARY : ColumnKind.CATEGORICAL;
    return new Column(cells.names().get(j), kind, role, levels, 0);
  }

  /** A column of whole numbers that are codes, if they are modelled as such. */
  Optional<Column> codes(int j) {
    boolean candidate =
        modelled
            && cells.canBeRecoded()
            && !numbers.contains(j)
            && profile.isWhole(j)
            && profile.numbers(j) > 0
            && !profile.isConstant(j)
            && !isBinary(j);
    if (!candidate) {
      return Optional.empty();
    }
    int most = (int) Math.min(MOST_CODES, profile.numbers(j) / ROWS_PER_CODE);
    List<String> levels = most < 2 ? List.of() : cells.numberLevels(j, most);
    if (levels.isEmpty() || counts(j)) {
      return Optional.empty();
    }
    coded.add(
        Wording.quoted(cells.names().get(j)) + " (" + Wording.count(levels.size(), "value") + ")");
    ColumnKind kind = levels.size() == 2 ? ColumnKind.BINARY : ColumnKind.CATEGORICAL;
    return Optional.of(new Column(cells.names().get(j), kind, ColumnRole.FEATURE, levels, 0));
  }

  private boolean counts(int j) {
    if (profile.minimum(j) != 0) {
      return false;
    }
    double n = profile.numbers(j);
    double mean = profile.sum(j) / n;
    double variance = profile.sumOfSquares(j) / n - mean * mean;
    return variance / mean >= 1 - 3 * Math.sqrt(2 / n);
  }

  /** What was decided, one sentence each. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (!worded.isEmpty()) {
      notes.add("words: " + listed(worded));
    }
    if (!coded.isEmpty()) {
      notes.add(
          "whole numbers taken for codes: "
              + listed(coded)
              + "; --number COLUMN says that one counts or measures");
    }
    if (!constant.isEmpty()) {
      notes.add(
          "left out: " + listed(constant) + (constant.size() == 1 ? " is" : " are") + " constant");
    }
    if (!tooMany.isEmpty()) {
      notes.add(
          String.format(
              Locale.ROOT,
              "left out: %s %s too many levels to model (more than %d, or fewer than %d rows for"
                  + " each); join rare ones, or keep it by name",
              listed(tooMany),
              tooMany.size() == 1 ? "has" : "have",
              MOST_LEVELS,
              ROWS_PER_LEVEL));
    }
    return notes;
  }

  private static String listed(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(names.size(), 12)))
        + (names.size() > 12 ? ", … (" + names.size() + " in all)" : "");
  }
}
