package org.latent4j.data;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A data set seen through an {@link Encoding}. */
final class EncodedDataset implements Dataset {

  private final Dataset source;
  private final Encoding encoding;
  private final Schema schema;

  EncodedDataset(Dataset source, Encoding encoding) {
    this.source = source;
    this.encoding = encoding;
    this.schema = encodedSchema(source.schema(), encoding.scales());
  }

  private static Schema encodedSchema(Schema schema, double[] scales) {
    List<Column> columns = new ArrayList<>(schema.columns().size());
    int j = 0;
    for (Column c : schema.columns()) {
      columns.add(
          c.isFeature()
              ? new Column(c.name(), c.kind(), c.role(), c.levels(), c.resolution() / scales[j++])
              : c);
    }
    return new Schema(columns, schema.image());
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public long rowCount() {
    return source.rowCount();
  }

  @Override
  public void read(long firstRow, int count, DoubleBuffer target) {
    double[] values = new double[Math.multiplyExact(count, encoding.featureCount())];
    source.read(firstRow, count, DoubleBuffer.wrap(values));
    encoding.applyInPlace(values, 0, values.length);
    target.put(values);
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
    return source.hasKnownComponents();
  }

  @Override
  public void readKnownComponents(long firstRow, int count, int[] target) {
    source.readKnownComponents(firstRow, count, target);
  }

  @Override
  public Optional<double[]> labels() {
    return source.labels();
  }
}
