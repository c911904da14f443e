package org.latent4j.linear;

import java.util.Locale;
import org.latent4j.linalg.Matrix;

/** The Gaussian distribution of the latent variables of one row, p(z|x). Immutable. */
public final class GaussianPosterior {

  private final double[] mean;
  private final Matrix covariance;

  /**
   * Joins the parts.
   *
   * @param mean E[z|x], q numbers; copied
   * @param covariance q×q
   * @throws IllegalArgumentException if the sizes differ
   */
  public GaussianPosterior(double[] mean, Matrix covariance) {
    if (covariance.rows() != mean.length || covariance.columns() != mean.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "covariance must be %d x %d (the length of mean), got %d x %d",
              mean.length,
              mean.length,
              covariance.rows(),
              covariance.columns()));
    }
    this.mean = mean.clone();
    this.covariance = covariance;
  }

  /**
   * The mean, which is also the code of the row.
   *
   * @return E[z|x], q numbers, a copy
   */
  public double[] mean() {
    return mean.clone();
  }

  /**
   * The covariance.
   *
   * @return Cov[z|x], q×q
   */
  public Matrix covariance() {
    return covariance;
  }
}
