package org.latent4j.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.IncompleteGamma;
import org.latent4j.linalg.Matrix;

/**
 * Whether two samples come from one distribution, both counted in the same intervals or words.
 *
 * <p>Where the intervals are in order, the statistic is a quadratic form in differences of mean
 * scores, the scores being the orthonormal Legendre polynomials of degree 1 to 4 at the midranks of
 * the joint sample: degree 1 answers to a shift, 2 to a spread, and 3 and 4 to the tails. With the
 * covariance that the scores have under all permutations of the joint sample, ties included, it is
 * chi-squared with as many degrees of freedom as there are scores (Neyman 1937,
 * doi:10.1080/03461238.1937.10404821, for two samples and by ranks, as in Rayner and Best 1989,
 * Smooth Tests of Goodness of Fit), whatever the distribution. Words have no order: theirs is
 * Pearson's statistic, the same quadratic form with one score for each word. What is missing adds a
 * Pearson statistic of its own, which is independent of the other.
 *
 * <p>Neighbouring intervals, and rare words, are put together until 5 values of the smaller sample
 * are expected in each, without which the chi-squared law would not hold.
 *
 * @param statistic at least 0
 * @param degrees degrees of freedom; 0 when the samples are too small to say anything
 * @param pValue probability of such a statistic, or a greater one, in samples of one distribution
 * @param components of intervals in order: numbers of variance 1 whose squares add up to the
 *     statistic, without that of missing values; the first two are shift and what is left of the
 *     spread; empty for words
 */
record TwoSampleTest(double statistic, int degrees, double pValue, List<Double> components) {

  private static final int SCORES = 4;
  private static final double LEAST_EXPECTED = 5;

  /**
   * Tests.
   *
   * @param before counts of the first sample
   * @param beforeMissing values it lacks
   * @param now counts of the second, in the same intervals
   * @param nowMissing values it lacks
   * @param ordered whether the intervals are in order
   */
  static TwoSampleTest of(
      long[] before, long beforeMissing, long[] now, long nowMissing, boolean ordered) {
    TwoSampleTest seen = ordered ? smooth(pooled(before, now)) : pearson(grouped(before, now));
    long[][] gaps = {
      {Arrays.stream(before).sum(), beforeMissing}, {Arrays.stream(now).sum(), nowMissing}
    };
    TwoSampleTest missing = pearson(grouped(gaps[0], gaps[1]));
    return of(seen.statistic + missing.statistic, seen.degrees + missing.degrees, seen.components);
  }

  private static TwoSampleTest of(double statistic, int degrees, List<Double> components) {
    double tail = degrees == 0 ? 1 : IncompleteGamma.chiSquaredTail(statistic, degrees);
    return new TwoSampleTest(statistic, degrees, tail, components);
  }

  /**
   * What two tests of one sample against two others agree on: of each component the smaller where
   * both have the same sign, else nothing. Where either of the two others is of the sample's own
   * distribution, the statistic is no greater than its, so that the p-value is at least as large.
   *
   * @param other of intervals in order, without missing values
   */
  TwoSampleTest agreedWith(TwoSampleTest other) {
    int count = Math.min(components.size(), other.components.size());
    List<Double> agreed = new ArrayList<>();
    double sum = 0;
    for (int a = 0; a < count; a++) {
      double mine = components.get(a);
      double theirs = other.components.get(a);
      double smaller = Math.abs(mine) < Math.abs(theirs) ? mine : theirs;
      double both = mine * theirs > 0 ? smaller : 0;
      agreed.add(both);
      sum += both * both;
    }
    return of(sum, count, agreed);
  }

  /** By how many standard deviations the second sample ranks higher; 0 for words. */
  double shift() {
    return components.isEmpty() ? 0 : components.get(0);
  }

  /** By how many standard deviations it lies further out, beside the shift; 0 for words. */
  double spread() {
    return components.size() < 2 ? 0 : components.get(1);
  }

  /** Share of the smaller sample in both. */
  private static double share(long[] before, long[] now) {
    double m = Arrays.stream(before).sum();
    double n = Arrays.stream(now).sum();
    return Math.min(m, n) / Math.max(1, m + n);
  }

  /** Puts intervals together with those after them, the last with those before. */
  private static double[][] pooled(long[] before, long[] now) {
    double share = share(before, now);
    double[][] cells = new double[2][before.length];
    int count = 0;
    double first = 0;
    double second = 0;
    for (int b = 0; b < before.length; b++) {
      first += before[b];
      second += now[b];
      if ((first + second) * share >= LEAST_EXPECTED) {
        cells[0][count] = first;
        cells[1][count++] = second;
        first = 0;
        second = 0;
      }
    }
    if (count > 0) {
      cells[0][count - 1] += first;
      cells[1][count - 1] += second;
    }
    return new double[][] {Arrays.copyOf(cells[0], count), Arrays.copyOf(cells[1], count)};
  }

  /** Puts rare words together, with the rarest of the others when they are still too few. */
  private static double[][] grouped(long[] before, long[] now) {
    double share = share(before, now);
    double[][] cells = new double[2][before.length];
    int count = 0;
    double first = 0;
    double second = 0;
    for (int b = 0; b < before.length; b++) {
      if ((before[b] + now[b]) * share >= LEAST_EXPECTED) {
        cells[0][count] = before[b];
        cells[1][count++] = now[b];
      } else {
        first += before[b];
        second += now[b];
      }
    }
    if ((first + second) * share >= LEAST_EXPECTED) {
      cells[0][count] = first;
      cells[1][count++] = second;
    } else if (count > 0) {
      int rarest = 0;
      for (int c = 1; c < count; c++) {
        boolean rarer = cells[0][c] + cells[1][c] < cells[0][rarest] + cells[1][rarest];
        rarest = rarer ? c : rarest;
      }
      cells[0][rarest] += first;
      cells[1][rarest] += second;
    }
    return new double[][] {Arrays.copyOf(cells[0], count), Arrays.copyOf(cells[1], count)};
  }

  private static TwoSampleTest pearson(double[][] cells) {
    double m = Arrays.stream(cells[0]).sum();
    double n = Arrays.stream(cells[1]).sum();
    double total = m + n;
    double sum = 0;
    for (int c = 0; c < cells[0].length; c++) {
      double difference = cells[1][c] / n - cells[0][c] / m;
      sum += difference * difference / ((cells[0][c] + cells[1][c]) / total);
    }
    int degrees = Math.max(0, cells[0].length - 1);
    double statistic = degrees == 0 ? 0 : sum / (1 / m + 1 / n) * (total - 1) / total;
    return of(statistic, degrees, List.of());
  }

  private static TwoSampleTest smooth(double[][] cells) {
    int count = cells[0].length;
    int degrees = Math.max(0, Math.min(SCORES, count - 1));
    if (degrees == 0) {
      return of(0, 0, List.of());
    }
    double m = Arrays.stream(cells[0]).sum();
    double n = Arrays.stream(cells[1]).sum();
    double total = m + n;
    double[][] scores = scores(cells, total, degrees);
    double scale = (1 / m + 1 / n) * total / (total - 1);
    double[] differences = new double[degrees];
    double[] covariance = new double[degrees * degrees];
    for (int c = 0; c < count; c++) {
      double weight = (cells[0][c] + cells[1][c]) / total;
      double difference = cells[1][c] / n - cells[0][c] / m;
      for (int a = 0; a < degrees; a++) {
        differences[a] += scores[c][a] * difference;
        for (int b = 0; b < degrees; b++) {
          covariance[a * degrees + b] += scale * weight * scores[c][a] * scores[c][b];
        }
      }
    }
    Cholesky factor = Cholesky.of(Matrix.wrap(degrees, degrees, covariance));
    Matrix column = Matrix.wrap(degrees, 1, differences);
    double[] whitened = factor.inverseLower().times(column).toArray();
    return of(
        factor.squaredMahalanobis(differences), degrees, Arrays.stream(whitened).boxed().toList());
  }

  /** Scores of each cell, centred over the joint sample. */
  private static double[][] scores(double[][] cells, double total, int degrees) {
    int count = cells[0].length;
    double[][] scores = new double[count][];
    double[] means = new double[degrees];
    double below = 0;
    for (int c = 0; c < count; c++) {
      double here = cells[0][c] + cells[1][c];
      scores[c] = legendre((2 * below + here) / total - 1, degrees);
      below += here;
      for (int a = 0; a < degrees; a++) {
        means[a] += here / total * scores[c][a];
      }
    }
    for (double[] cell : scores) {
      for (int a = 0; a < degrees; a++) {
        cell[a] -= means[a];
      }
    }
    return scores;
  }

  /** Legendre polynomials of degree 1, 2, … at t in [−1, 1], of mean square 1 there. */
  private static double[] legendre(double t, int degrees) {
    double[] values = new double[degrees];
    double before = 1;
    double value = t;
    for (int a = 1; a <= degrees; a++) {
      values[a - 1] = value * Math.sqrt(2.0 * a + 1);
      double next = ((2 * a + 1) * t * value - a * before) / (a + 1);
      before = value;
      value = next;
    }
    return values;
  }
}
