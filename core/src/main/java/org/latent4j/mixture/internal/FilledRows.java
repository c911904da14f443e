package org.latent4j.mixture.internal;

import org.latent4j.gaussian.internal.RowPatterns;
import org.latent4j.linalg.Matrix;

/**
 * The rows of a block as each component completes them: missing values stand at their conditional
 * means, and what these lack of the scatter is told. Belongs to one thread; valid until the next
 * block.
 */
abstract class FilledRows implements AutoCloseable {

  final RowPatterns patterns;

  FilledRows(int capacity, int features) {
    patterns = new RowPatterns(capacity, features);
  }

  /**
   * Takes a block and evaluates the densities of what is observed.
   *
   * @param rows row-major, rowCount×d, NaN where missing; kept until the next call
   * @param rowCount at most the capacity
   * @param logDensities receives log N(x_o) of each row and component, rowCount×k; 0 for a row of
   *     which nothing is observed
   */
  abstract void evaluate(double[] rows, int rowCount, double[] logDensities);

  /** The rows as a component completes them, until the next call of any method. */
  abstract double[] rows(int component);

  /** Conditional covariance of what is missing in the rows of a pattern, m×m. */
  abstract Matrix covariance(int component, int pattern);

  /**
   * Adds the conditional covariances of what is missing in the rows of a pattern.
   *
   * @param weight of the pattern's rows
   * @param shape of the scatter: DIAGONAL takes d variances, the others a d×d lower triangle
   */
  abstract void addCovariance(
      int component,
      int pattern,
      double weight,
      ComponentStatistics.Shape shape,
      double[] scatter,
      int from);

  /** The same for all rows, of which those that weigh next to nothing are left out. */
  final void addCovariances(
      int component,
      double[] weights,
      int stride,
      double negligible,
      ComponentStatistics.Shape shape,
      double[] scatter,
      int from) {
    for (int p = 0; p < patterns.patternCount(); p++) {
      if (patterns.missingCount(p) == 0) {
        continue;
      }
      double sum = 0;
      for (int i = 0; i < patterns.rowCount(p); i++) {
        double weight = weights[patterns.row(p, i) * stride + component];
        sum += weight > negligible ? weight : 0;
      }
      if (sum > 0) {
        addCovariance(component, p, sum, shape, scatter, from);
      }
    }
  }

  @Override
  public void close() {}
}
