package org.latent4j.gaussian;

import java.util.Arrays;
import java.util.Locale;
import org.latent4j.gaussian.internal.GapSolver;
import org.latent4j.gaussian.internal.RowPatterns;
import org.latent4j.linalg.ArrayMath;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.Conditional;
import org.latent4j.model.ConditionalDistribution;
import org.latent4j.model.Density;
import org.latent4j.model.DensityKind;
import org.latent4j.model.Model;
import org.latent4j.model.Sampler;

/**
 * The normal distribution N(μ, Σ) of d features, with any symmetric positive definite Σ. Linear
 * models answer by it for rows with missing values, and it is what they leave to a few columns.
 *
 * <p>A row of which the features o are observed has the density N(μ_o, Σ_oo), and the others m are
 * N(μ_m + Σ_mo·Σ_oo⁻¹·(x_o − μ_o), Σ_mm − Σ_mo·Σ_oo⁻¹·Σ_om) given them (Anderson 2003, An
 * Introduction to Multivariate Statistical Analysis, theorems 2.4.3 and 2.5.1). Rows with the same
 * features missing share the work that depends on these alone: min(m, d − m)³/3 multiplications for
 * a pattern, about m·d and d²/2 for a row. Immutable, thread-safe.
 */
public final class MultivariateNormal implements Model, Density, Sampler, Conditional {

  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);
  private static final int BLOCK_VALUES = 1 << 15;

  private final double[] mean;
  private final Matrix covariance;
  private final Cholesky cholesky;
  private final Matrix inverseLower;

  private MultivariateNormal(double[] mean, Matrix covariance) {
    this.mean = mean;
    this.covariance = covariance;
    cholesky = Cholesky.of(covariance);
    inverseLower = cholesky.inverseLower();
  }

  /**
   * The distribution of given parameters.
   *
   * @param mean μ, d finite numbers; copied
   * @param covariance Σ, d×d; entries above its diagonal are not read
   * @return the distribution
   * @throws IllegalArgumentException if sizes differ or a mean is not finite
   * @throws org.latent4j.linalg.NotPositiveDefiniteException if the covariance is not positive
   *     definite
   */
  public static MultivariateNormal of(double[] mean, Matrix covariance) {
    int d = mean.length;
    if (d < 1 || covariance.rows() != d || covariance.columns() != d) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "covariance must be %d x %d (the length of mean, at least 1), got %d x %d",
              d,
              d,
              covariance.rows(),
              covariance.columns()));
    }
    if (!Arrays.stream(mean).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("mean must be finite, got " + Arrays.toString(mean));
    }
    return new MultivariateNormal(mean.clone(), symmetric(covariance));
  }

  private static Matrix symmetric(Matrix lower) {
    int d = lower.rows();
    double[] values = lower.toArray();
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        values[j * d + i] = values[i * d + j];
      }
    }
    return Matrix.wrap(d, d, values);
  }

  @Override
  public int featureCount() {
    return mean.length;
  }

  @Override
  public long parameterCount() {
    long d = mean.length;
    return d + d * (d + 1) / 2;
  }

  /**
   * The mean.
   *
   * @return μ, d numbers, a copy
   */
  public double[] mean() {
    return mean.clone();
  }

  /**
   * The covariance.
   *
   * @return Σ, d×d, symmetric
   */
  public Matrix covariance() {
    return covariance;
  }

  /**
   * The inverse of the covariance's Cholesky factor.
   *
   * @return L⁻¹, d×d, with L·Lᵀ = Σ
   */
  public Matrix inverseLower() {
    return inverseLower;
  }

  /**
   * Logarithm of the determinant of the covariance.
   *
   * @return log|Σ|
   */
  public double logDeterminant() {
    return cholesky.logDeterminant();
  }

  /** For one thread. */
  private GapSolver solver() {
    return new GapSolver(mean, 0, covariance, inverseLower, cholesky.logDeterminant());
  }

  @Override
  public DensityKind densityKind() {
    return DensityKind.EXACT;
  }

  /** {@inheritDoc} NaN is what is not observed. */
  @Override
  public double[] logDensity(Matrix observations) {
    requireFeatures(observations);
    double[] values = new double[observations.rows()];
    visit(
        observations,
        (first, rows, patterns, solver) -> {
          double[] filled = filled(rows, patterns, solver, values, first);
          addDistances(filled, values, first);
        });
    return values;
  }

  /** Fills rows with conditional means, and writes the part of the density without distances. */
  private double[] filled(
      double[] rows, RowPatterns patterns, GapSolver solver, double[] values, int first) {
    int d = mean.length;
    double[] filled = rows.clone();
    double[] gap = new double[d];
    for (int p = 0; p < patterns.patternCount(); p++) {
      int m = patterns.missingCount(p);
      solver.open(patterns, p);
      double constant = -0.5 * ((d - m) * LOG_TWO_PI + solver.logDeterminant());
      for (int i = 0; i < patterns.rowCount(p); i++) {
        int row = patterns.row(p, i);
        values[first + row] = m == d ? 0 : constant;
        solver.fill(rows, row * d, gap, 0);
        for (int a = 0; a < m; a++) {
          filled[row * d + patterns.column(p, a)] = gap[a];
        }
      }
    }
    return filled;
  }

  /** The Mahalanobis distance of what is observed is that of the filled row. */
  private void addDistances(double[] filled, double[] values, int first) {
    int d = mean.length;
    for (int i = 0; i < filled.length; i++) {
      filled[i] -= mean[i % d];
    }
    double[] white =
        Matrix.wrap(filled.length / d, d, filled).timesTransposed(inverseLower).values();
    for (int i = 0; i < white.length; i += d) {
      double sum = 0;
      for (int j = i; j < i + d; j++) {
        sum += white[j] * white[j];
      }
      values[first + i / d] -= 0.5 * sum;
    }
  }

  @Override
  public Matrix sample(int count, SeededRandom random) {
    int d = mean.length;
    double[] white = new double[Math.multiplyExact(count, d)];
    for (int i = 0; i < white.length; i++) {
      white[i] = random.nextGaussian();
    }
    double[] rows = Matrix.wrap(count, d, white).timesTransposed(cholesky.lower()).toArray();
    for (int i = 0; i < rows.length; i++) {
      rows[i] += mean[i % d];
    }
    return Matrix.wrap(count, d, rows);
  }

  @Override
  public ConditionalDistribution given(double... observation) {
    requireFeatures(Matrix.of(1, observation.length, observation));
    RowPatterns patterns = new RowPatterns(1, mean.length);
    patterns.read(observation, 1);
    GapSolver solver = solver();
    solver.open(patterns, 0);
    double[] filled = new double[patterns.missingCount(0)];
    solver.fill(observation, 0, filled, 0);
    int[] columns = new int[filled.length];
    Arrays.setAll(columns, a -> patterns.column(0, a));
    return new NormalConditional(columns, filled, solver.covariance());
  }

  @Override
  public MultivariateNormal marginal(int... columns) {
    Conditional.requireColumns(columns, mean.length);
    return new MultivariateNormal(
        Arrays.stream(columns).mapToDouble(j -> mean[j]).toArray(),
        covariance.selectRows(columns).selectColumns(columns));
  }

  @Override
  public Matrix impute(Matrix observations) {
    requireFeatures(observations);
    double[] all = observations.toArray();
    visit(
        observations,
        (first, rows, patterns, solver) -> {
          double[] filled = filled(rows, patterns, solver, new double[rows.length], 0);
          System.arraycopy(filled, 0, all, first * mean.length, filled.length);
        });
    return Matrix.wrap(observations.rows(), mean.length, all);
  }

  @Override
  public Matrix deviations(Matrix observations) {
    requireFeatures(observations);
    int d = mean.length;
    double[] all = new double[observations.values().length];
    visit(
        observations,
        (first, rows, patterns, solver) -> {
          for (int p = 0; p < patterns.patternCount(); p++) {
            double[] variances = new double[d];
            solver.open(patterns, p);
            solver.addVariances(1, variances, 0);
            for (int i = 0; i < patterns.rowCount(p); i++) {
              int at = (first + patterns.row(p, i)) * d;
              for (int j = 0; j < d; j++) {
                all[at + j] = Math.sqrt(variances[j]);
              }
            }
          }
        });
    return Matrix.wrap(observations.rows(), d, all);
  }

  @Override
  public Matrix imputeDraws(Matrix observations, SeededRandom random) {
    requireFeatures(observations);
    int d = mean.length;
    double[] all = observations.toArray();
    visit(
        observations,
        (first, rows, patterns, solver) -> {
          double[] filled = filled(rows, patterns, solver, new double[rows.length], 0);
          double[] white = white(rows, random);
          for (int p = 0; p < patterns.patternCount(); p++) {
            addDeviations(p, patterns, solver, white, filled);
          }
          System.arraycopy(filled, 0, all, first * d, filled.length);
        });
    return Matrix.wrap(observations.rows(), d, all);
  }

  /** As many numbers for each row as it lacks, so that a row's do not depend on the patterns. */
  private double[] white(double[] rows, SeededRandom random) {
    int d = mean.length;
    double[] white = new double[rows.length];
    for (int i = 0, at = 0; i < rows.length; i++) {
      at = i % d == 0 ? i : at;
      if (Double.isNaN(rows[i])) {
        white[at++] = random.nextGaussian();
      }
    }
    return white;
  }

  private void addDeviations(
      int p, RowPatterns patterns, GapSolver solver, double[] white, double[] filled) {
    int m = patterns.missingCount(p);
    if (m == 0) {
      return;
    }
    solver.open(patterns, p);
    double[] lower = Cholesky.of(solver.covariance()).lower().values();
    for (int i = 0; i < patterns.rowCount(p); i++) {
      int row = patterns.row(p, i) * mean.length;
      for (int a = 0; a < m; a++) {
        filled[row + patterns.column(p, a)] += ArrayMath.dot(lower, a * m, white, row, a + 1);
      }
    }
  }

  private interface Visitor {
    void visit(int firstRow, double[] rows, RowPatterns patterns, GapSolver solver);
  }

  private void visit(Matrix observations, Visitor visitor) {
    int d = mean.length;
    int n = observations.rows();
    int step = Math.max(1, Math.min(n, BLOCK_VALUES / d));
    RowPatterns patterns = new RowPatterns(step, d);
    GapSolver solver = solver();
    for (int from = 0; from < n; from += step) {
      int to = Math.min(n, from + step);
      double[] rows = Arrays.copyOfRange(observations.values(), from * d, to * d);
      patterns.read(rows, to - from);
      visitor.visit(from, rows, patterns, solver);
    }
  }

  private void requireFeatures(Matrix observations) {
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
