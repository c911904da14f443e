package org.latent4j.report.internal.study;

import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;

/** Visits the rows of a data set a block at a time, so that no more than a block is held. */
final class Blocks {

  private static final int VALUES = 1 << 16;

  private Blocks() {}

  /** Looks at one block. */
  @FunctionalInterface
  interface Visitor {

    /**
     * Looks at consecutive rows.
     *
     * @param firstRow index of the first of them
     * @param rows the block, n×d
     */
    void visit(long firstRow, Matrix rows);
  }

  /** Visits all rows in their order. */
  static void forEach(Dataset data, Visitor visitor) {
    int most = Math.max(1, VALUES / Math.max(1, data.featureCount()));
    for (long row = 0; row < data.rowCount(); row += most) {
      visitor.visit(row, data.rows(row, (int) Math.min(most, data.rowCount() - row)));
    }
  }
}
