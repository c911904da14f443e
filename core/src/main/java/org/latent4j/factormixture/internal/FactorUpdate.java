package org.latent4j.factormixture.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latent4j.factormixture.NoiseStructure;
import org.latent4j.factormixture.Sharing;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SymmetricEigen;
import org.latent4j.mixture.internal.VarianceFloor;

/**
 * New loadings and noise from statistics whose labels are held: an update that raises −½·Σ n_c
 * (log|Σ_c| + tr(Σ_c⁻¹·S_c)), S_c the covariance of the rows of a component about their mean. With
 * B = S·βᵀ and C = I − β·W + β·B = L·Lᵀ (the second moment of the codes), W = B·L⁻ᵀ and ψ = diag(S)
 * − Σ W². This is the EM step of Rubin and Thayer (1982), W* = B·C⁻¹, with the covariance of the
 * codes, C, as a further parameter that is taken back into W (Liu, Rubin and Wu 1998, "Parameter
 * expansion to accelerate EM", doi:10.1093/biomet/85.4.755): as certain to rise, and faster.
 *
 * <p>Where scatters are counted whole, the step is repeated on them until the noise hardly moves;
 * and loadings with isotropic noise are the closed form of Tipping and Bishop (1999b, appendix C),
 * the maximum.
 */
final class FactorUpdate {

  private static final int SWEEPS = 10;

  /** With one component the rows have no more to say, however often they are asked. */
  private static final int SWEEPS_OF_ONE = 100;

  private static final double SETTLED = 1e-5; // relative to each noise variance

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
    LocalMoments moments = new LocalMoments(s, sharing == Sharing.BOTH);
    boolean closed =
        s.isDense()
            && noise == NoiseStructure.ISOTROPIC
            && (sharing == Sharing.NONE || sharing == Sharing.BOTH);
    int count = sharing == Sharing.BOTH ? 1 : s.components();
    List<FactorCovariance> updated =
        closed
            ? closedForm(moments, previous.subList(0, count))
            : swept(s, moments, previous.subList(0, count));
    return sharing == Sharing.BOTH ? repeated(updated.get(0), s.components()) : updated;
  }

  private static List<FactorCovariance> repeated(FactorCovariance covariance, int times) {
    FactorCovariance[] all = new FactorCovariance[times];
    Arrays.fill(all, covariance);
    return List.of(all);
  }

  private List<FactorCovariance> swept(
      FactorStatistics s, LocalMoments moments, List<FactorCovariance> previous) {
    int count = previous.size();
    Factors[] current = new Factors[count];
    Arrays.setAll(current, c -> Factors.of(previous.get(c), c));
    int most = s.components() == 1 ? SWEEPS_OF_ONE : SWEEPS;
    double change = Double.POSITIVE_INFINITY;
    for (int t = 0; t < (s.isDense() ? most : 1) && change > SETTLED; t++) {
      Factors[] next =
          sharing == Sharing.LOADINGS
              ? commonLoadings(moments, current)
              : ownLoadings(moments, current);
      change = 0;
      for (int c = 0; c < count; c++) {
        change = Math.max(change, next[c].change(current[c]));
      }
      current = next;
    }
    List<FactorCovariance> all = new ArrayList<>(count);
    for (int c = 0; c < count; c++) {
      all.add(
          moments.weight(c) > 0 || sharing.ofNoise() || sharing.ofLoadings()
              ? current[c].covariance(c)
              : previous.get(c));
    }
    return all;
  }

  private Factors[] ownLoadings(LocalMoments moments, Factors[] previous) {
    int count = previous.length;
    Matrix[] rows = new Matrix[count];
    double[][] residuals = new double[count][];
    for (int c = 0; c < count; c++) {
      rows[c] = previous[c].rows();
      residuals[c] = previous[c].noise();
      if (moments.weight(c) > 0) {
        Matrix image = moments.image(c, previous[c]);
        rows[c] = Factors.updated(previous[c].codeMoments(image), image);
        residuals[c] = Factors.residuals(moments.variances(c), rows[c]);
      }
    }
    return joined(moments, rows, residuals);
  }

  /**
   * One W* for all components, feature by feature: w_j = (Σ n_c·C_c/ψ_cj)⁻¹·Σ n_c·B_c[j]/ψ_cj, then
   * ψ_c = diag(S_c − 2·W*·B_cᵀ + W*·C_c·W*ᵀ), then W = W*·L with L·Lᵀ the mean of the C_c:
   * conditional maximisations (Meng and Rubin 1993) of the expanded model.
   */
  private Factors[] commonLoadings(LocalMoments moments, Factors[] previous) {
    int count = previous.length;
    Matrix[] images = new Matrix[count];
    Matrix[] codes = new Matrix[count];
    for (int c = 0; c < count; c++) {
      if (moments.weight(c) > 0) {
        images[c] = moments.image(c, previous[c]);
        codes[c] = previous[c].codeMoments(images[c]);
      }
    }
    Matrix expanded = expandedLoadings(moments, previous, images, codes);
    int q = expanded.rows();
    double[] pooled = new double[q * q];
    double[][] residuals = new double[count][];
    for (int c = 0; c < count; c++) {
      residuals[c] = previous[c].noise();
      if (moments.weight(c) > 0) {
        residuals[c] = residuals(moments.variances(c), expanded, images[c], codes[c]);
        addScaled(moments.weight(c) / moments.total(), codes[c].values(), pooled);
      }
    }
    Matrix lower = Cholesky.of(Matrix.wrap(q, q, pooled)).lower();
    Matrix[] rows = new Matrix[count];
    Arrays.fill(rows, lower.transposedTimes(expanded));
    return joined(moments, rows, residuals);
  }

  private static Matrix expandedLoadings(
      LocalMoments moments, Factors[] previous, Matrix[] images, Matrix[] codes) {
    int q = previous[0].latentDimension();
    int d = previous[0].noise().length;
    double[] rows = new double[q * d];
    for (int j = 0; j < d; j++) {
      double[] right = new double[q];
      double[] left = new double[q * q];
      for (int c = 0; c < previous.length; c++) {
        if (moments.weight(c) > 0) {
          double factor = moments.weight(c) * (previous[0].noise()[j] / previous[c].noise()[j]);
          for (int l = 0; l < q; l++) {
            right[l] += factor * images[c].values()[l * d + j];
          }
          addScaled(factor, codes[c].values(), left);
        }
      }
      double[] w = Cholesky.of(Matrix.wrap(q, q, left)).solve(right);
      for (int l = 0; l < q; l++) {
        rows[l * d + j] = w[l];
      }
    }
    return Matrix.wrap(q, d, rows);
  }

  /** diag(S − 2·W·Bᵀ + W·C·Wᵀ), for any W. */
  private static double[] residuals(double[] variances, Matrix rows, Matrix image, Matrix codes) {
    double[] residuals = variances.clone();
    double[] values = rows.values();
    double[] images = image.values();
    double[] products = codes.times(rows).values();
    int d = rows.columns();
    for (int i = 0; i < values.length; i++) {
      residuals[i % d] += values[i] * (products[i] - 2 * images[i]);
    }
    return residuals;
  }

  private static void addScaled(double factor, double[] source, double[] target) {
    for (int i = 0; i < target.length; i++) {
      target[i] += factor * source[i];
    }
  }

  private Factors[] joined(LocalMoments moments, Matrix[] rows, double[][] residuals) {
    double[] pooled = new double[residuals[0].length];
    for (int c = 0; c < rows.length && sharing.ofNoise(); c++) {
      addScaled(moments.weight(c) / moments.total(), residuals[c], pooled);
    }
    Factors[] all = new Factors[rows.length];
    for (int c = 0; c < rows.length; c++) {
      all[c] = new Factors(rows[c], structured(sharing.ofNoise() ? pooled : residuals[c]), c);
    }
    return all;
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

  private List<FactorCovariance> closedForm(LocalMoments moments, List<FactorCovariance> previous) {
    List<FactorCovariance> all = new ArrayList<>(previous.size());
    for (int c = 0; c < previous.size(); c++) {
      FactorCovariance before = previous.get(c);
      all.add(
          moments.weight(c) > 0
              ? principal(moments.covariance(c), before.latentDimension(), c)
              : before);
    }
    return all;
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
