package org.latent4j.mixture.internal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.latent4j.linalg.ArrayMath;
import org.latent4j.linalg.Matrix;

/**
 * Eigenvalues and eigenvectors of a positive semidefinite matrix A by Jacobi's rotations, which
 * find a small eigenvalue to its own digits where the size of a column causes it (Demmel and
 * Veselić 1992, doi:10.1137/0613074). With a {@link PivotedRoot} A = GᵀG, rotations of pairs of
 * rows of G make these orthogonal: their squared lengths are then the eigenvalues and their
 * directions the eigenvectors (Veselić and Hari 1989, doi:10.1007/BF01396048). The root is already
 * near to that, so that a few sweeps of d³ operations are enough, and what lies beyond the rank of
 * A is exactly 0.
 */
final class OneSidedJacobi {

  private static final int MOST_SWEEPS = 60;
  private static final double ROUNDING = 0x1p-53;
  private static final double FAR = 1e8; // where θ² + 1 is θ²

  private final int d;
  private final int rank;
  private final double[][] rows;

  /** Diagonalises a symmetric d×d matrix; what rounding has made negative in it counts as 0. */
  OneSidedJacobi(Matrix symmetric) {
    d = symmetric.rows();
    rows = PivotedRoot.of(symmetric);
    rank = rows.length;
    double tolerance = ROUNDING * Math.sqrt(d);
    double[] squares = new double[rank];
    boolean turned = true;
    for (int sweep = 0; sweep < MOST_SWEEPS && turned; sweep++) {
      turned = sweep(squares, tolerance);
    }
    Arrays.sort(rows, Comparator.comparingDouble((double[] row) -> -square(row)));
  }

  /** Turns every pair of rows once; tells whether one was not orthogonal yet. */
  private boolean sweep(double[] squares, double tolerance) {
    Arrays.setAll(squares, p -> square(rows[p]));
    boolean turned = false;
    for (int p = 0; p < rank - 1; p++) {
      for (int q = p + 1; q < rank; q++) {
        double product = ArrayMath.dot(rows[p], 0, rows[q], 0, d);
        double scale = Math.sqrt(squares[p]) * Math.sqrt(squares[q]);
        if (Math.abs(product) > tolerance * scale) {
          double tangent = tangent((squares[q] - squares[p]) / (2 * product));
          turn(rows[p], rows[q], tangent);
          squares[p] -= tangent * product;
          squares[q] += tangent * product;
          turned = true;
        }
      }
    }
    return turned;
  }

  /** The smaller root of t² + 2θt = 1, for any size of θ. */
  private static double tangent(double theta) {
    double size = Math.abs(theta);
    double root = size > FAR ? size : Math.sqrt(size * size + 1);
    return Math.copySign(1 / (size + root), theta);
  }

  private static void turn(double[] p, double[] q, double tangent) {
    double cosine = 1 / Math.sqrt(tangent * tangent + 1);
    double sine = tangent * cosine;
    for (int i = 0; i < p.length; i++) {
      double ip = p[i];
      double iq = q[i];
      p[i] = cosine * ip - sine * iq;
      q[i] = sine * ip + cosine * iq;
    }
  }

  private static double square(double[] row) {
    return ArrayMath.dot(row, 0, row, 0, row.length);
  }

  /** Eigenvalues, decreasing, at least 0. */
  double[] values() {
    return IntStream.range(0, d).mapToDouble(q -> q < rank ? square(rows[q]) : 0).toArray();
  }

  /** Eigenvectors, d×d, orthonormal columns. */
  Matrix vectors() {
    double[][] unit = new double[d][];
    for (int q = 0; q < rank; q++) {
      unit[q] = scaled(rows[q]);
    }
    for (int q = rank; q < d; q++) {
      unit[q] = orthogonal(unit, q);
    }
    double[] vectors = new double[d * d];
    for (int i = 0; i < d * d; i++) {
      vectors[i] = unit[i % d][i / d];
    }
    return Matrix.wrap(d, d, vectors);
  }

  private static double[] scaled(double[] row) {
    double length = Math.sqrt(square(row));
    return Arrays.stream(row).map(v -> v / length).toArray();
  }

  /** A unit vector at right angles to the first few, from the axis that they cover least. */
  private double[] orthogonal(double[][] unit, int count) {
    int axis = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < d; j++) {
      double covered = 0;
      for (int q = 0; q < count; q++) {
        covered += unit[q][j] * unit[q][j];
      }
      axis = covered < least ? j : axis;
      least = Math.min(least, covered);
    }
    double[] vector = new double[d];
    vector[axis] = 1;
    for (int pass = 0; pass < 2; pass++) { // the second takes out what rounding left in the first
      for (int q = 0; q < count; q++) {
        double along = ArrayMath.dot(vector, 0, unit[q], 0, d);
        for (int j = 0; j < d; j++) {
          vector[j] -= along * unit[q][j];
        }
      }
      vector = scaled(vector);
    }
    return vector;
  }
}
