package org.latent4j.em;

import java.nio.DoubleBuffer;
import org.latent4j.data.Dataset;
import org.latent4j.data.Schema;

/**
 * Some segments of consecutive rows of another data set, one after the other. A mini-batch of short
 * segments from everywhere is nearly a random sample even of sorted rows, and is read from a file
 * nearly as fast as consecutive rows.
 */
final class SegmentedRows implements Dataset {

  private final Dataset source;
  private final int length;
  private final int[] order;
  private final int first;
  private final int count;

  /**
   * Chooses segments.
   *
   * @param source a data set
   * @param length rows of a segment
   * @param order numbers of segments
   * @param first the first place in the order that belongs to this batch
   * @param count how many do
   */
  SegmentedRows(Dataset source, int length, int[] order, int first, int count) {
    this.source = source;
    this.length = length;
    this.order = order;
    this.first = first;
    this.count = count;
  }

  @Override
  public Schema schema() {
    return source.schema();
  }

  @Override
  public long rowCount() {
    return (long) count * length;
  }

  @Override
  public void read(long firstRow, int rows, DoubleBuffer target) {
    for (int done = 0; done < rows; ) {
      int part = partLength(firstRow + done, rows - done);
      source.read(sourceRow(firstRow + done), part, target);
      done += part;
    }
  }

  @Override
  public boolean isWeighted() {
    return source.isWeighted();
  }

  @Override
  public void readWeights(long firstRow, int rows, double[] target) {
    if (!isWeighted()) {
      Dataset.super.readWeights(firstRow, rows, target);
      return;
    }
    double[] weights = new double[length];
    for (int done = 0; done < rows; ) {
      int part = partLength(firstRow + done, rows - done);
      source.readWeights(sourceRow(firstRow + done), part, weights);
      System.arraycopy(weights, 0, target, done, part);
      done += part;
    }
  }

  private int partLength(long row, int wanted) {
    return (int) Math.min(wanted, length - row % length);
  }

  private long sourceRow(long row) {
    return (long) order[first + (int) (row / length)] * length + row % length;
  }
}
