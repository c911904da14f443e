package org.latent4j.data;

import java.nio.DoubleBuffer;
import java.util.Objects;
import java.util.Optional;

/** Some rows of another data set, in a given order. Nothing is copied. */
final class RowSelection implements Dataset {

  private final Dataset source;
  private final long[] rows;

  RowSelection(Dataset source, long[] rows) {
    this.source = source;
    this.rows = rows;
  }

  @Override
  public Schema schema() {
    return source.schema();
  }

  @Override
  public long rowCount() {
    return rows.length;
  }

  @Override
  public void read(long firstRow, int count, DoubleBuffer target) {
    Objects.checkFromIndexSize(firstRow, count, rowCount());
    int from = (int) firstRow;
    int end = from + count;
    while (from < end) {
      int to = from + 1;
      while (to < end && rows[to] == rows[to - 1] + 1) {
        to++;
      }
      source.read(rows[from], to - from, target);
      from = to;
    }
  }

  @Override
  public boolean isWeighted() {
    return source.isWeighted();
  }

  @Override
  public void readWeights(long firstRow, int count, double[] target) {
    if (!source.isWeighted()) {
      Dataset.super.readWeights(firstRow, count, target);
      return;
    }
    double[] one = new double[1];
    for (int i = 0; i < count; i++) {
      source.readWeights(rows[(int) firstRow + i], 1, one);
      target[i] = one[0];
    }
  }

  @Override
  public boolean hasKnownComponents() {
    return source.hasKnownComponents();
  }

  @Override
  public void readKnownComponents(long firstRow, int count, int[] target) {
    int[] one = new int[1];
    for (int i = 0; i < count; i++) {
      source.readKnownComponents(rows[(int) firstRow + i], 1, one);
      target[i] = one[0];
    }
  }

  @Override
  public Optional<double[]> labels() {
    return source
        .labels()
        .map(
            all -> {
              double[] mine = new double[rows.length];
              for (int i = 0; i < rows.length; i++) {
                mine[i] = all[(int) rows[i]];
              }
              return mine;
            });
  }
}
