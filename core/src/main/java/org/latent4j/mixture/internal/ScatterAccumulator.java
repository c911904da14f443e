package org.latent4j.mixture.internal;

import org.latent4j.linalg.internal.Blas;
import org.latent4j.linalg.internal.NativeDoubles;

/**
 * Adds up weighted moments of components about reference points, block after block. The references
 * are the means of the running iteration, so nothing cancels. Belongs to one thread.
 */
public abstract class ScatterAccumulator implements AutoCloseable {

  /** Rows that weigh less than this in a component change none of its moments to the eye. */
  static final double NEGLIGIBLE = 1e-12;

  final int k;
  final int d;
  final double[] references;
  final double negligible;

  ScatterAccumulator(int components, int features, double[] references, double negligible) {
    k = components;
    d = features;
    this.references = references;
    this.negligible = negligible;
  }

  /**
   * Starts to add.
   *
   * @param shape what is kept of the scatters
   * @param k components
   * @param d features
   * @param references k×d points about which moments are summed; kept
   * @param capacity the most rows of one call
   * @return to be closed
   */
  public static ScatterAccumulator of(
      ComponentStatistics.Shape shape, int k, int d, double[] references, int capacity) {
    return of(shape, k, d, references, capacity, NEGLIGIBLE);
  }

  /** Takes rows of a weight above the given one; the others are not added to a component. */
  static ScatterAccumulator of(
      ComponentStatistics.Shape shape,
      int k,
      int d,
      double[] references,
      int capacity,
      double negligible) {
    return shape == ComponentStatistics.Shape.DIAGONAL
        ? new Diagonal(k, d, references, negligible)
        : new Dense(k, d, references, capacity, negligible);
  }

  /**
   * Adds rows.
   *
   * @param rows row-major, rowCount×d
   * @param rowCount at most the capacity
   * @param weights rowCount×k
   */
  public abstract void add(double[] rows, int rowCount, double[] weights);

  /**
   * Moves what was added into statistics, about the components' own means.
   *
   * @param statistics empty ones of the same shape
   */
  public abstract void drainInto(ComponentStatistics statistics);

  @Override
  public void close() {}

  /** Turns a sum about the reference into a mean; gives the shift from reference to mean. */
  final void setMean(ComponentStatistics target, int c, double weight, double[] shift) {
    target.counts[c] = weight;
    for (int j = 0; j < d; j++) {
      shift[j] = weight > 0 ? shift[j] / weight : 0;
      target.means[c * d + j] = references[c * d + j] + shift[j];
    }
  }

  /**
   * With rows z = √w·(x − reference, 1), one symmetric product zᵀz gives scatter, sum and weight.
   */
  private static final class Dense extends ScatterAccumulator {
    private final int width;
    private final double[] heap;
    private final NativeDoubles weighted;
    private final NativeDoubles moments;

    Dense(int k, int d, double[] references, int capacity, double negligible) {
      super(k, d, references, negligible);
      width = d + 1;
      heap = new double[capacity * width];
      weighted = NativeDoubles.allocate((long) capacity * width);
      moments = NativeDoubles.allocate((long) k * width * width);
    }

    @Override
    public void add(double[] rows, int rowCount, double[] weights) {
      for (int c = 0; c < k; c++) {
        int used = 0;
        for (int i = 0; i < rowCount; i++) {
          double weight = weights[i * k + c];
          if (weight > negligible) {
            centre(rows, i * d, c * d, Math.sqrt(weight), used++ * width);
          }
        }
        if (used > 0) {
          weighted.put(0, heap, 0, used * width);
          Blas.dsyrk(
              Blas.Triangle.LOWER,
              Blas.Transpose.YES,
              width,
              used,
              1,
              weighted,
              0,
              width,
              1,
              moments,
              (long) c * width * width,
              width);
        }
      }
    }

    private void centre(double[] rows, int row, int reference, double root, int to) {
      for (int j = 0; j < d; j++) {
        heap[to + j] = root * (rows[row + j] - references[reference + j]);
      }
      heap[to + d] = root;
    }

    @Override
    public void drainInto(ComponentStatistics statistics) {
      double[] shift = new double[d];
      double[] all = new double[width * width];
      boolean pooled = statistics.shape() == ComponentStatistics.Shape.POOLED;
      for (int c = 0; c < k; c++) {
        moments.get((long) c * width * width, all, 0, width * width);
        double weight = all[d * width + d];
        System.arraycopy(all, d * width, shift, 0, d);
        setMean(statistics, c, weight, shift);
        int base = pooled ? 0 : c * d * d;
        for (int i = 0; i < d; i++) {
          double pull = weight * shift[i];
          for (int j = 0; j <= i; j++) {
            statistics.scatters[base + i * d + j] += all[i * width + j] - pull * shift[j];
          }
        }
      }
      moments.fill(0, (long) k * width * width, 0);
    }

    @Override
    public void close() {
      weighted.close();
      moments.close();
    }
  }

  /** First and second moments of each feature. */
  private static final class Diagonal extends ScatterAccumulator {
    private final double[] weightSums;
    private final double[] sums;
    private final double[] squares;

    Diagonal(int k, int d, double[] references, double negligible) {
      super(k, d, references, negligible);
      weightSums = new double[k];
      sums = new double[k * d];
      squares = new double[k * d];
    }

    @Override
    public void add(double[] rows, int rowCount, double[] weights) {
      for (int i = 0; i < rowCount; i++) {
        for (int c = 0; c < k; c++) {
          double weight = weights[i * k + c];
          if (weight > negligible) {
            weightSums[c] += weight;
            addRow(rows, i * d, c * d, weight);
          }
        }
      }
    }

    private void addRow(double[] rows, int row, int component, double weight) {
      for (int j = 0; j < d; j++) {
        double difference = rows[row + j] - references[component + j];
        double weighted = weight * difference;
        sums[component + j] += weighted;
        squares[component + j] += weighted * difference;
      }
    }

    @Override
    public void drainInto(ComponentStatistics statistics) {
      double[] shift = new double[d];
      for (int c = 0; c < k; c++) {
        System.arraycopy(sums, c * d, shift, 0, d);
        setMean(statistics, c, weightSums[c], shift);
        for (int j = 0; j < d; j++) {
          double scatter = squares[c * d + j] - weightSums[c] * shift[j] * shift[j];
          statistics.scatters[c * d + j] = Math.max(0, scatter);
        }
      }
      java.util.Arrays.fill(weightSums, 0);
      java.util.Arrays.fill(sums, 0);
      java.util.Arrays.fill(squares, 0);
    }
  }
}
