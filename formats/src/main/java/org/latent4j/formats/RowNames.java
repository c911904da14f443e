package org.latent4j.formats;

import java.util.Locale;
import java.util.regex.Pattern;

/** Tells columns that name the rows from columns that measure something. */
final class RowNames {

  /** Fewer rows than this may count themselves by chance. */
  private static final int LEAST_COUNTED = 10;

  private static final Pattern NAME =
      Pattern.compile(
          "id|.*[ ._-]id|.*[a-z]Id|.*[a-z]ID|index|idx|key|row|no|nr|#"
              + "|(row|record|obs|case|sample)[ ._-]?(id|name|names|index|no|nr|number|num)"
              + "|unnamed: ?0");

  private RowNames() {}

  /**
   * Whether a column names the rows: words, all different; whole numbers, all different, under a
   * name that says so; or the first column, if it counts the rows.
   */
  static boolean isOne(Cells cells, int column) {
    long rows = cells.rows();
    if (rows < 2 || rows > Integer.MAX_VALUE - 8) {
      return false;
    }
    Profile profile = cells.profile();
    boolean named = cells.isNamed() && isRowName(cells.names().get(column));
    if (profile.numbers(column) + cells.words(column) < rows) {
      return false;
    }
    if (cells.words(column) > 0) {
      return (named || !cells.isMostlyNumbers(column))
          && cells.mayBeDistinct(column)
          && cells.column(column).isDistinct();
    }
    if (column == 0 && rows >= LEAST_COUNTED && profile.countsRows(column)) {
      return true;
    }
    return named && profile.isWhole(column) && cells.column(column).isDistinct();
  }

  private static boolean isRowName(String name) {
    return NAME.matcher(name).matches() || NAME.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }
}
