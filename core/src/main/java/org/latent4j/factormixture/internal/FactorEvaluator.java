package org.latent4j.factormixture.internal;

import java.util.List;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.internal.Blas;
import org.latent4j.linalg.internal.Blas.Transpose;
import org.latent4j.linalg.internal.NativeDoubles;

/**
 * Evaluates log p(component, x) for the rows of a block, and on the way their coordinates t along
 * the whitened axes of each component: two products of d·q multiply-adds per row and component, no
 * d×d matrix. Belongs to one thread.
 */
public final class FactorEvaluator implements AutoCloseable {

  private final List<FactorCovariance> covariances;
  private final int k;
  private final int d;
  private final int capacity;
  private final double[] means;
  private final double[] constants;
  private final int[] offsets;
  private final double[] white;
  private final double[] scores;
  private final NativeDoubles block;
  private final NativeDoubles projected;
  private final NativeDoubles axes;

  /**
   * Copies the axes off the heap.
   *
   * @param logWeights k natural logarithms
   * @param means k×d
   * @param covariances k
   * @param capacity the most rows of one call
   */
  public FactorEvaluator(
      double[] logWeights, Matrix means, List<FactorCovariance> covariances, int capacity) {
    this.covariances = covariances;
    this.means = means.values();
    this.capacity = capacity;
    k = means.rows();
    d = means.columns();
    offsets = offsets(covariances);
    int most = covariances.stream().mapToInt(FactorCovariance::latentDimension).max().orElse(0);
    constants = new double[k];
    white = new double[capacity * d];
    scores = new double[capacity * offsets[k]];
    block = NativeDoubles.allocate((long) capacity * d);
    projected = NativeDoubles.allocate((long) capacity * most);
    axes = NativeDoubles.allocate((long) d * offsets[k]);
    for (int c = 0; c < k; c++) {
      FactorCovariance covariance = covariances.get(c);
      constants[c] = logWeights[c] + covariance.logConstant();
      double[] values = covariance.axes().values();
      axes.put((long) d * offsets[c], values, 0, values.length);
    }
  }

  /** First place of each component among all factors, and their number. */
  static int[] offsets(List<FactorCovariance> covariances) {
    int[] offsets = new int[covariances.size() + 1];
    for (int c = 0; c < covariances.size(); c++) {
      offsets[c + 1] = offsets[c] + covariances.get(c).latentDimension();
    }
    return offsets;
  }

  /**
   * Evaluates a block.
   *
   * @param rows row-major, rowCount×d
   * @param rowCount at most the capacity
   * @param logJoint receives rowCount×k values, row-major
   */
  public void evaluate(double[] rows, int rowCount, double[] logJoint) {
    for (int c = 0; c < k; c++) {
      FactorCovariance covariance = covariances.get(c);
      int q = covariance.latentDimension();
      for (int i = 0; i < rowCount; i++) {
        whiten(rows, i * d, c, white, i * d);
      }
      if (q > 0) {
        project(c, q, rowCount);
      }
      double[] s = covariance.singularValues();
      for (int i = 0; i < rowCount; i++) {
        double distance = squaredNorm(white, i * d, d);
        int at = scoreOffset(c) + i * q;
        for (int j = 0; j < q; j++) {
          distance += scores[at + j] * scores[at + j] / (1 + s[j] * s[j]);
        }
        logJoint[i * k + c] = constants[c] - 0.5 * distance;
      }
    }
  }

  /** Writes (x − mean)/√ψ of a row. */
  void whiten(double[] rows, int row, int component, double[] target, int to) {
    double[] factors = covariances.get(component).inverseDeviations();
    int mean = component * d;
    for (int j = 0; j < d; j++) {
      target[to + j] = (rows[row + j] - means[mean + j]) * factors[j];
    }
  }

  /** Takes t = y·U to the scores and leaves y − t·Uᵀ. */
  private void project(int c, int q, int rowCount) {
    long axis = (long) d * offsets[c];
    block.put(0, white, 0, rowCount * d);
    Blas.dgemm(
        Transpose.NO,
        Transpose.NO,
        rowCount,
        q,
        d,
        1,
        block,
        0,
        d,
        axes,
        axis,
        q,
        0,
        projected,
        0,
        q);
    Blas.dgemm(
        Transpose.NO,
        Transpose.YES,
        rowCount,
        d,
        q,
        -1,
        projected,
        0,
        q,
        axes,
        axis,
        q,
        1,
        block,
        0,
        d);
    projected.get(0, scores, scoreOffset(c), rowCount * q);
    block.get(0, white, 0, rowCount * d);
  }

  /** Coordinates t of the rows evaluated last; those of a row and component lie together. */
  double[] scores() {
    return scores;
  }

  /** Where the coordinates of a component start: row i at + i·q. */
  int scoreOffset(int component) {
    return capacity * offsets[component];
  }

  /** Four partial sums, so that additions do not wait for each other. */
  private static double squaredNorm(double[] values, int from, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int j = from;
    for (; j + 3 < from + length; j += 4) {
      s0 += values[j] * values[j];
      s1 += values[j + 1] * values[j + 1];
      s2 += values[j + 2] * values[j + 2];
      s3 += values[j + 3] * values[j + 3];
    }
    for (; j < from + length; j++) {
      s0 += values[j] * values[j];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /**
   * E[z|x] of a row evaluated last.
   *
   * @param component from 0
   * @param row in the block
   * @param map {@link FactorCovariance#codeMap} of the component
   * @param factor by which to multiply
   * @param target receives q values
   * @param to first place
   */
  void code(int component, int row, Matrix map, double factor, double[] target, int to) {
    int q = map.rows();
    int at = scoreOffset(component) + row * q;
    for (int i = 0; i < q; i++) {
      double sum = 0;
      for (int j = 0; j < q; j++) {
        sum += map.values()[i * q + j] * scores[at + j];
      }
      target[to + i] = factor * sum;
    }
  }

  @Override
  public void close() {
    block.close();
    projected.close();
    axes.close();
  }
}
