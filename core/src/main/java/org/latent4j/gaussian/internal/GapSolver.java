package org.latent4j.gaussian.internal;

import java.util.Locale;
import org.latent4j.linalg.ArrayMath;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.NotPositiveDefiniteException;
import org.latent4j.linalg.NumericalException;
import org.latent4j.linalg.TriangularSolve;

/**
 * What one Gaussian N(μ, Σ) says of the missing values m of a row, given the observed ones o: their
 * conditional mean and covariance, and the determinant of Σ_oo.
 *
 * <p>Up to half of the features are sought through the precision Λ = Σ⁻¹, whose blocks give the
 * conditional covariance Λ_mm⁻¹, the mean μ_m − Λ_mm⁻¹·Λ_mo·(x_o − μ_o) and log|Σ_oo| = log|Σ| +
 * log|Λ_mm| (Anderson 2003, An Introduction to Multivariate Statistical Analysis, theorem A.3.2),
 * so that the cost follows the number of gaps: m³/3 multiplications for a pattern, m·d for a row.
 * More are sought through Σ_oo, at (d − m)³/3. Belongs to one thread.
 */
public final class GapSolver {

  private static final int NATIVE_FROM = 48;

  private final int d;
  private final double[] mean;
  private final double[] covariance;
  private final double[] precision;
  private final double logDeterminant;
  private final double[] difference;
  private final double[] right;
  private final int[] columns;
  private double[] factor;
  private double[] work = new double[0];
  private int m;
  private boolean byPrecision;
  private double logObserved;

  /**
   * Prepares a Gaussian.
   *
   * @param mean μ, d numbers from {@code meanAt} on; kept
   * @param meanAt where the mean starts
   * @param covariance Σ, d×d
   * @param inverseLower L⁻¹, with L·Lᵀ = Σ
   * @param logDeterminant log|Σ|
   */
  public GapSolver(
      double[] mean, int meanAt, Matrix covariance, Matrix inverseLower, double logDeterminant) {
    d = covariance.rows();
    this.mean = new double[d];
    System.arraycopy(mean, meanAt, this.mean, 0, d);
    this.covariance = covariance.values();
    this.logDeterminant = logDeterminant;
    precision = inverseLower.transposedTimes(inverseLower).values();
    difference = new double[d];
    right = new double[d];
    columns = new int[d];
    factor = new double[16];
  }

  /**
   * Turns to a pattern.
   *
   * @param patterns of a block
   * @param pattern from 0
   * @throws NumericalException if the covariance of the observed features has lost its definiteness
   */
  public void open(RowPatterns patterns, int pattern) {
    m = patterns.missingCount(pattern);
    for (int j = 0; j < d; j++) {
      columns[j] = patterns.column(pattern, j);
    }
    byPrecision = 2 * m <= d;
    if (byPrecision && !factorPrecision()) {
      byPrecision = false;
    }
    if (!byPrecision) {
      factorObserved();
    }
  }

  private boolean factorPrecision() {
    gather(precision, 0, m);
    if (!factor(m)) {
      return false;
    }
    logObserved = logDeterminant + logFactor(m);
    return true;
  }

  private void factorObserved() {
    int o = d - m;
    gather(covariance, m, o);
    if (!factor(o)) {
      throw new NumericalException(
          String.format(
              Locale.ROOT,
              "the covariance of %d observed features is not positive definite; raise the floor",
              o));
    }
    logObserved = logFactor(o);
  }

  /** Copies the block of some columns by themselves into the factor, lower triangle. */
  private void gather(double[] matrix, int first, int size) {
    if (factor.length < size * size) {
      factor = new double[d * d];
    }
    for (int a = 0; a < size; a++) {
      int row = columns[first + a] * d;
      for (int b = 0; b <= a; b++) {
        factor[a * size + b] = matrix[row + columns[first + b]];
      }
    }
  }

  private boolean factor(int size) {
    return size < NATIVE_FROM ? factorHere(size) : factorNatively(size);
  }

  private boolean factorHere(int size) {
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        double sum = factor[i * size + j];
        for (int l = 0; l < j; l++) {
          sum -= factor[i * size + l] * factor[j * size + l];
        }
        factor[i * size + j] = sum / factor[j * size + j];
      }
      double pivot = factor[i * size + i];
      for (int l = 0; l < i; l++) {
        pivot -= factor[i * size + l] * factor[i * size + l];
      }
      if (!(pivot > 0 && pivot < Double.POSITIVE_INFINITY)) {
        return false;
      }
      factor[i * size + i] = Math.sqrt(pivot);
    }
    return true;
  }

  private boolean factorNatively(int size) {
    try {
      double[] values = new double[size * size];
      System.arraycopy(factor, 0, values, 0, size * size);
      Matrix lower = Cholesky.of(Matrix.wrap(size, size, values)).lower();
      System.arraycopy(lower.values(), 0, factor, 0, size * size);
      return true;
    } catch (NotPositiveDefiniteException e) {
      return false;
    }
  }

  private double logFactor(int size) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += Math.log(factor[i * size + i]);
    }
    return 2 * sum;
  }

  /**
   * Logarithm of the determinant of the observed features' covariance.
   *
   * @return log|Σ_oo|, 0 where none is observed
   */
  public double logDeterminant() {
    return m == 0 ? logDeterminant : logObserved;
  }

  /**
   * Conditional mean of the missing values of a row.
   *
   * @param rows row-major, its values missing where the pattern says so
   * @param from where the row starts
   * @param target receives m numbers
   * @param to where they start
   */
  public void fill(double[] rows, int from, double[] target, int to) {
    for (int a = 0; a < m; a++) {
      difference[columns[a]] = 0;
    }
    for (int a = m; a < d; a++) {
      int j = columns[a];
      difference[j] = rows[from + j] - mean[j];
    }
    if (byPrecision) {
      for (int a = 0; a < m; a++) {
        right[a] = ArrayMath.dot(precision, columns[a] * d, difference, 0, d);
      }
      solve(m);
      for (int a = 0; a < m; a++) {
        target[to + a] = mean[columns[a]] - right[a];
      }
      return;
    }
    int o = d - m;
    for (int b = 0; b < o; b++) {
      right[b] = difference[columns[m + b]];
    }
    solve(o);
    for (int a = 0; a < m; a++) {
      double sum = 0;
      int row = columns[a] * d;
      for (int b = 0; b < o; b++) {
        sum += covariance[row + columns[m + b]] * right[b];
      }
      target[to + a] = mean[columns[a]] + sum;
    }
  }

  /** Solves with the factor and its transpose, in place. */
  private void solve(int size) {
    for (int i = 0; i < size; i++) {
      double sum = right[i];
      for (int l = 0; l < i; l++) {
        sum -= factor[i * size + l] * right[l];
      }
      right[i] = sum / factor[i * size + i];
    }
    for (int i = size - 1; i >= 0; i--) {
      right[i] /= factor[i * size + i];
      for (int l = 0; l < i; l++) {
        right[l] -= factor[i * size + l] * right[i];
      }
    }
  }

  /**
   * Adds a multiple of the conditional covariance of the missing values to a scatter.
   *
   * @param weight the multiple
   * @param scatter d×d, of which the lower triangle is added to
   * @param from where it starts
   */
  public void addCovariance(double weight, double[] scatter, int from) {
    writeCovariance();
    for (int a = 0; a < m; a++) {
      int row = from + columns[a] * d;
      for (int b = 0; b <= a; b++) {
        scatter[row + columns[b]] += weight * work[a * m + b];
      }
    }
  }

  /**
   * Adds a multiple of the conditional variances of the missing values to sums of squares.
   *
   * @param weight the multiple
   * @param squares d sums
   * @param from where they start
   */
  public void addVariances(double weight, double[] squares, int from) {
    writeCovariance();
    for (int a = 0; a < m; a++) {
      squares[from + columns[a]] += weight * work[a * m + a];
    }
  }

  /**
   * Conditional covariance of the missing values.
   *
   * @return m×m
   */
  public Matrix covariance() {
    writeCovariance();
    double[] full = new double[m * m];
    for (int a = 0; a < m; a++) {
      for (int b = 0; b <= a; b++) {
        full[a * m + b] = work[a * m + b];
        full[b * m + a] = work[a * m + b];
      }
    }
    return Matrix.wrap(m, m, full);
  }

  /** Writes the lower triangle of the conditional covariance, m×m. */
  private void writeCovariance() {
    int needed = Math.max(m * m, byPrecision ? 0 : (d - m) * m);
    if (work.length < needed) {
      work = new double[needed];
    }
    if (byPrecision) {
      invert();
    } else {
      reduce();
    }
  }

  /** Λ_mm⁻¹ = L⁻ᵀ·L⁻¹. */
  private void invert() {
    if (m >= NATIVE_FROM) {
      double[] values = new double[m * m];
      System.arraycopy(factor, 0, values, 0, m * m);
      Matrix inverse = TriangularSolve.lower(Matrix.wrap(m, m, values), Matrix.identity(m));
      System.arraycopy(inverse.transposedTimes(inverse).values(), 0, work, 0, m * m);
      return;
    }
    for (int i = 0; i < m; i++) {
      double pivot = 1 / factor[i * m + i];
      for (int j = 0; j < i; j++) {
        double sum = 0;
        for (int l = j; l < i; l++) {
          sum += factor[i * m + l] * work[l * m + j];
        }
        work[i * m + j] = -sum * pivot;
      }
      work[i * m + i] = pivot;
    }
    for (int a = 0; a < m; a++) {
      for (int b = 0; b <= a; b++) {
        double sum = 0;
        for (int l = a; l < m; l++) {
          sum += work[l * m + a] * work[l * m + b];
        }
        work[a * m + b] = sum; // no entry of a later row or of this place is read again
      }
    }
  }

  /** Σ_mm − (L⁻¹·Σ_om)ᵀ·(L⁻¹·Σ_om). */
  private void reduce() {
    int o = d - m;
    double[] images = new double[o * m];
    for (int i = 0; i < o; i++) {
      int row = columns[m + i] * d;
      for (int a = 0; a < m; a++) {
        double sum = covariance[row + columns[a]];
        for (int l = 0; l < i; l++) {
          sum -= factor[i * o + l] * images[l * m + a];
        }
        images[i * m + a] = sum / factor[i * o + i];
      }
    }
    for (int a = 0; a < m; a++) {
      for (int b = 0; b <= a; b++) {
        double sum = covariance[columns[a] * d + columns[b]];
        for (int l = 0; l < o; l++) {
          sum -= images[l * m + a] * images[l * m + b];
        }
        work[a * m + b] = sum;
      }
    }
  }
}
