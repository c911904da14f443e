package org.latent4j.mixture.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.latent4j.gaussian.internal.GapSolver;
import org.latent4j.graph.GaussianTerms;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.ArrayMath;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.internal.Blas;
import org.latent4j.linalg.internal.NativeDoubles;

/**
 * Covariance matrices, one for each component or one for all. A density costs about d² operations
 * per row and component: with Σ = L·Lᵀ, the squared Mahalanobis distance is ‖L⁻¹(x − μ)‖², a
 * triangular product of the centred block.
 */
public final class DenseCovariances implements Covariances {

  /** Up to so many features loops over tiles are faster than BLAS. */
  private static final int MOST_TILED_FEATURES = 48;

  private final List<Matrix> matrices;
  private final Matrix[] lower;
  private final Matrix[] inverseLower;
  private final double[] logDeterminants;
  private final Optional<Matrix> axes;

  /**
   * Factors the matrices.
   *
   * @param matrices k symmetric d×d matrices, or one that all components share
   * @throws org.latent4j.linalg.NotPositiveDefiniteException if one is not positive definite
   */
  public DenseCovariances(List<Matrix> matrices) {
    this(matrices, Optional.empty());
  }

  /** Factors matrices that have common eigenvectors, and remembers these. */
  DenseCovariances(List<Matrix> matrices, Optional<Matrix> axes) {
    this.axes = axes;
    this.matrices = List.copyOf(matrices);
    int count = matrices.size();
    lower = new Matrix[count];
    inverseLower = new Matrix[count];
    logDeterminants = new double[count];
    for (int c = 0; c < count; c++) {
      Cholesky cholesky = Cholesky.of(matrices.get(c));
      lower[c] = cholesky.lower();
      inverseLower[c] = cholesky.inverseLower();
      logDeterminants[c] = cholesky.logDeterminant();
    }
  }

  /** Common eigenvectors of all matrices, if these were made from them. */
  Optional<Matrix> axes() {
    return axes;
  }

  /** Σ_c (n_c·log|Σ_c| + tr Σ_c⁻¹W_c), less for covariances that are more likely. */
  double cost(Scatters scatters) {
    double cost = 0;
    for (int c = 0; c < scatters.components(); c++) {
      Matrix whitened = inverseLower[slot(c)].times(scatters.matrix(c, 1));
      cost += scatters.counts()[c] * logDeterminant(c);
      cost +=
          ArrayMath.dot(
              whitened.values(), 0, inverseLower[slot(c)].values(), 0, whitened.values().length);
    }
    return cost;
  }

  @Override
  public double logDeterminant(int component) {
    return logDeterminants[slot(component)];
  }

  @Override
  public Matrix matrix(int component) {
    return matrices.get(slot(component));
  }

  @Override
  public double variance(int component, int feature) {
    return matrices.get(slot(component)).get(feature, feature);
  }

  @Override
  public double[] colour(int component, double[] vector) {
    return lower[slot(component)].times(vector);
  }

  @Override
  public Covariances permuted(int[] order) {
    return matrices.size() == 1
        ? this
        : new DenseCovariances(Arrays.stream(order).mapToObj(matrices::get).toList(), axes);
  }

  @Override
  public Covariances scaled(int[] exponents) {
    List<Matrix> scaled = new ArrayList<>(matrices.size());
    for (Matrix matrix : matrices) {
      double[] values = matrix.toArray();
      int d = exponents.length;
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.scalb(values[i], exponents[i / d] + exponents[i % d]);
      }
      scaled.add(Matrix.wrap(d, d, values));
    }
    boolean alike = Arrays.stream(exponents).allMatch(e -> e == exponents[0]);
    return new DenseCovariances(scaled, alike ? axes : Optional.empty());
  }

  @Override
  public GraphValue logJoint(int component, GraphValue x, double[] mean, double logWeight) {
    return GaussianTerms.full(x, mean, inverseLower[slot(component)], logWeight);
  }

  @Override
  public GraphValue squaredDistance(int component, GraphValue x, double[] mean) {
    return GaussianTerms.fullDistance(x, mean, inverseLower[slot(component)]);
  }

  @Override
  public SquaredDistances distances(Matrix means, int capacity) {
    int d = means.columns();
    return d <= MOST_TILED_FEATURES
        ? new TiledDistances(
            means.values(),
            Arrays.stream(inverseLower).map(Matrix::values).toArray(double[][]::new),
            d)
        : new Evaluator(means, capacity);
  }

  @Override
  public Covariances marginal(int... features) {
    return new DenseCovariances(
        matrices.stream().map(m -> m.selectRows(features).selectColumns(features)).toList());
  }

  @Override
  public FilledRows filledRows(Matrix means, int capacity) {
    GapSolver[] solvers = new GapSolver[means.rows()];
    int d = means.columns();
    for (int c = 0; c < solvers.length; c++) {
      int slot = slot(c);
      solvers[c] =
          new GapSolver(
              means.values(), c * d, matrices.get(slot), inverseLower[slot], logDeterminants[slot]);
    }
    return new DenseFilledRows(solvers, new Evaluator(means, capacity), d, capacity);
  }

  private int slot(int component) {
    return matrices.size() == 1 ? 0 : component;
  }

  /** Also of one component by itself, for rows that each component completes in its way. */
  final class Evaluator extends SquaredDistances {
    private final int k;
    private final int d;
    private final NativeDoubles block;
    private final NativeDoubles whitened;
    private final NativeDoubles ones;
    private final NativeDoubles centres;
    private final NativeDoubles factors;
    private final double[] scratch;

    Evaluator(Matrix means, int capacity) {
      k = means.rows();
      d = means.columns();
      block = NativeDoubles.allocate((long) capacity * d);
      whitened = NativeDoubles.allocate((long) capacity * d);
      ones = NativeDoubles.allocate(capacity);
      ones.fill(0, capacity, 1);
      centres = NativeDoubles.copyOf(means.values());
      factors = NativeDoubles.allocate((long) inverseLower.length * d * d);
      scratch = new double[capacity * d];
      for (int c = 0; c < inverseLower.length; c++) {
        factors.put((long) c * d * d, inverseLower[c].values(), 0, d * d);
      }
    }

    @Override
    public void evaluate(double[] rows, int rowCount, double[] squaredDistances) {
      int size = rowCount * d;
      block.put(0, rows, 0, size);
      for (int c = 0; c < k; c++) {
        whitened.copyFrom(0, block, 0, size);
        whiten(c, rowCount);
        for (int i = 0; i < rowCount; i++) {
          squaredDistances[i * k + c] = squaredNorm(scratch, i * d, d);
        }
      }
    }

    /** Squared distances of rows from one component, rowCount of them. */
    void evaluate(int component, double[] rows, int rowCount, double[] squaredDistances) {
      whitened.put(0, rows, 0, rowCount * d);
      whiten(component, rowCount);
      for (int i = 0; i < rowCount; i++) {
        squaredDistances[i] = squaredNorm(scratch, i * d, d);
      }
    }

    private void whiten(int c, int rowCount) {
      Blas.dger(rowCount, d, -1, ones, 0, centres, (long) c * d, whitened, 0, d);
      Blas.dtrmm(
          Blas.Side.RIGHT,
          Blas.Triangle.LOWER,
          Blas.Transpose.YES,
          Blas.Diagonal.STORED,
          rowCount,
          d,
          1,
          factors,
          (long) slot(c) * d * d,
          d,
          whitened,
          0,
          d);
      whitened.get(0, scratch, 0, rowCount * d);
    }

    /** Four partial sums, so that additions do not wait for each other. */
    private static double squaredNorm(double[] values, int from, int length) {
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      int j = from;
      for (; j + 3 < from + length; j += 4) {
        s0 += values[j] * values[j];
        s1 += values[j + 1] * values[j + 1];
        s2 += values[j + 2] * values[j + 2];
        s3 += values[j + 3] * values[j + 3];
      }
      for (; j < from + length; j++) {
        s0 += values[j] * values[j];
      }
      return (s0 + s1) + (s2 + s3);
    }

    @Override
    public void close() {
      block.close();
      whitened.close();
      ones.close();
      centres.close();
      factors.close();
    }
  }
}
