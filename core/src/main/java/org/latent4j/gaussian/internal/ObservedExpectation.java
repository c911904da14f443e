package org.latent4j.gaussian.internal;

import java.util.function.Function;
import org.latent4j.em.Expectation;
import org.latent4j.em.Moments;
import org.latent4j.em.MomentsExpectation;
import org.latent4j.em.RowBlock;
import org.latent4j.gaussian.MultivariateNormal;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.internal.Blas;
import org.latent4j.linalg.internal.NativeDoubles;

/**
 * The E step of one Gaussian on rows with gaps (Little and Rubin 2002, Statistical Analysis with
 * Missing Data, section 11.2): gaps are filled with their conditional means, and the scatter takes
 * in their conditional covariances. About d² multiply-adds a row beside what the gaps cost.
 *
 * @param <P> parameters that tell of a normal distribution
 */
public final class ObservedExpectation<P> implements Expectation<P, ObservedMoments> {

  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final Function<P, MultivariateNormal> normal;

  /**
   * Takes the way from parameters to their distribution.
   *
   * @param normal asked once for each worker
   */
  public ObservedExpectation(Function<P, MultivariateNormal> normal) {
    this.normal = normal;
  }

  @Override
  public long statisticsSize(int features) {
    return 1 + MomentsExpectation.INSTANCE.statisticsSize(features);
  }

  @Override
  public Counter<ObservedMoments> begin(P parameters, int blockRows) {
    return new GapCounter(normal.apply(parameters), blockRows);
  }

  private static final class GapCounter implements Counter<ObservedMoments> {
    private final int d;
    private final double[] mean;
    private final Counter<Moments> moments;
    private final GapSolver solver;
    private final RowPatterns patterns;
    private final NativeDoubles whitened;
    private final NativeDoubles ones;
    private final NativeDoubles centre;
    private final NativeDoubles inverseLower;
    private final double[] rows;
    private final double[] constants;
    private final double[] gap;
    private final double[] scatter;
    private double logLikelihood;

    GapCounter(MultivariateNormal normal, int blockRows) {
      d = normal.featureCount();
      mean = normal.mean();
      moments = MomentsExpectation.INSTANCE.begin(Matrix.of(1, d, mean), blockRows);
      solver =
          new GapSolver(
              mean, 0, normal.covariance(), normal.inverseLower(), normal.logDeterminant());
      patterns = new RowPatterns(blockRows, d);
      whitened = NativeDoubles.allocate((long) blockRows * d);
      ones = NativeDoubles.allocate(blockRows);
      ones.fill(0, blockRows, 1);
      centre = NativeDoubles.copyOf(mean);
      inverseLower = NativeDoubles.copyOf(normal.inverseLower().values());
      rows = new double[blockRows * d];
      constants = new double[blockRows];
      gap = new double[d];
      scatter = new double[d * d];
    }

    @Override
    public void add(RowBlock block) {
      int count = block.rows();
      block.values().get(0, rows, 0, count * d);
      patterns.read(rows, count);
      for (int p = 0; p < patterns.patternCount(); p++) {
        fill(p, block.weights());
      }
      block.values().put(0, rows, 0, count * d);
      addDensities(block);
      moments.add(block);
    }

    private void fill(int p, double[] weights) {
      int m = patterns.missingCount(p);
      solver.open(patterns, p);
      double constant = m == d ? 0 : -0.5 * ((d - m) * LOG_TWO_PI + solver.logDeterminant());
      double weight = 0;
      for (int i = 0; i < patterns.rowCount(p); i++) {
        int row = patterns.row(p, i);
        constants[row] = constant;
        weight += weights[row];
        solver.fill(rows, row * d, gap, 0);
        for (int a = 0; a < m; a++) {
          rows[row * d + patterns.column(p, a)] = gap[a];
        }
      }
      if (m > 0 && weight > 0) {
        solver.addCovariance(weight, scatter, 0);
      }
    }

    /** The distance of what is observed is that of the filled row. */
    private void addDensities(RowBlock block) {
      int count = block.rows();
      whitened.copyFrom(0, block.values(), 0, (long) count * d);
      Blas.dger(count, d, -1, ones, 0, centre, 0, whitened, 0, d);
      Blas.dtrmm(
          Blas.Side.RIGHT,
          Blas.Triangle.LOWER,
          Blas.Transpose.YES,
          Blas.Diagonal.STORED,
          count,
          d,
          1,
          inverseLower,
          0,
          d,
          whitened,
          0,
          d);
      whitened.get(0, rows, 0, count * d);
      double[] weights = block.weights();
      for (int i = 0; i < count; i++) {
        double distance = 0;
        for (int j = i * d; j < (i + 1) * d; j++) {
          distance += rows[j] * rows[j];
        }
        logLikelihood += weights[i] * (constants[i] - 0.5 * distance);
      }
    }

    @Override
    public ObservedMoments take() {
      Moments counted = moments.take();
      counted.addScatter(scatter);
      ObservedMoments taken = new ObservedMoments(counted, logLikelihood);
      java.util.Arrays.fill(scatter, 0);
      logLikelihood = 0;
      return taken;
    }

    @Override
    public void close() {
      moments.close();
      for (NativeDoubles buffer : java.util.List.of(whitened, ones, centre, inverseLower)) {
        buffer.close();
      }
    }
  }
}
