package org.latent4j.mixture.internal;

import java.util.Arrays;
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
  private final double[] values;
  private final double[] observed;
  private final double[] sums;
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
    values = new double[capacity * d];
    observed = new double[capacity * d];
    sums = new double[capacity];
  }

  /** Column by column, in which missing values count 0 times, so that loops have no branches. */
  @Override
  void evaluate(double[] given, int count, double[] logDensities) {
    rows = given;
    rowCount = count;
    patterns.read(given, count);
    transpose();
    for (int c = 0; c < k; c++) {
      Arrays.fill(sums, 0, count, 0);
      for (int j = c * d; j < (c + 1) * d; j++) {
        add((j - c * d) * count, means[j], inverseDeviations[j], constants[j]);
      }
      for (int i = 0; i < count; i++) {
        logDensities[i * k + c] = sums[i];
      }
    }
  }

  private void transpose() {
    for (int i = 0; i < rowCount; i++) {
      for (int j = 0; j < d; j++) {
        double value = rows[i * d + j];
        boolean missing = Double.isNaN(value);
        values[j * rowCount + i] = missing ? 0 : value;
        observed[j * rowCount + i] = missing ? 0 : 1;
      }
    }
  }

  private void add(int from, double mean, double inverseDeviation, double constant) {
    for (int i = 0; i < rowCount; i++) {
      double z = observed[from + i] * (values[from + i] - mean) * inverseDeviation;
      sums[i] += observed[from + i] * constant - 0.5 * z * z;
    }
  }

  @Override
  double[] rows(int component) {
    System.arraycopy(rows, 0, filled, 0, rowCount * d);
    for (int p = 0; p < patterns.patternCount(); p++) {
      int m = patterns.missingCount(p);
      for (int i = 0; i < patterns.rowCount(p) && m > 0; i++) {
        int row = patterns.row(p, i) * d;
        for (int a = 0; a < m; a++) {
          int j = patterns.column(p, a);
          filled[row + j] = means[component * d + j];
        }
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
