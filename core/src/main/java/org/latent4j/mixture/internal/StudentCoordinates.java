package org.latent4j.mixture.internal;

import java.util.Arrays;
import java.util.Optional;
import org.latent4j.data.DataSummary;
import org.latent4j.em.Coordinates;

/**
 * Statistics of t components as points: those of Gaussian components that count by Σ r, then the
 * logarithms of the mean precisions ū, then those of log ū − E[log u], which is above 0 and falls
 * as degrees of freedom grow. Where a component is as good as Gaussian, plain EM takes thousands of
 * iterations to raise its degrees of freedom.
 */
final class StudentCoordinates implements Coordinates<StudentStatistics> {

  /** A mean precision, or what tells of the degrees of freedom, may change by so much in a leap. */
  private static final double MOST_LOG_RATIO = Math.log(16);

  private final ComponentCoordinates components;

  StudentCoordinates(DataSummary summary) {
    components = new ComponentCoordinates(summary);
  }

  @Override
  public Optional<double[]> of(StudentStatistics statistics) {
    return components
        .of(statistics.moments.withCounts(statistics.shares))
        .map(point -> joined(point, statistics))
        .filter(point -> Arrays.stream(point).allMatch(Double::isFinite));
  }

  private static double[] joined(double[] point, StudentStatistics statistics) {
    int k = statistics.shares.length;
    double[] joined = Arrays.copyOf(point, point.length + 2 * k);
    for (int c = 0; c < k; c++) {
      double logMean = Math.log(statistics.moments.counts[c] / statistics.shares[c]);
      double meanLog = statistics.logPrecisions[c] / statistics.shares[c];
      joined[point.length + c] = logMean;
      joined[point.length + k + c] = Math.log(logMean - meanLog);
    }
    return joined;
  }

  @Override
  public Optional<StudentStatistics> at(double[] point, StudentStatistics like) {
    Optional<double[]> now = of(like);
    int k = like.shares.length;
    int size = point.length - 2 * k;
    for (int i = size; i < point.length; i++) {
      if (now.isEmpty() || !(Math.abs(point[i] - now.get()[i]) < MOST_LOG_RATIO)) {
        return Optional.empty();
      }
    }
    return components
        .at(Arrays.copyOf(point, size), like.moments.withCounts(like.shares))
        .map(moments -> statistics(moments, point, size));
  }

  private static StudentStatistics statistics(
      ComponentStatistics moments, double[] point, int size) {
    double[] shares = moments.counts.clone();
    int k = shares.length;
    double[] counts = new double[k];
    double[] logPrecisions = new double[k];
    for (int c = 0; c < k; c++) {
      double logMean = point[size + c];
      counts[c] = shares[c] * Math.exp(logMean);
      logPrecisions[c] = shares[c] * (logMean - Math.exp(point[size + k + c]));
    }
    return new StudentStatistics(moments.withCounts(counts), shares, logPrecisions);
  }
}
