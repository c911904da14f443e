package org.latent4j.linear;

import java.util.Locale;
import org.latent4j.gaussian.Gaps;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.Conditional;
import org.latent4j.model.ConditionalDistribution;

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
   * Covariance of the latent variables of a row with gaps: that of a complete row, and what the
   * uncertainty of the missing values adds.
   *
   * @param within of a complete row, q×q
   * @param codeMatrix d×q, by which deviations of x add to the code
   */
  static Matrix withGaps(
      Matrix within, Matrix codeMatrix, Conditional model, double[] observation) {
    if (!Gaps.in(Matrix.of(1, observation.length, observation))) {
      return within;
    }
    ConditionalDistribution missing = model.given(observation);
    Matrix share = codeMatrix.selectRows(missing.columns());
    return within.plus(share.transposedTimes(missing.covariance().times(share)));
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
