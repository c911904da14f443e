package org.latent4j.gaussian.internal;

import java.util.Optional;
import org.latent4j.data.DataSummary;
import org.latent4j.em.Coordinates;
import org.latent4j.em.Moments;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.NotPositiveDefiniteException;

/**
 * Expected moments as points: means in standard deviations of the features, and the Cholesky factor
 * of the standardised covariance, with the logarithms of its diagonal.
 */
public final class ObservedCoordinates implements Coordinates<ObservedMoments> {

  private final double[] centre;
  private final double[] scale;

  /**
   * Takes the units.
   *
   * @param summary of the rows
   */
  public ObservedCoordinates(DataSummary summary) {
    centre = summary.means();
    scale = summary.standardDeviations();
    for (int j = 0; j < scale.length; j++) {
      scale[j] = scale[j] > 0 ? scale[j] : 1;
    }
  }

  @Override
  public Optional<double[]> of(ObservedMoments statistics) {
    int d = centre.length;
    double[] mean = statistics.moments().mean();
    double[] values = statistics.moments().covariance().toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] /= scale[i / d] * scale[i % d];
    }
    Matrix lower;
    try {
      lower = Cholesky.of(Matrix.wrap(d, d, values)).lower();
    } catch (NotPositiveDefiniteException e) {
      return Optional.empty();
    }
    double[] point = new double[d + d * (d + 1) / 2];
    int at = d;
    for (int i = 0; i < d; i++) {
      point[i] = (mean[i] - centre[i]) / scale[i];
      for (int j = 0; j <= i; j++) {
        point[at++] = i == j ? Math.log(lower.get(i, i)) : lower.get(i, j);
      }
    }
    return Optional.of(point);
  }

  @Override
  public Optional<ObservedMoments> at(double[] point, ObservedMoments like) {
    int d = centre.length;
    double[] mean = new double[d];
    double[] lower = new double[d * d];
    int at = d;
    for (int i = 0; i < d; i++) {
      mean[i] = centre[i] + scale[i] * point[i];
      for (int j = 0; j <= i; j++) {
        double value = point[at++];
        lower[i * d + j] = scale[i] * (i == j ? Math.exp(value) : value);
      }
    }
    Matrix factor = Matrix.wrap(d, d, lower);
    Matrix covariance = factor.timesTransposed(factor);
    return Double.isFinite(covariance.get(d - 1, d - 1))
        ? Optional.of(new ObservedMoments(Moments.of(like.weightTotal(), mean, covariance), 0))
        : Optional.empty();
  }
}
