package org.latent4j.factormixture.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latent4j.factormixture.NoiseStructure;
import org.latent4j.factormixture.Sharing;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SymmetricEigen;
import org.latent4j.linalg.TriangularSolve;
import org.latent4j.mixture.internal.VarianceFloor;

/**
 * New loadings and noise from statistics whose labels are held: an update that raises −½·Σ n_c
 * (log|Σ_c| + tr(Σ_c⁻¹·S_c)), S_c the covariance of the rows of a component about their mean. With
 * B = S·βᵀ and C = I − β·W + β·B = L·Lᵀ (the second moment of the codes), W = B·L⁻ᵀ and ψ = diag(S)
 * − Σ W². This is the EM step of Rubin and Thayer (1982), W* = B·C⁻¹, with the covariance of the
 * codes, C, as a further parameter that is taken back into W (Liu, Rubin and Wu 1998, "Parameter
 * expansion to accelerate EM", doi:10.1093/biomet/85.4.755): as certain to rise, and faster.
 *
 * <p>Where scatters are counted whole, the step is repeated on them; and loadings with isotropic
 * noise are the closed form of Tipping and Bishop (1999b, appendix C), the maximum.
 */
final class FactorUpdate {

  private static final int LEAST_SWEEPS = 4;
  private static final int MOST_SWEEPS = 50;

  private final NoiseStructure noise;
  private final Sharing sharing;
  private final VarianceFloor floor;

  FactorUpdate(NoiseStructure noise, Sharing sharing, VarianceFloor floor) {
    this.noise = noise;
    this.sharing = sharing;
    this.floor = floor;
  }

  /** The covariances after an update; those of components without weight stay. */
  List<FactorCovariance> update(FactorStatistics s, List<FactorCovariance> previous) {
    boolean closed =
        s.isDense()
            && noise == NoiseStructure.ISOTROPIC
            && (sharing == Sharing.NONE || sharing == Sharing.BOTH);
    return closed ? closedForm(s, previous) : sweeps(s, previous);
  }

  private List<FactorCovariance> sweeps(FactorStatistics s, List<FactorCovariance> previous) {
    List<FactorCovariance> current = previous;
    for (int t = sweepCount(s, previous); t > 0; t--) {
      current = sweep(s, current);
    }
    return current;
  }

  /** One on images; on scatters as many as take about as long as the visit of the rows did. */
  private static int sweepCount(FactorStatistics s, List<FactorCovariance> previous) {
    if (!s.isDense()) {
      return 1;
    }
    double d = s.features();
    double q = previous.stream().mapToInt(FactorCovariance::latentDimension).average().orElse(0);
    double visit = s.weightTotal() * (2 * q + d / 2);
    return (int) Math.max(LEAST_SWEEPS, Math.min(MOST_SWEEPS, visit / (2 * d * (q + 1))));
  }

  /** Second moments of a component or of all: what one update asks of the rows. */
  private static final class Moments {
    private final double weight;
    private final double[] variances;
    private final Matrix image;
    private final Matrix codes;

    /** S's diagonal, B = S·βᵀ and C. */
    Moments(double weight, double[] variances, Matrix image, FactorCovariance at) {
      this.weight = weight;
      this.variances = variances;
      this.image = image;
      codes = at.codeCovariance().plus(at.codeWeights().transposedTimes(image));
    }
  }

  private static Moments moments(FactorStatistics s, int c, FactorCovariance at) {
    double weight = s.counts[c];
    Matrix image = image(s, c, at).scaled(1 / weight);
    return new Moments(weight, variances(s, c, weight), image, at);
  }

  private static Matrix image(FactorStatistics s, int c, FactorCovariance at) {
    int d = s.features();
    int from = s.imageOffset(c);
    int width = s.width(c);
    Matrix image = Matrix.wrap(d, width, Arrays.copyOfRange(s.images, from, from + d * width));
    return s.isDense() ? image.times(at.codeWeights()) : image;
  }

  private static double[] variances(FactorStatistics s, int c, double divisor) {
    int d = s.features();
    double[] variances = Arrays.copyOfRange(s.squares, c * d, (c + 1) * d);
    Arrays.setAll(variances, j -> variances[j] / divisor);
    return variances;
  }

  private List<FactorCovariance> sweep(FactorStatistics s, List<FactorCovariance> previous) {
    return switch (sharing) {
      case BOTH -> repeated(pooledSweep(s, previous.get(0)), s.components());
      case LOADINGS -> commonLoadings(s, previous);
      case NONE, NOISE -> ownLoadings(s, previous);
    };
  }

  private static List<FactorCovariance> repeated(FactorCovariance covariance, int times) {
    FactorCovariance[] all = new FactorCovariance[times];
    Arrays.fill(all, covariance);
    return List.of(all);
  }

  private FactorCovariance pooledSweep(FactorStatistics s, FactorCovariance previous) {
    double total = Arrays.stream(s.counts).sum();
    double[] variances = new double[s.features()];
    Matrix image = Matrix.zeros(s.features(), previous.latentDimension());
    for (int c = 0; c < s.components(); c++) {
      for (int j = 0; j < variances.length; j++) {
        variances[j] += s.squares[c * variances.length + j] / total;
      }
      image = image.plus(image(s, c, previous).scaled(1 / total));
    }
    Moments pooled = new Moments(total, variances, image, previous);
    Matrix loadings = loadings(pooled);
    return new FactorCovariance(loadings, structured(residuals(pooled, loadings)), 0);
  }

  private List<FactorCovariance> ownLoadings(FactorStatistics s, List<FactorCovariance> previous) {
    int k = s.components();
    List<Matrix> loadings = new ArrayList<>(k);
    List<double[]> residuals = new ArrayList<>(k);
    for (int c = 0; c < k; c++) {
      FactorCovariance before = previous.get(c);
      if (s.counts[c] > 0) {
        Moments moments = moments(s, c, before);
        loadings.add(loadings(moments));
        residuals.add(residuals(moments, loadings.get(c)));
      } else {
        loadings.add(before.loadings());
        residuals.add(before.noise());
      }
    }
    return joined(s, loadings, residuals);
  }

  /** W = B·L⁻ᵀ. */
  private static Matrix loadings(Moments moments) {
    Matrix lower = Cholesky.of(moments.codes).lower();
    return TriangularSolve.lower(lower, moments.image.transpose()).transpose();
  }

  /** diag(S) − Σ W², what the loadings of {@link #loadings} leave. */
  private static double[] residuals(Moments moments, Matrix loadings) {
    double[] residuals = moments.variances.clone();
    double[] values = loadings.values();
    int q = loadings.columns();
    for (int i = 0; i < values.length; i++) {
      residuals[i / q] -= values[i] * values[i];
    }
    return residuals;
  }

  /**
   * One W* for all components, row by row: w_j = (Σ n_c·B_c[j]/ψ_cj)·(Σ n_c·C_c/ψ_cj)⁻¹, then ψ_c =
   * diag(S_c − 2·W*·B_cᵀ + W*·C_c·W*ᵀ), then W = W*·L with L·Lᵀ the mean of the C_c: conditional
   * maximisations (Meng and Rubin 1993) of the expanded model.
   */
  private List<FactorCovariance> commonLoadings(
      FactorStatistics s, List<FactorCovariance> previous) {
    int k = s.components();
    int d = s.features();
    List<Moments> moments = new ArrayList<>(k);
    for (int c = 0; c < k; c++) {
      if (s.counts[c] > 0) {
        moments.add(moments(s, c, previous.get(c)));
      }
    }
    int q = previous.get(0).latentDimension();
    double[] rows = new double[d * q];
    for (int j = 0; j < d; j++) {
      double[] right = new double[q];
      double[] left = new double[q * q];
      int m = 0;
      for (int c = 0; c < k; c++) {
        if (s.counts[c] > 0) {
          Moments own = moments.get(m++);
          double factor = own.weight / previous.get(c).noise()[j] * previous.get(0).noise()[j];
          addScaled(factor, own.image.values(), j * q, right);
          addScaled(factor, own.codes.values(), 0, left);
        }
      }
      double[] row = Cholesky.of(Matrix.wrap(q, q, left)).solve(right);
      System.arraycopy(row, 0, rows, j * q, q);
    }
    Matrix expanded = Matrix.wrap(d, q, rows);
    return reduced(s, previous, moments, expanded);
  }

  private List<FactorCovariance> reduced(
      FactorStatistics s, List<FactorCovariance> previous, List<Moments> moments, Matrix expanded) {
    int q = expanded.columns();
    double[] pooled = new double[q * q];
    List<double[]> residuals = new ArrayList<>(s.components());
    int m = 0;
    double total = Arrays.stream(s.counts).sum();
    for (int c = 0; c < s.components(); c++) {
      if (s.counts[c] > 0) {
        Moments own = moments.get(m++);
        residuals.add(residualsOf(own, expanded));
        addScaled(own.weight / total, own.codes.values(), 0, pooled);
      } else {
        residuals.add(previous.get(c).noise());
      }
    }
    Matrix loadings = expanded.times(Cholesky.of(Matrix.wrap(q, q, pooled)).lower());
    return joined(s, List.of(repeatedMatrix(loadings, s.components())), residuals);
  }

  private static Matrix[] repeatedMatrix(Matrix matrix, int times) {
    Matrix[] all = new Matrix[times];
    Arrays.fill(all, matrix);
    return all;
  }

  /** diag(S − 2·W·Bᵀ + W·C·Wᵀ), for any W. */
  private static double[] residualsOf(Moments moments, Matrix w) {
    double[] residuals = moments.variances.clone();
    double[] values = w.values();
    double[] images = moments.image.values();
    double[] products = w.times(moments.codes).values();
    int q = w.columns();
    for (int i = 0; i < values.length; i++) {
      residuals[i / q] += values[i] * (products[i] - 2 * images[i]);
    }
    return residuals;
  }

  private static void addScaled(double factor, double[] source, int from, double[] target) {
    for (int i = 0; i < target.length; i++) {
      target[i] += factor * source[from + i];
    }
  }

  private List<FactorCovariance> joined(
      FactorStatistics s, List<Matrix> loadings, List<double[]> residuals) {
    double[] shared = sharing.ofNoise() ? structured(pooled(s, residuals)) : new double[0];
    List<FactorCovariance> all = new ArrayList<>(s.components());
    for (int c = 0; c < s.components(); c++) {
      double[] own = sharing.ofNoise() ? shared : structured(residuals.get(c));
      all.add(new FactorCovariance(loadings.get(c), own, c));
    }
    return all;
  }

  private static double[] pooled(FactorStatistics s, List<double[]> residuals) {
    double total = Arrays.stream(s.counts).sum();
    double[] pooled = new double[s.features()];
    for (int c = 0; c < s.components(); c++) {
      addScaled(s.counts[c] / total, residuals.get(c), 0, pooled);
    }
    return pooled;
  }

  /** The noise of greatest likelihood above the floor, whose residuals are given. */
  private double[] structured(double[] residuals) {
    double[] result = residuals.clone();
    if (noise == NoiseStructure.ISOTROPIC) {
      double mean = Arrays.stream(residuals).average().orElse(0);
      Arrays.fill(result, Math.max(mean, floor.shared()));
    } else {
      Arrays.setAll(result, j -> Math.max(residuals[j], floor.variance(j)));
    }
    return result;
  }

  private List<FactorCovariance> closedForm(FactorStatistics s, List<FactorCovariance> previous) {
    if (sharing == Sharing.BOTH) {
      double total = Arrays.stream(s.counts).sum();
      Matrix scatter = scatter(s, 0);
      for (int c = 1; c < s.components(); c++) {
        scatter = scatter.plus(scatter(s, c));
      }
      int q = previous.get(0).latentDimension();
      return repeated(principal(scatter.scaled(1 / total), q, 0), s.components());
    }
    List<FactorCovariance> all = new ArrayList<>(s.components());
    for (int c = 0; c < s.components(); c++) {
      FactorCovariance before = previous.get(c);
      all.add(
          s.counts[c] > 0
              ? principal(scatter(s, c).scaled(1 / s.counts[c]), before.latentDimension(), c)
              : before);
    }
    return all;
  }

  private static Matrix scatter(FactorStatistics s, int c) {
    int d = s.features();
    int from = s.imageOffset(c);
    return Matrix.wrap(d, d, Arrays.copyOfRange(s.images, from, from + d * d));
  }

  /** Tipping and Bishop's maximum: σ² the mean of the d − q least eigenvalues. */
  private FactorCovariance principal(Matrix covariance, int q, int component) {
    int d = covariance.rows();
    SymmetricEigen eigen = SymmetricEigen.top(covariance, q);
    double left = 0;
    for (int j = 0; j < d; j++) {
      left += covariance.get(j, j);
    }
    double[] values = eigen.values();
    for (double value : values) {
      left -= value;
    }
    double variance = Math.max(left / (d - q), floor.shared());
    double[] all = new double[d];
    Arrays.fill(all, variance);
    Arrays.setAll(values, j -> Math.sqrt(Math.max(0, values[j] - variance)));
    return new FactorCovariance(eigen.vectors().times(Matrix.diagonal(values)), all, component);
  }
}
