package org.latent4j.cli;

import java.util.List;
import java.util.Locale;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.formats.Table;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Settings;

/**
 * What a fit is going to need of the heap, told before it begins: the rows, unless they stay in a
 * file, and what it works with.
 *
 * @param rowBytes rows with weights, labels and names, 0 for what stays in a file
 * @param workBytes statistics, copies of rows, and what any fit takes
 * @param inFile whether the rows stay in a file
 */
record MemoryNeed(double rowBytes, double workBytes, boolean inFile) {

  /** What any fit takes: classes, blocks of rows being scored, parts of the rows for starts. */
  private static final double ANY_FIT = 32 << 20;

  /** Smaller needs are not worth a sentence. */
  private static final double NOTABLE = 100e6;

  private static final double MEBI = 1 << 20;

  /**
   * Adds up the need of the most demanding of some families.
   *
   * @param settings of a named model, or none for a search with defaults
   */
  static MemoryNeed of(Table table, List<ModelFamily> families, Settings settings, int threads) {
    Dataset data = table.data();
    double rows = data.rowCount();
    boolean inFile = !(data instanceof HeapDataset);
    double perRow =
        (inFile ? 0 : data.featureCount())
            + (data.isWeighted() ? 1 : 0)
            + (data.labels().isPresent() ? 1 : 0)
            + (table.ids().isPresent() ? 1 : 0);
    double work = 0;
    for (ModelFamily family : families) {
      Settings own = families.size() == 1 ? settings : Settings.of(family.settings());
      work =
          Math.max(work, family.workingBytes(data.rowCount(), data.featureCount(), own, threads));
    }
    return new MemoryNeed(rows * perRow * Double.BYTES, work + ANY_FIT, inFile);
  }

  /** All of it. */
  long bytes() {
    return (long) (rowBytes + workBytes);
  }

  boolean isNotable() {
    return inFile || bytes() >= NOTABLE;
  }

  /** What is told. */
  String sentence() {
    return String.format(
        Locale.ROOT,
        "memory: about %,.0f MiB of heap (%s, work %,.0f MiB), of %,.0f MiB allowed",
        bytes() / MEBI,
        inFile
            ? "rows stay in the file"
            : String.format(Locale.ROOT, "rows %,.0f MiB", rowBytes / MEBI),
        workBytes / MEBI,
        Runtime.getRuntime().maxMemory() / MEBI);
  }

  /**
   * Refuses what cannot fit.
   *
   * @param limit bytes of heap that the program may use
   * @throws CommandException if the need is greater
   */
  void requireWithin(long limit) {
    if (!(bytes() <= limit)) {
      throw new CommandException(
          ExitCode.LIMIT,
          String.format(
              Locale.ROOT,
              "the fit needs about %,.0f MiB of heap, the limit is %,.0f MiB; raise it with"
                  + " LATENT_JVM=-Xmx%.0fm, or leave out columns or components",
              bytes() / MEBI,
              limit / MEBI,
              Math.ceil(1.25 * bytes() / MEBI)));
    }
  }
}
