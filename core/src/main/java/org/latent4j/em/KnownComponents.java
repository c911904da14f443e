package org.latent4j.em;

import java.util.List;
import java.util.Locale;
import org.latent4j.data.Dataset;

/** What a mixture asks and tells of rows whose component is known. */
public final class KnownComponents {

  private static final int BLOCK_ROWS = 4096;

  private KnownComponents() {}

  /**
   * Checks that a mixture has the known components.
   *
   * @param data rows
   * @param components k
   * @throws IllegalArgumentException if a row is known to come from a component beyond k
   */
  public static void require(Dataset data, int components) {
    int most = visit(data).most() + 1;
    if (most > components) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "k must be at least the number of known components (%d), got %d",
              most,
              components));
    }
  }

  /**
   * Tells of them.
   *
   * @param data rows
   * @return one sentence, or none without known components
   */
  public static List<String> notes(Dataset data) {
    return data.hasKnownComponents()
        ? List.of(
            String.format(
                Locale.ROOT,
                "the component of %d of %d rows was known; the log likelihood is that of rows and"
                    + " known components",
                visit(data).rows(),
                data.rowCount()))
        : List.of();
  }

  private record Seen(int most, long rows) {}

  private static Seen visit(Dataset data) {
    int most = -1;
    long rows = 0;
    int[] block = new int[BLOCK_ROWS];
    for (long from = 0; from < data.rowCount() && data.hasKnownComponents(); from += BLOCK_ROWS) {
      int count = (int) Math.min(BLOCK_ROWS, data.rowCount() - from);
      data.readKnownComponents(from, count, block);
      for (int i = 0; i < count; i++) {
        most = Math.max(most, block[i]);
        rows += block[i] >= 0 ? 1 : 0;
      }
    }
    return new Seen(most, rows);
  }
}
