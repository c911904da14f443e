package org.latent4j.mixture.internal;

import org.latent4j.gaussian.internal.GapSolver;
import org.latent4j.linalg.Matrix;

/**
 * Completes rows under covariance matrices. For each component a pattern costs min(m, d − m)³/3
 * multiplications and a row m·d, beside the d²/2 of its distance, with m the missing values.
 */
final class DenseFilledRows extends FilledRows {

  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final int k;
  private final int d;
  private final GapSolver[] solvers;
  private final DenseCovariances.Evaluator distances;
  private final double[] filled;
  private final double[] squares;
  private double[] fills = new double[0];
  private double[] rows = new double[0];
  private int rowCount;

  /**
   * Joins the parts.
   *
   * @param solvers one for each component
   * @param distances of the components; closed with this
   */
  DenseFilledRows(
      GapSolver[] solvers, DenseCovariances.Evaluator distances, int features, int capacity) {
    super(capacity, features);
    this.solvers = solvers;
    this.distances = distances;
    k = solvers.length;
    d = features;
    filled = new double[capacity * features];
    squares = new double[capacity];
  }

  @Override
  void evaluate(double[] given, int count, double[] logDensities) {
    rows = given;
    rowCount = count;
    patterns.read(given, count);
    int gaps = patterns.gapStart(patterns.patternCount());
    if (fills.length < k * gaps) {
      fills = new double[k * gaps];
    }
    for (int c = 0; c < k; c++) {
      fill(c, c * gaps, logDensities);
      distances.evaluate(c, rows(c), count, squares);
      for (int i = 0; i < count; i++) {
        logDensities[i * k + c] -= 0.5 * squares[i];
      }
    }
  }

  /** Writes conditional means, and the part of the densities without distances. */
  private void fill(int c, int to, double[] logDensities) {
    GapSolver solver = solvers[c];
    for (int p = 0; p < patterns.patternCount(); p++) {
      int m = patterns.missingCount(p);
      solver.open(patterns, p);
      double constant = m == d ? 0 : -0.5 * ((d - m) * LOG_TWO_PI + solver.logDeterminant());
      int at = to + patterns.gapStart(p);
      for (int i = 0; i < patterns.rowCount(p); i++, at += m) {
        int row = patterns.row(p, i);
        logDensities[row * k + c] = constant;
        if (m > 0) {
          solver.fill(rows, row * d, fills, at);
        }
      }
    }
  }

  @Override
  double[] rows(int component) {
    System.arraycopy(rows, 0, filled, 0, rowCount * d);
    int at = component * patterns.gapStart(patterns.patternCount());
    for (int p = 0; p < patterns.patternCount(); p++) {
      int m = patterns.missingCount(p);
      for (int i = 0; i < patterns.rowCount(p) && m > 0; i++) {
        int row = patterns.row(p, i) * d;
        for (int a = 0; a < m; a++) {
          filled[row + patterns.column(p, a)] = fills[at++];
        }
      }
    }
    return filled;
  }

  @Override
  Matrix covariance(int component, int pattern) {
    solvers[component].open(patterns, pattern);
    return solvers[component].covariance();
  }

  @Override
  void addCovariance(
      int component,
      int pattern,
      double weight,
      ComponentStatistics.Shape shape,
      double[] scatter,
      int from) {
    solvers[component].open(patterns, pattern);
    if (shape == ComponentStatistics.Shape.DIAGONAL) {
      solvers[component].addVariances(weight, scatter, from);
    } else {
      solvers[component].addCovariance(weight, scatter, from);
    }
  }

  @Override
  public void close() {
    distances.close();
  }
}
