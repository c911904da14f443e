package org.latent4j.em;

import java.nio.DoubleBuffer;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.internal.NativeDoubles;

/**
 * Some consecutive rows, off the heap where BLAS can reach them, row-major, with their weights. It
 * is refilled for every block; nobody keeps it.
 */
public final class RowBlock implements AutoCloseable {

  private final int capacity;
  private final int features;
  private final NativeDoubles values;
  private final DoubleBuffer buffer;
  private final double[] weights;
  private final int[] components;
  private boolean someKnown;
  private long firstRow;
  private int rows;

  /**
   * Makes an empty block.
   *
   * @param capacity the most rows it can hold
   * @param features d
   */
  public RowBlock(int capacity, int features) {
    this.capacity = capacity;
    this.features = features;
    this.values = NativeDoubles.allocate((long) capacity * features);
    this.buffer = values.asBuffer();
    this.weights = new double[capacity];
    this.components = new int[capacity];
  }

  /**
   * How many rows make a block of about 256 KiB, which stays in a core's second-level cache beside
   * the work buffers while all components visit it.
   *
   * @param features d
   * @return at least 128, so that products of wide rows stay worth their overhead
   */
  public static int defaultCapacity(int features) {
    return Math.max(128, Math.min(2048, (256 * 1024) / (Double.BYTES * Math.max(1, features))));
  }

  /**
   * Fills the block from a data set.
   *
   * @param data has this block's features
   * @param from first row
   * @param count at most the capacity
   */
  public void fill(Dataset data, long from, int count) {
    buffer.clear();
    data.read(from, count, buffer);
    data.readWeights(from, count, weights);
    someKnown = data.hasKnownComponents();
    if (someKnown) {
      data.readKnownComponents(from, count, components);
    }
    firstRow = from;
    rows = count;
  }

  /**
   * Number of the first row in the data set.
   *
   * @return from 0
   */
  public long firstRow() {
    return firstRow;
  }

  /**
   * How many rows there are now.
   *
   * @return at most {@link #capacity}
   */
  public int rows() {
    return rows;
  }

  /**
   * The most rows there can be.
   *
   * @return the capacity
   */
  public int capacity() {
    return capacity;
  }

  /**
   * Number of features.
   *
   * @return d
   */
  public int features() {
    return features;
  }

  /**
   * The rows, for kernels.
   *
   * @return rows×d, row-major, in the first rows·d places
   */
  public NativeDoubles values() {
    return values;
  }

  /**
   * The weights of the rows.
   *
   * @return the live array, in the first {@link #rows} places; not to be changed
   */
  public double[] weights() {
    return weights;
  }

  /**
   * Holds the rows whose component is known to it: all other components become impossible, before
   * log joint densities become responsibilities. The row then counts log p(component, x).
   *
   * @param logJoint rows×width, row-major, changed in place
   * @param width number of components
   */
  public void holdComponents(double[] logJoint, int width) {
    for (int i = 0; i < rows && someKnown; i++) {
      for (int c = 0; c < width && components[i] >= 0; c++) {
        if (c != components[i]) {
          logJoint[i * width + c] = Double.NEGATIVE_INFINITY;
        }
      }
    }
  }

  @Override
  public void close() {
    values.close();
  }
}
