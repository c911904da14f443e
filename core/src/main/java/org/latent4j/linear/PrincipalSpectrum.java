package org.latent4j.linear;

import java.util.List;
import java.util.Locale;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FitContext;

/**
 * The principal axes of a data set through its mean, and the variance along each, with divisor n.
 * PCA and probabilistic PCA of every latent dimension are read off it; nothing touches the rows
 * again.
 *
 * <p>Axes are orthonormal, of decreasing variance, with their entry of largest magnitude positive;
 * axes of one repeated variance are some orthonormal basis of their space. A row of weight w counts
 * as w rows. Constant features, repeated rows and fewer rows than features are all allowed; offsets
 * cost no digits, and rows of extreme scale are divided by a power of two, which is exact, while
 * they are worked on. Immutable, thread-safe.
 */
public final class PrincipalSpectrum {

  private static final double EPSILON = Math.ulp(1.0);

  /** Where a variance of this share of the greatest is found, squares have left it five digits. */
  private static final double BLURRED = 1e-10;

  private final long rowCount;
  private final double weightTotal;
  private final double[] mean;
  private final Matrix axes;
  private final double[] variances;
  private final double totalVariance;
  private final Route route;

  PrincipalSpectrum(
      long rowCount,
      double weightTotal,
      double[] mean,
      Matrix axes,
      double[] variances,
      double totalVariance,
      Route route) {
    this.rowCount = rowCount;
    this.weightTotal = weightTotal;
    this.mean = mean;
    this.axes = axes;
    this.variances = variances;
    this.totalVariance = totalVariance;
    this.route = route;
  }

  /**
   * The most axes along which rows of a data set can vary.
   *
   * @param data a data set
   * @return the lesser of features and rows − 1
   */
  public static int mostAxes(Dataset data) {
    return (int) Math.min(data.featureCount(), data.rowCount() - 1);
  }

  /**
   * Finds the axes of greatest variance.
   *
   * @param data at least 2 rows, all complete
   * @param count how many axes, from 1 to {@link #mostAxes}
   * @param route how
   * @param context threads, and the seed of a random projection
   * @return the spectrum; the cost is told by {@link Route}
   * @throws IllegalArgumentException if the count is out of range
   * @throws DataException if there are too few rows, all rows are equal, a value is missing or
   *     infinite, or variances leave the range of doubles
   */
  public static PrincipalSpectrum of(Dataset data, int count, Route route, FitContext context) {
    requireRows(data);
    if (count < 1 || count > mostAxes(data)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "axis count must be between 1 and %d (%s), got %d",
              mostAxes(data),
              mostAxes(data) == data.featureCount() ? "features" : "rows - 1",
              count));
    }
    return SpectrumSearch.find(data, count, route, context);
  }

  static void requireRows(Dataset data) {
    if (data.rowCount() == 0) {
      throw new DataException("the data set has no rows; at least one is needed");
    }
    if (data.rowCount() < 2 || data.featureCount() < 1) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "PCA needs at least 2 rows of at least 1 feature, got %d x %d",
              data.rowCount(),
              data.featureCount()));
    }
  }

  /** 0, for automatic, is always allowed. */
  static void requireLatentDimension(int latentDimension, int most, String what) {
    if (latentDimension < 0 || latentDimension > most) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "latentDimension must be between 1 and %d (%s), got %d",
              most,
              what,
              latentDimension));
    }
  }

  /** The spectrum of the rows times two to some power; refuses what doubles cannot hold. */
  PrincipalSpectrum scaled(int exponent) {
    double[] scaled = new double[variances.length];
    for (int j = 0; j < scaled.length; j++) {
      scaled[j] = Math.scalb(Math.max(0, variances[j]), 2 * exponent);
    }
    double total = Math.scalb(totalVariance, 2 * exponent);
    if (variances[0] == 0) {
      throw new DataException("all rows are equal; PCA needs rows that differ");
    }
    if (!(scaled[0] >= Double.MIN_NORMAL && total < Double.POSITIVE_INFINITY)) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "variances must lie between 1e-307 and 1e308, got about 10^%.0f; multiply the columns"
                  + " by a common factor",
              Math.log10(totalVariance) + 2 * exponent * Math.log10(2)));
    }
    return new PrincipalSpectrum(rowCount, weightTotal, mean, axes, scaled, total, route);
  }

  /**
   * The same axes found again by singular values, where squares have blurred a variance that
   * matters and a second look takes about a second.
   */
  PrincipalSpectrum resolving(double variance, Dataset data, FitContext context) {
    return isBlurred(variance)
            && new RouteChoice(rowCount, mean.length, axisCount()).isRefinementCheap()
        ? SpectrumSearch.find(data, axisCount(), Route.SVD, context)
        : this;
  }

  private boolean isBlurred(double variance) {
    return isSquared() && variance < BLURRED * variances[0];
  }

  /** Whether the route squared the condition number. */
  private boolean isSquared() {
    return route == Route.COVARIANCE || route == Route.GRAM;
  }

  /**
   * Number of features.
   *
   * @return d
   */
  public int featureCount() {
    return mean.length;
  }

  /**
   * Number of axes that were found.
   *
   * @return the count that was asked for
   */
  public int axisCount() {
    return variances.length;
  }

  /**
   * Whether these are all axes along which rows can vary.
   *
   * @return whether the axes are as many as the features, or one fewer than the rows
   */
  public boolean isComplete() {
    return axisCount() == Math.min(featureCount(), rowCount - 1);
  }

  /**
   * Sum of the rows' weights, n without weights.
   *
   * @return the weight total
   */
  public double weightTotal() {
    return weightTotal;
  }

  /**
   * Mean of each feature.
   *
   * @return d means, a copy
   */
  public double[] mean() {
    return mean.clone();
  }

  /**
   * The first axes.
   *
   * @param count how many, at most {@link #axisCount}
   * @return d×count, orthonormal columns
   */
  public Matrix axes(int count) {
    return axes.columnRange(0, count);
  }

  /**
   * Variance along each axis, divisor n.
   *
   * @return variances, decreasing, at least 0; a copy
   */
  public double[] variances() {
    return variances.clone();
  }

  /**
   * Sum of the variances of all features, divisor n; axes that were not asked for are included.
   *
   * @return the trace of the covariance
   */
  public double totalVariance() {
    return totalVariance;
  }

  /**
   * How the axes were found.
   *
   * @return never {@link Route#AUTO}
   */
  public Route route() {
    return route;
  }

  /** What a report says of the route, and of the least variance that a model takes from it. */
  List<String> notes(double leastVariance) {
    return isBlurred(leastVariance)
        ? List.of(
            routeNote(),
            String.format(
                Locale.ROOT,
                "variances below %.1e carry rounding, since a covariance squares the condition"
                    + " number; singular values of the rows would tell them exactly",
                BLURRED * variances[0]))
        : List.of(routeNote());
  }

  private String routeNote() {
    long d = mean.length;
    String source =
        switch (route) {
          case COVARIANCE ->
              String.format(Locale.ROOT, "the %d x %d covariance matrix of one pass", d, d);
          case GRAM ->
              String.format(
                  Locale.ROOT, "the %d x %d matrix of products of rows", rowCount, rowCount);
          case RANDOMISED -> "a random projection, nearly exact";
          case AUTO, SVD -> "the singular value decomposition of the rows";
        };
    return String.format(
        Locale.ROOT,
        "axes found from %s (about %.1e operations for %d x %d values)",
        source,
        new RouteChoice(rowCount, d, axisCount()).operations(route),
        rowCount,
        d);
  }

  /**
   * The variance that cannot be told from 0 on this route. Eigenvalues of a covariance carry errors
   * of a few rounding units of the greatest for each dimension, and of some more from the sums;
   * singular values carry the same error, but before they are squared.
   *
   * @return a variance; 5e-14 of the greatest for up to 256 features by covariance
   */
  public double resolution() {
    double size = Math.max(256, isSquared() ? featureCount() : Math.max(featureCount(), rowCount));
    double error = EPSILON * size;
    return variances[0] * (isSquared() ? error : error * error);
  }

  /**
   * Number of axes with variance above {@link #resolution}.
   *
   * @return from 1 to {@link #axisCount}
   */
  public int rank() {
    double least = resolution();
    int rank = 0;
    while (rank < variances.length && variances[rank] > least) {
      rank++;
    }
    return rank;
  }

  /**
   * Fewest axes that hold a share of the total variance.
   *
   * @param share in (0, 1]
   * @return from 1 to {@link #axisCount}, the latter also when all axes that were found hold less
   */
  public int axesHolding(double share) {
    double sum = 0;
    int count = 0;
    while (count < variances.length && sum < share * totalVariance) {
      sum += variances[count++];
    }
    return count;
  }

  /**
   * Mean variance of the axes beyond the first q, which is the noise variance of probabilistic PCA
   * (Tipping and Bishop 1999): the sum over them, zeros included, divided by d − q.
   *
   * @param latentDimension q, from 0 to d − 1 and at most {@link #axisCount}
   * @return a variance, divisor n
   */
  public double noiseVariance(int latentDimension) {
    double sum = 0;
    if (isComplete()) {
      for (int j = variances.length - 1; j >= latentDimension; j--) {
        sum += variances[j];
      }
    } else {
      sum = totalVariance;
      for (int j = 0; j < latentDimension; j++) {
        sum -= variances[j];
      }
    }
    return Math.max(0, sum) / (featureCount() - latentDimension);
  }

  /**
   * Greatest log likelihood of all rows under probabilistic PCA with a given noise variance σ².
   * With λ the variances, c = max(λ, σ²) for the first q and σ² beyond, and n the weight total, it
   * is −n/2·(d·log 2π + Σ log c + Σ λ/c).
   *
   * @param latentDimension q, from 0 to d − 1 and at most {@link #axisCount}
   * @param noiseVariance σ², above 0
   * @return nats
   */
  public double logLikelihood(int latentDimension, double noiseVariance) {
    int d = featureCount();
    double perRow = d * Math.log(2 * Math.PI) + (d - latentDimension) * Math.log(noiseVariance);
    for (int j = 0; j < latentDimension; j++) {
      double variance = Math.max(variances[j], noiseVariance);
      perRow += Math.log(variance) + variances[j] / variance;
    }
    perRow += noiseVariance(latentDimension) * (d - latentDimension) / noiseVariance;
    return -weightTotal / 2 * perRow;
  }
}
