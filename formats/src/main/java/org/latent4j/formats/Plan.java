package org.latent4j.formats;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.ImageShape;
import org.latent4j.data.Schema;

/**
 * Which columns of a file become what.
 *
 * @param columns of the table
 * @param sources for each of them its position in the file, or -1 if it is only named
 * @param image what the rows are images of
 * @param mayBeConstant positions in the file of features that stay even if they do not vary
 * @param notes why, one sentence each
 */
record Plan(
    List<Column> columns,
    List<Integer> sources,
    Optional<ImageShape> image,
    Set<Integer> mayBeConstant,
    List<String> notes) {

  Schema schema() {
    return new Schema(columns, image);
  }

  /** Positions of the features in the file. */
  int[] features() {
    return IntStream.range(0, columns.size())
        .filter(c -> columns.get(c).isFeature())
        .map(sources::get)
        .toArray();
  }

  /** The first column in a role, as an index of {@link #columns}. */
  Optional<Integer> first(ColumnRole role) {
    for (int c = 0; c < columns.size(); c++) {
      if (columns.get(c).role() == role) {
        return Optional.of(c);
      }
    }
    return Optional.empty();
  }
}
