package org.latent4j.linear;

import java.util.Arrays;
import java.util.Locale;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;

/**
 * A point and orthonormal axes through it: the geometry that PCA and probabilistic PCA share. Rows
 * are centred before anything is multiplied, and visited in blocks that stay in cache. Immutable.
 */
final class PrincipalFrame {

  private static final int BLOCK_VALUES = 1 << 15;

  /** Far above the rounding of any decomposition, far below a mistake. */
  private static final double ORTHONORMAL_WITHIN = 1e-8;

  private final double[] mean;
  private final Matrix axes;

  /** Is given the coordinates of some rows along the axes, and what the axes leave of them. */
  interface Visitor {
    void visit(int firstRow, Matrix scores, Matrix residuals);
  }

  /**
   * Checks and joins the parts.
   *
   * @param mean d numbers, kept
   * @param axes d×q, orthonormal columns, kept
   * @throws IllegalArgumentException if the sizes differ or the columns are not orthonormal
   */
  PrincipalFrame(double[] mean, Matrix axes) {
    if (axes.rows() != mean.length || axes.columns() < 1 || axes.columns() > axes.rows()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "principalAxes must have %d rows (features) and from 1 to %d columns, got %d x %d",
              mean.length,
              mean.length,
              axes.rows(),
              axes.columns()));
    }
    int q = axes.columns();
    Matrix products = axes.transposedTimes(axes).minus(Matrix.identity(q));
    double error = Arrays.stream(products.values()).map(Math::abs).max().orElse(0);
    if (!(error <= ORTHONORMAL_WITHIN)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "principalAxes must be orthonormal, but miss that by %.1e", error));
    }
    this.mean = mean;
    this.axes = axes;
  }

  int featureCount() {
    return mean.length;
  }

  int latentDimension() {
    return axes.columns();
  }

  double[] mean() {
    return mean.clone();
  }

  Matrix axes() {
    return axes;
  }

  /** Coordinates of rows along the axes, each multiplied by a factor. */
  Matrix encode(Matrix observations, double[] factors) {
    requireFeatures(observations);
    int n = observations.rows();
    int q = latentDimension();
    double[] codes = new double[Math.multiplyExact(n, q)];
    int step = blockRows();
    for (int from = 0; from < n; from += step) {
      Matrix scores = centred(observations, from, Math.min(n, from + step)).times(axes);
      scale(scores, factors, codes, from * q);
    }
    return Matrix.wrap(n, q, codes);
  }

  /** The points of given coordinates, each multiplied by a factor first. */
  Matrix decode(Matrix latent, double[] factors) {
    int q = latentDimension();
    if (latent.columns() != q) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "latent must have %d columns, got %d", q, latent.columns()));
    }
    double[] scores = new double[latent.values().length];
    scale(latent, factors, scores, 0);
    Matrix points = Matrix.wrap(latent.rows(), q, scores).timesTransposed(axes);
    double[] values = points.values();
    for (int i = 0; i < values.length; i += mean.length) {
      for (int j = 0; j < mean.length; j++) {
        values[i + j] += mean[j];
      }
    }
    return points;
  }

  /** The step {@link #encode(Matrix, double[])} of a graph. */
  GraphValue encode(GraphValue observations, double[] factors) {
    return observations.minus(mean).affine(axes).times(factors);
  }

  /** The step {@link #decode(Matrix, double[])} of a graph. */
  GraphValue decode(GraphValue latent, double[] factors) {
    return latent.times(factors).affine(axes.transpose()).plus(mean);
  }

  /** Divides rows into what lies along the axes and what does not, block by block. */
  void visit(Matrix observations, Visitor visitor) {
    requireFeatures(observations);
    int n = observations.rows();
    int step = blockRows();
    for (int from = 0; from < n; from += step) {
      Matrix centred = centred(observations, from, Math.min(n, from + step));
      Matrix scores = centred.times(axes);
      visitor.visit(from, scores, centred.minus(scores.timesTransposed(axes)));
    }
  }

  private int blockRows() {
    return Math.max(1, BLOCK_VALUES / mean.length);
  }

  private Matrix centred(Matrix observations, int from, int to) {
    int d = mean.length;
    double[] source = observations.values();
    double[] values = new double[(to - from) * d];
    for (int i = 0, at = from * d; i < values.length; i += d, at += d) {
      for (int j = 0; j < d; j++) {
        values[i + j] = source[at + j] - mean[j];
      }
    }
    return Matrix.wrap(to - from, d, values);
  }

  private static void scale(Matrix rows, double[] factors, double[] target, int offset) {
    double[] values = rows.values();
    for (int i = 0; i < values.length; i += factors.length) {
      for (int j = 0; j < factors.length; j++) {
        target[offset + i + j] = values[i + j] * factors[j];
      }
    }
  }

  void requireFeatures(Matrix observations) {
    if (observations.columns() != mean.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "observations must have %d features, got %d",
              mean.length,
              observations.columns()));
    }
  }
}
