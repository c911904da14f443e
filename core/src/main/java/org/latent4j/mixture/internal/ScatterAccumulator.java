package org.latent4j.mixture.internal;

import java.util.Arrays;
import org.latent4j.linalg.ArrayMath;
import org.latent4j.linalg.internal.Blas;
import org.latent4j.linalg.internal.NativeDoubles;
import org.latent4j.linalg.internal.Tile;

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
  final Shares shares;
  private final double negligible;
  private double[] spread = new double[0];

  ScatterAccumulator(int components, int features, double[] references, double negligible) {
    k = components;
    d = features;
    this.references = references;
    this.negligible = negligible;
    shares = new Shares(d);
  }

  /**
   * Starts to add.
   *
   * @param shape what is kept of the scatters
   * @param k components
   * @param d features
   * @param references k×d points about which moments are summed; kept
   * @return to be closed
   */
  public static ScatterAccumulator of(
      ComponentStatistics.Shape shape, int k, int d, double[] references) {
    return of(shape, k, d, references, NEGLIGIBLE);
  }

  /** Takes rows of a weight above the given one; the others are not added to a component. */
  static ScatterAccumulator of(
      ComponentStatistics.Shape shape, int k, int d, double[] references, double negligible) {
    return shape == ComponentStatistics.Shape.DIAGONAL
        ? new Diagonal(k, d, references, negligible)
        : new Dense(k, d, references, negligible);
  }

  /**
   * Adds rows.
   *
   * @param rows row-major, rowCount×d; finite, also where they weigh nothing
   * @param rowCount how many
   * @param weights rowCount×k
   */
  public final void add(double[] rows, int rowCount, double[] weights) {
    for (int first = 0; first < rowCount; first += Tile.ROWS) {
      shares.load(rows, first, Math.min(Tile.ROWS, rowCount - first));
      for (int c = 0; c < k; c++) {
        addChosen(c, weights, first);
      }
    }
  }

  /**
   * Adds rows as each component completes them, and what the completion lacks of the scatter.
   *
   * @param filled rows of a block
   * @param rowCount how many
   * @param weights rowCount×k
   */
  final void add(FilledRows filled, int rowCount, double[] weights) {
    if (spread.length == 0) {
      spread = new double[k * slotLength()];
    }
    for (int c = 0; c < k; c++) {
      double[] rows = filled.rows(c);
      for (int first = 0; first < rowCount; first += Tile.ROWS) {
        shares.load(rows, first, Math.min(Tile.ROWS, rowCount - first));
        addChosen(c, weights, first);
      }
      filled.addCovariances(c, weights, k, negligible, slotShape(), spread, c * slotLength());
    }
  }

  private void addChosen(int c, double[] weights, int first) {
    int used = shares.choose(weights, first * k + c, k, negligible);
    if (used > 0) {
      addShares(c, used);
    }
  }

  /** Adds the rows that were chosen for a component. */
  abstract void addShares(int c, int used);

  /** What is kept of the scatter of one component while rows are added. */
  abstract ComponentStatistics.Shape slotShape();

  private int slotLength() {
    return slotShape().scatterSize(1, d);
  }

  /**
   * Moves what was added into statistics, about the components' own means.
   *
   * @param statistics empty ones of the same shape
   */
  public final void drainInto(ComponentStatistics statistics) {
    drainMoments(statistics);
    for (int i = 0; i < spread.length; i++) {
      statistics.scatters[i % statistics.scatters.length] += spread[i];
    }
    Arrays.fill(spread, 0);
  }

  abstract void drainMoments(ComponentStatistics statistics);

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
    private final double[] column = new double[Tile.ROWS];
    private final NativeDoubles weighted;
    private final NativeDoubles moments;

    Dense(int k, int d, double[] references, double negligible) {
      super(k, d, references, negligible);
      width = d + 1;
      weighted = NativeDoubles.allocate((long) Tile.ROWS * width);
      moments = NativeDoubles.allocate((long) k * width * width);
    }

    @Override
    ComponentStatistics.Shape slotShape() {
      return ComponentStatistics.Shape.DENSE;
    }

    @Override
    void addShares(int c, int used) {
      double[] roots = shares.weights();
      for (int i = 0; i < used; i++) {
        roots[i] = Math.sqrt(roots[i]);
      }
      for (int j = 0; j < d; j++) {
        Tile.weigh(column, shares.feature(j), roots, references[c * d + j], used);
        weighted.put((long) j * used, column, 0, used);
      }
      weighted.put((long) d * used, roots, 0, used);
      Blas.dsyrk(
          Blas.Triangle.LOWER,
          Blas.Transpose.NO,
          width,
          used,
          1,
          weighted,
          0,
          used,
          1,
          moments,
          (long) c * width * width,
          width);
    }

    @Override
    void drainMoments(ComponentStatistics statistics) {
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
    ComponentStatistics.Shape slotShape() {
      return ComponentStatistics.Shape.DIAGONAL;
    }

    @Override
    void addShares(int c, int used) {
      weightSums[c] += ArrayMath.sum(shares.weights(), 0, used);
      for (int j = 0; j < d; j++) {
        addMoments(shares.feature(j), used, c * d + j);
      }
    }

    /** Two partial sums of each kind, so that additions do not wait for each other. */
    private void addMoments(double[] x, int used, int at) {
      double[] weights = shares.weights();
      double reference = references[at];
      double sum0 = 0;
      double sum1 = 0;
      double square0 = 0;
      double square1 = 0;
      int i = 0;
      for (; i < used - 1; i += 2) {
        double difference0 = x[i] - reference;
        double difference1 = x[i + 1] - reference;
        double weighted0 = weights[i] * difference0;
        double weighted1 = weights[i + 1] * difference1;
        sum0 += weighted0;
        sum1 += weighted1;
        square0 += weighted0 * difference0;
        square1 += weighted1 * difference1;
      }
      if (i < used) {
        double difference = x[i] - reference;
        sum0 += weights[i] * difference;
        square0 += weights[i] * difference * difference;
      }
      sums[at] += sum0 + sum1;
      squares[at] += square0 + square1;
    }

    @Override
    void drainMoments(ComponentStatistics statistics) {
      double[] shift = new double[d];
      for (int c = 0; c < k; c++) {
        System.arraycopy(sums, c * d, shift, 0, d);
        setMean(statistics, c, weightSums[c], shift);
        for (int j = 0; j < d; j++) {
          double scatter = squares[c * d + j] - weightSums[c] * shift[j] * shift[j];
          statistics.scatters[c * d + j] = Math.max(0, scatter);
        }
      }
      Arrays.fill(weightSums, 0);
      Arrays.fill(sums, 0);
      Arrays.fill(squares, 0);
    }
  }
}
