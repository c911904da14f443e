package org.latent4j.mixture.internal;

import java.util.Arrays;
import org.latent4j.data.Column;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.NotPositiveDefiniteException;
import org.latent4j.linalg.SymmetricEigen;

/**
 * A lower bound on covariances, Σ ⪰ F with F diagonal, in the units of the data: without one the
 * likelihood of a mixture is unbounded. Among all Σ ⪰ F the likelihood of a scatter is greatest
 * where the eigenvalues of F^(−½)·Σ·F^(−½) that lie below 1 are lifted to 1, so a bounded M step
 * still maximises and EM still never falls. Immutable.
 */
public final class VarianceFloor {

  /** What is lifted lies at the floor but for rounding. */
  private static final double MARGIN = 1 + 1e-9;

  private final double[] variances;

  private VarianceFloor(double[] variances) {
    this.variances = variances;
  }

  /**
   * A floor of given variances.
   *
   * @param variances d numbers, at least 0; all 0 for no floor
   * @return the floor
   */
  public static VarianceFloor of(double... variances) {
    return new VarianceFloor(variances.clone());
  }

  /**
   * The greater of a share of each feature's variance and the variance of its rounding,
   * resolution²/12. A constant feature takes the share of the mean variance, or of 1.
   *
   * @param data for the resolutions
   * @param summary for the variances
   * @param share of the variance, at least 0; 0 for no floor at all
   * @return the floor
   */
  public static VarianceFloor relative(Dataset data, DataSummary summary, double share) {
    double[] spread = summary.variances();
    if (share == 0) {
      return new VarianceFloor(new double[spread.length]);
    }
    double mean = Arrays.stream(spread).average().orElse(0);
    double substitute = mean > 0 ? mean : 1;
    double[] variances = new double[spread.length];
    int j = 0;
    for (Column column : data.schema().features()) {
      double rounding = column.resolution() * column.resolution() / 12;
      double scale = spread[j] > 0 ? spread[j] : substitute;
      variances[j++] = Math.max(share * scale, rounding);
    }
    return new VarianceFloor(variances);
  }

  /**
   * The floor of one feature.
   *
   * @param feature from 0
   * @return a variance, 0 for none
   */
  public double variance(int feature) {
    return variances[feature];
  }

  /**
   * The floor for a variance that all features share.
   *
   * @return the mean of the floors
   */
  public double shared() {
    return Arrays.stream(variances).average().orElse(0);
  }

  /**
   * Lifts a covariance matrix to the floor.
   *
   * @param covariance d×d, symmetric
   * @return itself when it is above the floor
   */
  public Matrix lift(Matrix covariance) {
    return isAbove(covariance) ? covariance : lifted(covariance);
  }

  /**
   * Whether the floor leaves a covariance as it is, with nothing of it at the floor.
   *
   * @param covariance d×d, symmetric
   * @return whether all of it is above
   */
  public boolean isCleared(Matrix covariance) {
    return new VarianceFloor(Arrays.stream(variances).map(v -> v * MARGIN).toArray())
        .isAbove(covariance);
  }

  private boolean isAbove(Matrix covariance) {
    double[] excess = covariance.toArray();
    boolean none = true;
    for (int j = 0; j < variances.length; j++) {
      excess[j * variances.length + j] -= variances[j];
      none &= variances[j] == 0;
    }
    if (none) {
      return true;
    }
    try {
      Cholesky.of(Matrix.wrap(variances.length, variances.length, excess));
      return true;
    } catch (NotPositiveDefiniteException e) {
      return false;
    }
  }

  private Matrix lifted(Matrix covariance) {
    int d = variances.length;
    double[] roots = Arrays.stream(variances).map(Math::sqrt).toArray();
    double[] scaled = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        scaled[i * d + j] = covariance.get(i, j) / (roots[i] * roots[j]);
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(Matrix.wrap(d, d, scaled));
    double[] values = eigen.values();
    Matrix vectors = eigen.vectors();
    double[] result = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double excess = 0;
        for (int q = 0; q < d; q++) {
          excess += vectors.get(i, q) * vectors.get(j, q) * Math.max(0, values[q] - 1);
        }
        double value = roots[i] * roots[j] * (excess + (i == j ? 1 : 0));
        result[i * d + j] = value;
        result[j * d + i] = value;
      }
    }
    return Matrix.wrap(d, d, result);
  }
}
