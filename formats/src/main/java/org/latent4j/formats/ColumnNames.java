package org.latent4j.formats;

import java.util.List;
import org.latent4j.data.DataFormatException;

/** Finds the columns that options name. */
final class ColumnNames {

  private ColumnNames() {}

  /**
   * The column of a name, or at a position from 1 when no column is called so.
   *
   * @throws DataFormatException if there is none; the text names those there are
   */
  static int find(String source, List<String> names, String name) throws DataFormatException {
    int index = names.indexOf(name);
    if (index >= 0) {
      return index;
    }
    if (name.matches("[1-9][0-9]{0,8}") && Integer.parseInt(name) <= names.size()) {
      return Integer.parseInt(name) - 1;
    }
    throw new DataFormatException(
        "'"
            + source
            + "' has no column "
            + Wording.quoted(name)
            + "; its columns are "
            + Wording.names(names));
  }
}
