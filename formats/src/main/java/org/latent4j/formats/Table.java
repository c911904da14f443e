package org.latent4j.formats;

import java.util.List;
import java.util.Optional;
import org.latent4j.data.Dataset;

/**
 * A file that was read.
 *
 * @param source what messages call the file
 * @param data its rows, with a schema of all columns, modelled or not
 * @param notes what was guessed, and what was left out and why; one sentence each, without a full
 *     stop
 * @param rowsDropped how many rows were left out because a value is missing
 * @param ids what names each row of {@code data}: the text of its id column or, where rows were
 *     dropped, its number in the file from 1; nothing if there is neither
 * @param whole all columns of the file, where they were asked for and the file is a text
 */
public record Table(
    String source,
    Dataset data,
    List<String> notes,
    long rowsDropped,
    Optional<List<String>> ids,
    Optional<WholeTable> whole) {

  /** Copies the notes. */
  public Table {
    notes = List.copyOf(notes);
  }
}
