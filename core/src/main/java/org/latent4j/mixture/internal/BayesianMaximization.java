package org.latent4j.mixture.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latent4j.em.Maximization;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixture.CovarianceStructure;

/**
 * The best posterior of the parameters for given responsibilities (Bishop 2006, equations
 * 10.58–10.63): with n, x̄ and W the weight, mean and scatter of a component's rows, β = β₀ + n, m
 * = m₀ + (n/β)(x̄ − m₀) and B = C₀ + W + (β₀n/β)(x̄ − m₀)(x̄ − m₀)ᵀ, summed over the components
 * when they share a precision, over the features for a sphere. No state, thread-safe.
 */
final class BayesianMaximization implements Maximization<BayesianPosterior, ComponentStatistics> {

  @Override
  public Update<BayesianPosterior> maximize(
      ComponentStatistics statistics, BayesianPosterior previous) {
    return Update.of(posterior(statistics, previous.prior()));
  }

  static BayesianPosterior posterior(ComponentStatistics s, BayesianPrior prior) {
    int k = s.components();
    int d = s.features();
    double[] means = new double[k * d];
    double[] shifts = new double[k * d];
    double[] factors = new double[k];
    for (int c = 0; c < k; c++) {
      double n = s.counts[c];
      double precision = prior.meanPrecision() + n;
      factors[c] = prior.meanPrecision() * n / precision;
      for (int j = 0; j < d; j++) {
        int at = c * d + j;
        shifts[at] = s.means[at] - prior.mean()[j];
        means[at] = prior.mean()[j] + n / precision * shifts[at];
      }
    }
    double[] degrees = prior.posteriorDegrees(s.counts);
    Covariances expected =
        prior.isDense()
            ? dense(s, prior, shifts, factors, degrees)
            : diagonal(s, prior, shifts, factors, degrees);
    return new BayesianPosterior(prior, s.counts.clone(), Matrix.wrap(k, d, means), expected);
  }

  private static Covariances dense(
      ComponentStatistics s,
      BayesianPrior prior,
      double[] shifts,
      double[] factors,
      double[] degrees) {
    int k = s.components();
    int d = s.features();
    boolean tied = prior.structure() == CovarianceStructure.TIED;
    List<Matrix> matrices = new ArrayList<>(k);
    double[] sum = new double[d * d];
    for (int c = 0; c < k; c++) {
      if (!tied || c == 0) {
        System.arraycopy(prior.scale().matrix(0).values(), 0, sum, 0, d * d);
        addScatter(s, c, sum);
      }
      for (int i = 0; i < d * d; i++) {
        sum[i] += factors[c] * shifts[c * d + i / d] * shifts[c * d + i % d];
      }
      if (!tied || c == k - 1) {
        double nu = degrees[c];
        matrices.add(Matrix.wrap(d, d, Arrays.stream(sum).map(v -> v / nu).toArray()));
      }
    }
    return new DenseCovariances(matrices);
  }

  private static void addScatter(ComponentStatistics s, int slot, double[] sum) {
    int d = s.features();
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double value = s.scatters[slot * d * d + i * d + j];
        sum[i * d + j] += value;
        if (i != j) {
          sum[j * d + i] += value;
        }
      }
    }
  }

  private static Covariances diagonal(
      ComponentStatistics s,
      BayesianPrior prior,
      double[] shifts,
      double[] factors,
      double[] degrees) {
    int k = s.components();
    int d = s.features();
    double[] variances = new double[k * d];
    for (int c = 0; c < k; c++) {
      double sum = 0;
      for (int j = 0; j < d; j++) {
        double shift = shifts[c * d + j];
        double scatter = s.scatterDiagonal(c, j) + factors[c] * shift * shift;
        sum += scatter;
        variances[c * d + j] = (prior.scale().variance(0, j) + scatter) / degrees[c];
      }
      if (prior.structure().isSpherical()) {
        double shared = (prior.scale().variance(0, 0) + sum) / degrees[c];
        Arrays.fill(variances, c * d, (c + 1) * d, shared);
      }
    }
    return new DiagonalCovariances(Matrix.wrap(k, d, variances));
  }
}
