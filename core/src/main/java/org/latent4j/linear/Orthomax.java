package org.latent4j.linear;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.latent4j.linalg.Matrix;

/**
 * Orthogonal rotation that maximises Σⱼₖ λ⁴ − γ/d·Σₖ (Σⱼ λ²)² of row-normalised loadings λ: γ = 1
 * is varimax, γ = 0 quartimax. Pairs of axes are turned by the angle that is best for the pair
 * (Kaiser 1959, doi:10.1177/001316445901900303), until no pair turns any more.
 */
final class Orthomax {

  /** Angles in radians, below which the criterion moves by less than rounding. */
  private static final double STILL = 1e-9;

  private static final int MOST_SWEEPS = 1000;

  private final double gamma;

  Orthomax(double gamma) {
    this.gamma = gamma;
  }

  Matrix rotate(Matrix loadings) {
    int d = loadings.rows();
    int q = loadings.columns();
    double[] lengths = new double[d];
    double[][] columns = new double[q][];
    for (int k = 0; k < q; k++) {
      columns[k] = loadings.column(k);
      for (int j = 0; j < d; j++) {
        lengths[j] = Math.hypot(lengths[j], columns[k][j]);
      }
    }
    for (double[] column : columns) {
      for (int j = 0; j < d; j++) {
        column[j] = lengths[j] > 0 ? column[j] / lengths[j] : 0;
      }
    }
    double turned = 1;
    for (int sweep = 0; turned > STILL && sweep < MOST_SWEEPS; sweep++) {
      turned = 0;
      for (int k = 1; k < q; k++) {
        for (int l = 0; l < k; l++) {
          turned = Math.max(turned, Math.abs(turn(columns[l], columns[k])));
        }
      }
    }
    double[] values = new double[d * q];
    for (int j = 0; j < d; j++) {
      for (int k = 0; k < q; k++) {
        values[j * q + k] = columns[k][j] * lengths[j];
      }
    }
    return Matrix.wrap(d, q, values);
  }

  /** Turns a pair of columns in their plane and returns the angle. */
  private double turn(double[] x, double[] y) {
    double sumU = 0;
    double sumV = 0;
    double squares = 0;
    double products = 0;
    for (int j = 0; j < x.length; j++) {
      double u = x[j] * x[j] - y[j] * y[j];
      double v = 2 * x[j] * y[j];
      sumU += u;
      sumV += v;
      squares += u * u - v * v;
      products += 2 * u * v;
    }
    double share = gamma / x.length;
    double numerator = products - 2 * share * sumU * sumV;
    double denominator = squares - share * (sumU * sumU - sumV * sumV);
    double angle = Math.atan2(numerator, denominator) / 4;
    // Where all angles are equally good, sums of rounding must not turn the axes for ever.
    if (!(Math.hypot(numerator, denominator) > 1e-14 * x.length)) {
      return 0;
    }
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    for (int j = 0; j < x.length; j++) {
      double first = cos * x[j] + sin * y[j];
      y[j] = cos * y[j] - sin * x[j];
      x[j] = first;
    }
    return angle;
  }

  /** Uncorrelated factors, each with its entry of largest magnitude positive. */
  static Rotation.Rotated upright(Matrix loadings) {
    return turned(loadings, Matrix.identity(loadings.columns()), identityOrder(loadings));
  }

  /** By decreasing sums of squares, each with its entry of largest magnitude positive. */
  static Rotation.Rotated ordered(Rotation.Rotated rotated) {
    Matrix loadings = rotated.loadings();
    double[] sums = new double[loadings.columns()];
    for (int k = 0; k < sums.length; k++) {
      sums[k] = Arrays.stream(loadings.column(k)).map(v -> v * v).sum();
    }
    int[] order =
        IntStream.range(0, sums.length)
            .boxed()
            .sorted(Comparator.comparingDouble(k -> -sums[k]))
            .mapToInt(Integer::intValue)
            .toArray();
    return turned(loadings, rotated.correlations(), order);
  }

  private static int[] identityOrder(Matrix loadings) {
    return IntStream.range(0, loadings.columns()).toArray();
  }

  private static Rotation.Rotated turned(Matrix loadings, Matrix correlations, int[] order) {
    int q = order.length;
    double[] signs = new double[q];
    for (int k = 0; k < q; k++) {
      double largest = 0;
      for (double value : loadings.column(order[k])) {
        largest = Math.abs(value) > Math.abs(largest) ? value : largest;
      }
      signs[k] = largest < 0 ? -1 : 1;
    }
    double[] values = loadings.selectColumns(order).toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = signs[i % q] * values[i] + 0.0; // + 0.0 makes -0.0 positive
    }
    double[] between = correlations.selectColumns(order).selectRows(order).toArray();
    for (int i = 0; i < between.length; i++) {
      between[i] = signs[i / q] * signs[i % q] * between[i] + 0.0;
    }
    return new Rotation.Rotated(
        Matrix.wrap(loadings.rows(), q, values), Matrix.wrap(q, q, between));
  }
}
