package org.latent4j.data;

import java.nio.DoubleBuffer;
import java.util.Locale;
import java.util.Optional;
import org.latent4j.linalg.Matrix;

/**
 * The rows of a table. Rows are n, features d; only features are read by {@link #read}. How the
 * rows are stored (heap, mapped file, a view of another data set) is nobody's business.
 *
 * <p>A missing value is NaN. A categorical value is its level's index as a double. Implementations
 * are immutable and may be read from many threads at once.
 */
public interface Dataset {

  /**
   * What the columns are.
   *
   * @return the schema; its features are the columns that {@link #read} gives
   */
  Schema schema();

  /**
   * Number of rows.
   *
   * @return n
   */
  long rowCount();

  /**
   * Copies consecutive rows into a buffer, features only, row after row, from the buffer's
   * position, which moves by {@code count · d}.
   *
   * @param firstRow from 0
   * @param count how many rows
   * @param target heap or direct, with room for {@code count · d} values
   * @throws IndexOutOfBoundsException if rows outside the data set are asked for
   * @throws java.nio.BufferOverflowException if the buffer has too little room
   */
  void read(long firstRow, int count, DoubleBuffer target);

  /**
   * Whether rows have weights other than 1.
   *
   * @return whether {@link #readWeights} may give something else than ones
   */
  default boolean isWeighted() {
    return false;
  }

  /**
   * Copies the weights of consecutive rows.
   *
   * @param firstRow from 0
   * @param count how many rows
   * @param target receives {@code count} weights from index 0
   */
  default void readWeights(long firstRow, int count, double[] target) {
    java.util.Arrays.fill(target, 0, count, 1.0);
  }

  /**
   * Whether the component of a mixture that a row comes from is known of some rows.
   *
   * @return whether {@link #readKnownComponents} may give something else than −1
   */
  default boolean hasKnownComponents() {
    return false;
  }

  /**
   * Copies the known components of consecutive rows, which a fit of a mixture keeps fixed (Nigam,
   * McCallum, Thrun and Mitchell 2000).
   *
   * @param firstRow from 0
   * @param count how many rows
   * @param target receives {@code count} components from index 0, numbered from 0; −1 where the
   *     component is not known
   */
  default void readKnownComponents(long firstRow, int count, int[] target) {
    java.util.Arrays.fill(target, 0, count, -1);
  }

  /**
   * The same rows with known components.
   *
   * @param components n components, numbered from 0, −1 where unknown; copied
   * @return a view
   * @throws IllegalArgumentException if one is below −1 or there are not n
   */
  default Dataset withKnownComponents(int... components) {
    return new ComponentDataset(this, components);
  }

  /**
   * The known classes or target values, which no fit uses.
   *
   * @return n values of the label column (a class as its level's index, NaN where missing), or
   *     nothing
   */
  default Optional<double[]> labels() {
    return Optional.empty();
  }

  /**
   * Number of features.
   *
   * @return d
   */
  default int featureCount() {
    return schema().featureCount();
  }

  /**
   * Copies consecutive rows into a matrix.
   *
   * @param firstRow from 0
   * @param count how many rows
   * @return count×d
   */
  default Matrix rows(long firstRow, int count) {
    double[] values = new double[Math.multiplyExact(count, featureCount())];
    read(firstRow, count, DoubleBuffer.wrap(values));
    return Matrix.wrap(count, featureCount(), values);
  }

  /**
   * Copies all rows into a matrix.
   *
   * @return n×d
   * @throws DataException if that is more than a matrix can hold
   */
  default Matrix toMatrix() {
    if (rowCount() * featureCount() > Integer.MAX_VALUE - 8) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "a matrix holds at most %d values, this data set has %d x %d; read it by blocks",
              Integer.MAX_VALUE - 8,
              rowCount(),
              featureCount()));
    }
    return rows(0, (int) rowCount());
  }

  /**
   * A data set of numeric features x1, x2, … on the heap.
   *
   * @param observations n×d; kept, not copied
   * @return the data set
   */
  static Dataset of(Matrix observations) {
    return HeapDataset.builder(Schema.numeric(observations.columns()), observations).build();
  }
}
