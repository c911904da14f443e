package org.latent4j.mixedmixture.internal;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SpecialFunctions;
import org.latent4j.mixedmixture.Distribution;

/**
 * Fits a column of counts by the weight of each distinct value in each component, to which as many
 * rows as the smoothing says are added, spread as those of all components. The mean is that of the
 * counts, for both distributions. The size of a negative binomial is the root of the derivative of
 * its likelihood at that mean, of which there is one above 0 if the variance exceeds the mean
 * (Levin and Reeds 1977, doi:10.1214/aos/1176343743) and none, so that the size takes its bound and
 * the distribution is Poisson, if not: an exact M step, bracketed around the size before.
 */
final class CountEstimator implements Estimator {

  private static final double LEAST_LOG = Math.log(1e-6);
  private static final double MOST_LOG = Math.log(1e6);
  private static final double FIRST_REACH = 0.05;
  private static final int STEPS = 60;
  private static final int FEW = 16;

  private final Distribution distribution;
  private final int feature;
  private final int k;
  private final double smoothing;
  private final double[] values;
  private final double[] overall;

  /**
   * Takes the values of all rows.
   *
   * @param values the distinct counts, increasing
   * @param weights of the rows that have them
   */
  CountEstimator(
      Distribution distribution,
      int feature,
      int components,
      double[] values,
      double[] weights,
      double smoothing) {
    this.distribution = distribution;
    this.feature = feature;
    this.values = values;
    this.smoothing = smoothing;
    k = components;
    double total = Arrays.stream(weights).sum();
    overall = Arrays.stream(weights).map(w -> w / total).toArray();
  }

  @Override
  public Part whole() {
    double[] parameters = fitted(overall, 1);
    double[] all = new double[k * parameters.length];
    for (int c = 0; c < k; c++) {
      System.arraycopy(parameters, 0, all, c * parameters.length, parameters.length);
    }
    return new CountPart(distribution, feature, Matrix.wrap(k, parameters.length, all));
  }

  @Override
  public Tally tally(Part current, Part.Densities own, int capacity) {
    return new Tally() {
      private Sums sums = new Sums(values.length * k);

      @Override
      public void add(double[] rows, int d, int rowCount, double[] shares) {
        double[] counts = sums.values();
        for (int i = 0, at = feature; i < rowCount; i++, at += d) {
          int place = Double.isNaN(rows[at]) ? -1 : place(rows[at]);
          for (int c = 0; c < k && place >= 0; c++) {
            counts[place * k + c] += shares[i * k + c];
          }
        }
      }

      @Override
      public PartStatistics take() {
        Sums taken = sums;
        sums = new Sums(values.length * k);
        return taken;
      }
    };
  }

  private int place(double value) {
    int guess = (int) value;
    return guess < values.length && guess >= 0 && values[guess] == value
        ? guess
        : Arrays.binarySearch(values, value);
  }

  @Override
  public int statisticsSize() {
    return values.length * k;
  }

  @Override
  public Part maximize(PartStatistics statistics, Part previous) {
    return smoothed((Sums) statistics, smoothing, (CountPart) previous);
  }

  @Override
  public Part start(PartStatistics statistics) {
    return smoothed((Sums) statistics, Math.max(1, smoothing), (CountPart) whole());
  }

  private Part smoothed(Sums sums, double rows, CountPart previous) {
    int width = distribution == Distribution.POISSON ? 1 : 2;
    double[] parameters = new double[k * width];
    double[] weights = new double[values.length];
    for (int c = 0; c < k; c++) {
      double total = 0;
      for (int v = 0; v < values.length; v++) {
        weights[v] = sums.values()[v * k + c] + rows * overall[v];
        total += weights[v];
      }
      double[] own =
          total > 0
              ? fitted(weights, width == 1 ? 1 : previous.size(c))
              : previous.parameters().row(c);
      System.arraycopy(own, 0, parameters, c * width, width);
    }
    return new CountPart(distribution, feature, Matrix.wrap(k, width, parameters));
  }

  /** The most likely mean, and for the negative binomial size, of weighted values. */
  private double[] fitted(double[] weights, double sizeBefore) {
    double total = 0;
    double sum = 0;
    for (int v = 0; v < values.length; v++) {
      total += weights[v];
      sum += weights[v] * values[v];
    }
    double mean = sum / total;
    if (distribution == Distribution.POISSON) {
      return new double[] {mean};
    }
    double found = size(weights, total, mean, sizeBefore);
    boolean better =
        logLikelihood(weights, mean, found) >= logLikelihood(weights, mean, sizeBefore);
    return new double[] {mean, better ? found : sizeBefore};
  }

  private double logLikelihood(double[] weights, double mean, double size) {
    double sum = 0;
    for (int v = 0; v < values.length; v++) {
      sum += weights[v] > 0 ? weights[v] * CountPart.logNegativeBinomial(values[v], mean, size) : 0;
    }
    return sum;
  }

  private double size(double[] weights, double total, double mean, double before) {
    if (mean == 0) {
      return before;
    }
    DoubleUnaryOperator slope = log -> slope(weights, total, mean, Math.exp(log));
    double low = Math.log(before);
    double high = low;
    double atLow = slope.applyAsDouble(low);
    double atHigh = atLow;
    for (double reach = FIRST_REACH; low > LEAST_LOG && !(atLow > 0); reach *= 4) {
      high = low;
      atHigh = atLow;
      low = Math.max(LEAST_LOG, low - reach);
      atLow = slope.applyAsDouble(low);
    }
    for (double reach = FIRST_REACH; high < MOST_LOG && !(atHigh < 0); reach *= 4) {
      low = high;
      atLow = atHigh;
      high = Math.min(MOST_LOG, high + reach);
      atHigh = slope.applyAsDouble(high);
    }
    if (!(atLow > 0 && atHigh < 0)) {
      return Math.exp(atLow > 0 ? high : low);
    }
    return Math.exp(root(slope, low, atLow, high, atHigh));
  }

  /** The zero of a function between two signs, by the Illinois form of the false position. */
  private static double root(
      DoubleUnaryOperator function, double a, double atA, double b, double atB) {
    double low = a;
    double high = b;
    double atLow = atA;
    double atHigh = atB;
    int side = 0;
    for (int t = 0; t < STEPS && high - low > 1e-10; t++) {
      double middle = (low * atHigh - high * atLow) / (atHigh - atLow);
      double value = function.applyAsDouble(middle);
      if (value > 0) {
        low = middle;
        atLow = value;
        atHigh = side == 1 ? atHigh / 2 : atHigh;
        side = 1;
      } else if (value < 0) {
        high = middle;
        atHigh = value;
        atLow = side == -1 ? atLow / 2 : atLow;
        side = -1;
      } else {
        return middle;
      }
    }
    return (low * atHigh - high * atLow) / (atHigh - atLow);
  }

  /** Derivative of the log likelihood by the size, at the mean of the values. */
  private double slope(double[] weights, double total, double mean, double size) {
    double sum = -total * Math.log1p(mean / size);
    double base = SpecialFunctions.digamma(size);
    for (int v = 0; v < values.length; v++) {
      double value = values[v];
      if (value > FEW) {
        sum += weights[v] * (SpecialFunctions.digamma(size + value) - base);
        continue;
      }
      double rise = 0;
      for (int i = 0; i < value; i++) {
        rise += 1 / (size + i);
      }
      sum += weights[v] * rise;
    }
    return sum;
  }

  @Override
  public double logPrior(Part part) {
    if (smoothing == 0) {
      return 0;
    }
    CountPart own = (CountPart) part;
    double sum = 0;
    for (int c = 0; c < k; c++) {
      for (int v = 0; v < values.length; v++) {
        sum += overall[v] > 0 ? overall[v] * own.logProbability(c, values[v]) : 0;
      }
    }
    return smoothing * sum;
  }
}
