package org.latent4j.mixture.internal;

import java.util.Arrays;
import org.latent4j.data.Column;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.NotPositiveDefiniteException;

/**
 * A lower bound on covariances, Σ ⪰ F with F diagonal, in the units of the data: without one the
 * likelihood of a mixture is unbounded. Among all Σ ⪰ F the likelihood of a scatter is greatest
 * where the eigenvalues of F^(−½)·Σ·F^(−½) that lie below 1 are lifted to 1, so a bounded M step
 * still maximises and EM still never falls. Immutable.
 */
public final class VarianceFloor {

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
   * The floor for variances along axes that are not the features': that of the feature with the
   * least, so that it holds back no variance which the floor of a feature would let be.
   *
   * @return d equal variances
   */
  double[] sphere() {
    double[] sphere = new double[variances.length];
    Arrays.fill(sphere, Arrays.stream(variances).min().orElse(0));
    return sphere;
  }

  /** Whether there is no bound at all. */
  boolean isNone() {
    return Arrays.stream(variances).allMatch(v -> v == 0);
  }

  /** A multiple of this floor. */
  VarianceFloor scaled(double factor) {
    return new VarianceFloor(Arrays.stream(variances).map(v -> v * factor).toArray());
  }

  /** F^(−½)·Σ·F^(−½), of which the floor is the unit matrix. */
  Matrix inUnits(Matrix covariance) {
    return rescaled(covariance, Arrays.stream(variances).map(v -> 1 / Math.sqrt(v)).toArray());
  }

  /** F^½·Σ·F^½: the way back. */
  Matrix outOfUnits(Matrix covariance) {
    return rescaled(covariance, Arrays.stream(variances).map(Math::sqrt).toArray());
  }

  private static Matrix rescaled(Matrix covariance, double[] factors) {
    int d = factors.length;
    double[] values = covariance.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factors[i / d] * factors[i % d];
    }
    return Matrix.wrap(d, d, values);
  }

  /**
   * Lifts a covariance matrix to the floor.
   *
   * @param covariance d×d, symmetric
   * @return itself when it is above the floor
   */
  public Matrix lift(Matrix covariance) {
    return liftedTo(covariance, 1).covariance();
  }

  /**
   * A covariance matrix above a multiple of the floor.
   *
   * @param covariance d×d
   * @param least no eigenvalue in units of the floor is below it
   * @param isHeld whether the floor holds it up: then its least eigenvalue in these units is that
   */
  record Lifted(Matrix covariance, double least, boolean isHeld) {}

  /** Lifts a covariance matrix to a multiple of the floor; the matrix itself when it is above. */
  Lifted liftedTo(Matrix covariance, double multiple) {
    boolean isAbove = (multiple == 1 ? this : scaled(multiple)).isBelow(covariance);
    return new Lifted(isAbove ? covariance : lifted(covariance, multiple), multiple, !isAbove);
  }

  /** Whether a covariance matrix is above the floor, Σ ≻ F. */
  boolean isBelow(Matrix covariance) {
    double[] excess = covariance.toArray();
    for (int j = 0; j < variances.length; j++) {
      excess[j * variances.length + j] -= variances[j];
    }
    if (isNone()) {
      return true;
    }
    try {
      Cholesky.of(Matrix.wrap(variances.length, variances.length, excess));
      return true;
    } catch (NotPositiveDefiniteException e) {
      return false;
    }
  }

  private Matrix lifted(Matrix covariance, double multiple) {
    Axes axes = Axes.of(inUnits(covariance));
    double[] values = Arrays.stream(axes.values()).map(v -> Math.max(multiple, v)).toArray();
    return outOfUnits(Axes.matrix(axes.vectors(), values, 0));
  }
}
