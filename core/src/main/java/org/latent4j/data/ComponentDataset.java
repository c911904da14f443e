package org.latent4j.data;

import java.nio.DoubleBuffer;
import java.util.Optional;

/** A data set some of whose rows' components are known. */
final class ComponentDataset implements Dataset {

  private final Dataset source;
  private final int[] components;

  ComponentDataset(Dataset source, int[] components) {
    RowValues.requireComponents(components, source.rowCount());
    this.source = source;
    this.components = components.clone();
  }

  @Override
  public Schema schema() {
    return source.schema();
  }

  @Override
  public long rowCount() {
    return source.rowCount();
  }

  @Override
  public void read(long firstRow, int count, DoubleBuffer target) {
    source.read(firstRow, count, target);
  }

  @Override
  public boolean isWeighted() {
    return source.isWeighted();
  }

  @Override
  public void readWeights(long firstRow, int count, double[] target) {
    source.readWeights(firstRow, count, target);
  }

  @Override
  public boolean hasKnownComponents() {
    return true;
  }

  @Override
  public void readKnownComponents(long firstRow, int count, int[] target) {
    System.arraycopy(components, Math.toIntExact(firstRow), target, 0, count);
  }

  @Override
  public Optional<double[]> labels() {
    return source.labels();
  }
}
