package org.latent4j.linear;

import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;

/** A Gaussian of any covariance, by Cholesky: what low-rank formulas are judged by. */
final class DenseGaussian {

  private final double[] mean;
  private final Matrix covariance;

  private DenseGaussian(double[] mean, Matrix covariance) {
    this.mean = mean;
    this.covariance = covariance;
  }

  static DenseGaussian of(ProbabilisticPca model) {
    return new DenseGaussian(model.mean(), model.covariance());
  }

  static DenseGaussian of(FactorAnalysis model) {
    return new DenseGaussian(model.mean(), model.covariance());
  }

  /** The maximum-likelihood Gaussian of rows. */
  static DenseGaussian fittedTo(Matrix rows) {
    return new DenseGaussian(Rows.mean(rows), Rows.covariance(rows, rows.rows()));
  }

  double[] logDensity(Matrix rows) {
    Cholesky cholesky = Cholesky.of(covariance);
    double constant = mean.length * Math.log(2 * Math.PI) + cholesky.logDeterminant();
    double[] values = new double[rows.rows()];
    for (int i = 0; i < values.length; i++) {
      double[] difference = rows.row(i);
      for (int j = 0; j < difference.length; j++) {
        difference[j] -= mean[j];
      }
      values[i] = -0.5 * (constant + cholesky.squaredMahalanobis(difference));
    }
    return values;
  }

  double logLikelihood(Matrix rows) {
    double sum = 0;
    for (double value : logDensity(rows)) {
      sum += value;
    }
    return sum;
  }
}
