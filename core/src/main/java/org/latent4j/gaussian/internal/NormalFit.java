package org.latent4j.gaussian.internal;

import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.em.Engine;
import org.latent4j.em.ExpectationMaximization;
import org.latent4j.em.Maximization;
import org.latent4j.gaussian.MultivariateNormal;
import org.latent4j.linalg.Matrix;

/**
 * The normal distribution that rows with gaps make most likely, from which other fits start. A
 * hundred-millionth of each feature's variance stands behind the covariance as a conjugate prior
 * does, so that there is a maximum also for fewer rows than features or dependent features.
 */
public final class NormalFit {

  /** Weight of the prior scatter, relative to the scatter of the rows. */
  private static final double RIDGE = 1e-8;

  private NormalFit() {}

  /**
   * Runs EM from means and variances of the observed values.
   *
   * @param data rows with gaps
   * @param summary of these rows or of more, each feature observed at least once
   * @param engine visits them
   * @param limits when to stop
   * @return the distribution; (d³ + n·d²) operations an iteration and what the gaps cost
   */
  public static MultivariateNormal of(
      Dataset data, DataSummary summary, Engine engine, ExpectationMaximization.Limits limits) {
    double[] ridge = ridge(summary);
    double n = weight(data);
    Matrix extra = Matrix.diagonal(ridge);
    return new ExpectationMaximization<MultivariateNormal, ObservedMoments>(
            engine,
            new ObservedExpectation<>(normal -> normal),
            (statistics, previous) ->
                Maximization.Update.of(
                    MultivariateNormal.of(
                        statistics.moments().mean(),
                        statistics.moments().covariance().plus(extra))),
            normal -> logPrior(normal, ridge, n))
        .accelerated(new ObservedCoordinates(summary))
        .run(data, start(summary, ridge), limits, (t, normal, mean, gain) -> {}, () -> false)
        .parameters();
  }

  private static double weight(Dataset data) {
    double[] weights = new double[1024];
    double sum = 0;
    for (long row = 0; row < data.rowCount(); row += weights.length) {
      int count = (int) Math.min(weights.length, data.rowCount() - row);
      data.readWeights(row, count, weights);
      for (int i = 0; i < count; i++) {
        sum += weights[i];
      }
    }
    return sum;
  }

  private static double[] ridge(DataSummary summary) {
    double[] ridge = summary.variances();
    for (int j = 0; j < ridge.length; j++) {
      ridge[j] = RIDGE * (ridge[j] > 0 ? ridge[j] : 1);
    }
    return ridge;
  }

  private static MultivariateNormal start(DataSummary summary, double[] ridge) {
    double[] variances = summary.variances();
    for (int j = 0; j < variances.length; j++) {
      variances[j] += ridge[j];
    }
    return MultivariateNormal.of(summary.means(), Matrix.diagonal(variances));
  }

  /** −n/2·tr(R·Σ⁻¹): the term whose maximum together with the likelihood adds R to Σ. */
  private static double logPrior(MultivariateNormal normal, double[] ridge, double n) {
    double[] inverseLower = normal.inverseLower().values();
    double sum = 0;
    for (int i = 0; i < inverseLower.length; i++) {
      sum += inverseLower[i] * inverseLower[i] * ridge[i % ridge.length];
    }
    return -0.5 * n * sum;
  }
}
