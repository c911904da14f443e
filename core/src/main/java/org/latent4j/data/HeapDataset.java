package org.latent4j.data;

import java.nio.DoubleBuffer;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latent4j.linalg.Matrix;

/** Rows held in memory, with weights and labels where there are some. Thread-safe. */
public final class HeapDataset implements Dataset {

  private final Schema schema;
  private final Matrix observations;
  private final double @Nullable [] weights;
  private final double @Nullable [] labels;
  private final int @Nullable [] components;

  private HeapDataset(Builder builder) {
    schema = builder.schema;
    observations = builder.observations;
    weights = builder.weights;
    labels = builder.labels;
    components = builder.components;
  }

  /**
   * Starts a data set.
   *
   * @param schema its features are the columns of {@code observations}
   * @param observations n×d; kept, not copied
   * @return a builder
   * @throws IllegalArgumentException if the number of features is not the number of columns
   */
  public static Builder builder(Schema schema, Matrix observations) {
    return new Builder(schema, observations);
  }

  /**
   * Copies the features, weights and known components of a data set into memory.
   *
   * @param data fewer than 2³¹ values
   * @return a copy without labels
   */
  public static HeapDataset copyOf(Dataset data) {
    Builder builder = builder(data.schema(), data.toMatrix());
    if (data.isWeighted()) {
      double[] weights = new double[(int) data.rowCount()];
      data.readWeights(0, weights.length, weights);
      builder.weights(weights);
    }
    if (data.hasKnownComponents()) {
      int[] components = new int[(int) data.rowCount()];
      data.readKnownComponents(0, components.length, components);
      builder.knownComponents(components);
    }
    return builder.build();
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public long rowCount() {
    return observations.rows();
  }

  @Override
  public void read(long firstRow, int count, DoubleBuffer target) {
    Objects.checkFromIndexSize(firstRow, count, rowCount());
    int d = observations.columns();
    target.put(observations.values(), Math.toIntExact(firstRow) * d, count * d);
  }

  @Override
  public boolean isWeighted() {
    return weights != null;
  }

  @Override
  public void readWeights(long firstRow, int count, double[] target) {
    if (weights == null) {
      Dataset.super.readWeights(firstRow, count, target);
    } else {
      System.arraycopy(weights, Math.toIntExact(firstRow), target, 0, count);
    }
  }

  @Override
  public boolean hasKnownComponents() {
    return components != null;
  }

  @Override
  public void readKnownComponents(long firstRow, int count, int[] target) {
    if (components == null) {
      Dataset.super.readKnownComponents(firstRow, count, target);
    } else {
      System.arraycopy(components, Math.toIntExact(firstRow), target, 0, count);
    }
  }

  @Override
  public Optional<double[]> labels() {
    return Optional.ofNullable(labels).map(double[]::clone);
  }

  @Override
  public Matrix toMatrix() {
    return observations;
  }

  /** Collects the parts of a {@link HeapDataset}. */
  public static final class Builder {
    private final Schema schema;
    private final Matrix observations;
    private double @Nullable [] weights;
    private double @Nullable [] labels;
    private int @Nullable [] components;

    private Builder(Schema schema, Matrix observations) {
      if (schema.featureCount() != observations.columns()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "observations must have one column per feature (%d), got %d",
                schema.featureCount(),
                observations.columns()));
      }
      this.schema = schema;
      this.observations = observations;
    }

    /**
     * Sets the weights of the rows.
     *
     * @param values n finite numbers, each at least 0, not all 0; copied
     * @return this
     * @throws DataException if a weight is negative, NaN or infinite, or all are 0
     */
    public Builder weights(double... values) {
      RowValues.requireLength("weights", values, observations.rows());
      RowValues.requireWeights(values);
      weights = values.clone();
      return this;
    }

    /**
     * Sets the known classes or targets.
     *
     * @param values n values, NaN where missing; copied
     * @return this
     */
    public Builder labels(double... values) {
      RowValues.requireLength("labels", values, observations.rows());
      labels = values.clone();
      return this;
    }

    /**
     * Sets the components of a mixture that rows come from, where they are known.
     *
     * @param values n components, numbered from 0, −1 where unknown; copied
     * @return this
     * @throws IllegalArgumentException if one is below −1 or there are not n
     */
    public Builder knownComponents(int... values) {
      RowValues.requireComponents(values, observations.rows());
      components = values.clone();
      return this;
    }

    /**
     * Makes the data set.
     *
     * @return the data set
     */
    public HeapDataset build() {
      return new HeapDataset(this);
    }
  }
}
