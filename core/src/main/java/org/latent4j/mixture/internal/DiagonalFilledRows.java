package org.latent4j.mixture.internal;

import org.latent4j.linalg.Matrix;

/** Completes rows under covariances without correlations: with means, at 3 operations a value. */
final class DiagonalFilledRows extends FilledRows {

  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final int k;
  private final int d;
  private final double[] means;
  private final double[] variances;
  private final double[] inverseDeviations;
  private final double[] constants;
  private final double[] filled;
  private double[] rows = new double[0];
  private int rowCount;

  DiagonalFilledRows(Matrix means, Matrix variances, int capacity) {
    super(capacity, means.columns());
    k = means.rows();
    d = means.columns();
    this.means = means.values();
    this.variances = variances.values();
    inverseDeviations = new double[k * d];
    constants = new double[k * d];
    for (int i = 0; i < constants.length; i++) {
      inverseDeviations[i] = 1 / Math.sqrt(this.variances[i]);
      constants[i] = -0.5 * (LOG_TWO_PI + Math.log(this.variances[i]));
    }
    filled = new double[capacity * d];
  }

  @Override
  void evaluate(double[] given, int count, double[] logDensities) {
    rows = given;
    rowCount = count;
    patterns.read(given, count);
    for (int p = 0; p < patterns.patternCount(); p++) {
      int m = patterns.missingCount(p);
      for (int c = 0; c < k; c++) {
        double constant = 0;
        for (int a = m; a < d; a++) {
          constant += constants[c * d + patterns.column(p, a)];
        }
        for (int i = 0; i < patterns.rowCount(p); i++) {
          int row = patterns.row(p, i);
          logDensities[row * k + c] = constant - 0.5 * squaredDistance(row * d, c * d, p, m);
        }
      }
    }
  }

  private double squaredDistance(int row, int component, int pattern, int missing) {
    double sum = 0;
    for (int a = missing; a < d; a++) {
      int j = patterns.column(pattern, a);
      double z = (rows[row + j] - means[component + j]) * inverseDeviations[component + j];
      sum += z * z;
    }
    return sum;
  }

  @Override
  double[] rows(int component) {
    for (int i = 0; i < rowCount; i++) {
      for (int j = 0; j < d; j++) {
        double value = rows[i * d + j];
        filled[i * d + j] = Double.isNaN(value) ? means[component * d + j] : value;
      }
    }
    return filled;
  }

  @Override
  Matrix covariance(int component, int pattern) {
    double[] own = new double[patterns.missingCount(pattern)];
    for (int a = 0; a < own.length; a++) {
      own[a] = variances[component * d + patterns.column(pattern, a)];
    }
    return Matrix.diagonal(own);
  }

  @Override
  void addCovariance(
      int component,
      int pattern,
      double weight,
      ComponentStatistics.Shape shape,
      double[] scatter,
      int from) {
    int step = shape == ComponentStatistics.Shape.DIAGONAL ? 1 : d + 1;
    for (int a = 0; a < patterns.missingCount(pattern); a++) {
      int j = patterns.column(pattern, a);
      scatter[from + j * step] += weight * variances[component * d + j];
    }
  }
}
