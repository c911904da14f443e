package org.latent4j.em;

import java.util.Arrays;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.internal.Blas;
import org.latent4j.linalg.internal.Blas.Transpose;
import org.latent4j.linalg.internal.Blas.Triangle;
import org.latent4j.linalg.internal.NativeDoubles;

/**
 * Counts {@link Moments}. The parameter is a pivot, 1×d, about which rows are summed by plain
 * addition ({@code syrk}, n·d² operations); it should lie among the rows. Rows are gathered until a
 * product is worth its write of d² sums. No state, thread-safe.
 */
public final class MomentsExpectation implements Expectation<Matrix, Moments> {

  /** The only one. */
  public static final MomentsExpectation INSTANCE = new MomentsExpectation();

  /** From this many rows on, the product is bound by arithmetic and not by its write. */
  private static final int LEAST_ROWS = 512;

  private MomentsExpectation() {}

  @Override
  public Counter<Moments> begin(Matrix pivot, int blockRows) {
    return new MomentsCounter(pivot, blockRows);
  }

  @Override
  public long statisticsSize(int features) {
    return 1 + features + (long) features * (features + 1) / 2;
  }

  /** Sums of weights, differences x − pivot and their products. */
  private static final class MomentsCounter implements Counter<Moments> {
    private final double[] pivot;
    private final int d;
    private final int capacity;
    private final NativeDoubles pivotCopy;
    private final NativeDoubles differences;
    private final NativeDoubles roots;
    private final NativeDoubles sums;
    private final NativeDoubles products;
    private final NativeDoubles ones;
    private final double[] rootCopy;
    private double weightTotal;
    private int gathered;

    MomentsCounter(Matrix pivot, int blockRows) {
      this.pivot = pivot.toArray();
      d = pivot.columns();
      capacity = LEAST_ROWS + blockRows;
      pivotCopy = NativeDoubles.copyOf(this.pivot);
      differences = NativeDoubles.allocate((long) capacity * d);
      roots = NativeDoubles.allocate(capacity);
      sums = NativeDoubles.allocate(d);
      products = NativeDoubles.allocate((long) d * d);
      ones = NativeDoubles.allocate(capacity);
      ones.fill(0, capacity, 1);
      rootCopy = new double[capacity];
    }

    /** Appends √w·(x − pivot) and √w. */
    @Override
    public void add(RowBlock block) {
      int count = block.rows();
      long start = (long) gathered * d;
      differences.copyFrom(start, block.values(), 0, (long) count * d);
      Blas.dger(count, d, -1, ones, 0, pivotCopy, 0, differences, start, d);
      double[] weights = block.weights();
      for (int i = 0; i < count; i++) {
        double weight = weights[i];
        rootCopy[i] = Math.sqrt(weight);
        if (weight != 1) {
          Blas.dscal(d, rootCopy[i], differences, start + (long) i * d);
        }
        weightTotal += weight;
      }
      roots.put(gathered, rootCopy, 0, count);
      gathered += count;
      if (gathered >= LEAST_ROWS) {
        multiply();
      }
    }

    private void multiply() {
      Blas.dgemv(Transpose.YES, gathered, d, 1, differences, 0, d, roots, 0, 1, sums, 0);
      Blas.dsyrk(
          Triangle.LOWER, Transpose.YES, d, gathered, 1, differences, 0, d, 1, products, 0, d);
      gathered = 0;
    }

    @Override
    public Moments take() {
      multiply();
      Moments moments = weightTotal > 0 ? aboutMean() : Moments.zero(d);
      weightTotal = 0;
      sums.fill(0, d, 0);
      products.fill(0, (long) d * d, 0);
      return moments;
    }

    private Moments aboutMean() {
      double[] difference = sums.toArray(0, d);
      for (int j = 0; j < d; j++) {
        difference[j] /= weightTotal;
      }
      double[] scatter = new double[Moments.packedSize(d)];
      for (int i = 0, start = 0; i < d; start += ++i) {
        products.get((long) i * d, scatter, start, i + 1);
        double factor = weightTotal * difference[i];
        for (int j = 0; j <= i; j++) {
          scatter[start + j] -= factor * difference[j];
        }
        // A constant feature leaves rounding, which may fall below 0.
        scatter[start + i] = Math.max(0, scatter[start + i]);
      }
      return new Moments(weightTotal, pivot, difference, scatter);
    }

    @Override
    public void close() {
      for (NativeDoubles buffer :
          Arrays.asList(pivotCopy, differences, roots, sums, products, ones)) {
        buffer.close();
      }
    }
  }
}
