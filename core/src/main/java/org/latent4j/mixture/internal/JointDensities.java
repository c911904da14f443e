package org.latent4j.mixture.internal;

import java.util.Locale;
import java.util.function.IntFunction;
import org.latent4j.em.RowBlock;
import org.latent4j.linalg.ArrayMath;
import org.latent4j.linalg.Matrix;

/** What follows from the log joint densities of a mixture, block by block. */
public final class JointDensities {

  private JointDensities() {}

  /**
   * Log densities of rows.
   *
   * @param observations n×d
   * @param d features of the mixture
   * @param k components of the mixture
   * @param evaluators starts an evaluation for a capacity
   * @return n natural logarithms
   * @throws IllegalArgumentException if the number of features is not d
   */
  public static double[] logDensity(
      Matrix observations, int d, int k, IntFunction<LogJoint> evaluators) {
    requireFeatures(observations, d);
    double[] logDensities = new double[observations.rows()];
    visit(
        observations,
        k,
        evaluators,
        (from, count, logJoint) -> {
          double[] part = new double[count];
          ArrayMath.logSumExpRows(logJoint, count, k, part);
          System.arraycopy(part, 0, logDensities, from, count);
        });
    return logDensities;
  }

  /**
   * Probabilities of the components given rows.
   *
   * @param observations n×d
   * @param d features of the mixture
   * @param k components of the mixture
   * @param evaluators starts an evaluation for a capacity
   * @return n×k, rows sum to 1
   * @throws IllegalArgumentException if the number of features is not d
   */
  public static Matrix responsibilities(
      Matrix observations, int d, int k, IntFunction<LogJoint> evaluators) {
    requireFeatures(observations, d);
    double[] all = new double[Math.multiplyExact(observations.rows(), k)];
    visit(
        observations,
        k,
        evaluators,
        (from, count, logJoint) -> {
          ArrayMath.softmaxRows(logJoint, count, k, new double[count]);
          System.arraycopy(logJoint, 0, all, from * k, count * k);
        });
    return Matrix.wrap(observations.rows(), k, all);
  }

  private static void requireFeatures(Matrix observations, int d) {
    if (observations.columns() != d) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "observations must have %d features, got %d",
              d,
              observations.columns()));
    }
  }

  /** Takes in log joint densities of consecutive rows. */
  private interface Visitor {
    void visit(int firstRow, int rowCount, double[] logJoint);
  }

  private static void visit(
      Matrix observations, int k, IntFunction<LogJoint> evaluators, Visitor visitor) {
    int d = observations.columns();
    int capacity = Math.min(RowBlock.defaultCapacity(d), Math.max(1, observations.rows()));
    double[] rows = new double[capacity * d];
    double[] logJoint = new double[capacity * k];
    try (LogJoint evaluator = evaluators.apply(capacity)) {
      for (int from = 0; from < observations.rows(); from += capacity) {
        int count = Math.min(capacity, observations.rows() - from);
        System.arraycopy(observations.values(), from * d, rows, 0, count * d);
        evaluator.evaluate(rows, count, logJoint);
        visitor.visit(from, count, logJoint);
      }
    }
  }
}
